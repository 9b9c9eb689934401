import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler, Response } from "express";
import type { Container } from "./container.ts";
import "./load-context.ts";

export type PageHandler = {
  handle: (...args: Parameters<RequestHandler>) => Promise<void>;
  /** Serves scripts and styles while developing; a build's are static files. */
  assets?: RequestHandler;
};

const serverBuild = path.resolve(import.meta.dirname, "../../build/server/index.js");

/** The pages as `npm run build` left them. */
export async function builtPages(container: Container): Promise<PageHandler> {
  if (!existsSync(serverBuild)) throw new Error("The pages are not built: run `npm run build` first, or `npm run dev`");
  const build = (await import(pathToFileURL(serverBuild).href)) as ServerBuild;
  return { handle: handler(container, build) };
}

/** The pages as they are in the source, reloaded on change; `vite` is a dev server in middleware mode. */
export function livePages(
  container: Container,
  vite: { middlewares: RequestHandler; ssrLoadModule(id: string): Promise<unknown> },
): PageHandler {
  const build = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
  return { handle: handler(container, build), assets: vite.middlewares };
}

const handler = (container: Container, build: ServerBuild | (() => Promise<ServerBuild>)) =>
  createRequestHandler({
    build,
    mode: container.env.NODE_ENV === "production" ? "production" : "development",
    getLoadContext: (request, response: Response) => ({
      container,
      cspNonce: String(response.locals["cspNonce"]),
      visitor: request.ip ?? "",
    }),
  });
