import { randomBytes } from "node:crypto";
import path from "node:path";
import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { Container } from "./container.ts";
import type { PageHandler } from "./remix.ts";

const clientFolder = path.resolve(import.meta.dirname, "../../build/client");

/** Everything but the doors: health, static files, and the pages that Remix renders. */
export function createPages(options: { container: Container; remix: PageHandler; isDraining: () => boolean }): Express {
  const { container, remix } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback");
  app.use(securityHeaders());
  app.get("/healthz", (_request, response) => void response.type("text").send("ok"));
  app.get("/readyz", readiness(container, options.isDraining));
  app.use(compression());
  if (remix.assets === undefined) {
    // Names of built files carry a hash of their content.
    app.use("/assets", express.static(path.join(clientFolder, "assets"), { immutable: true, maxAge: "1y" }), notFound);
    app.use(express.static(clientFolder, { maxAge: "1h" }));
  } else {
    app.use(remix.assets);
  }
  app.all("*", (request, response, next) => {
    response.locals["cspNonce"] = randomBytes(16).toString("base64");
    void remix.handle(request, response, next);
  });
  app.use(lastResort(container));
  return app;
}

/** Content-Security-Policy, framing included, is set where documents are rendered: it depends on the page. */
const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: false,
    xFrameOptions: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  });

const notFound: RequestHandler = (_request, response) => void response.status(404).type("text").send("Not found");

const readiness =
  (container: Container, isDraining: () => boolean): RequestHandler =>
  async (_request, response) => {
    const database = await container.isReady();
    const ready = database && !isDraining();
    response.status(ready ? 200 : 503).json({ ready, database, draining: isDraining() });
  };

function lastResort(container: Container): express.ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    container.log.error({ err: error, path: request.path }, "a page failed");
    if (response.headersSent) return next(error);
    response.status(500).type("text").send("Something went wrong on our side. Please try again.");
  };
}
