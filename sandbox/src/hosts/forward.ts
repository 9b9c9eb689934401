import http from "node:http";
import https from "node:https";
import type { SandboxReply, SandboxRequest } from "../http/router.ts";
import { localLookup } from "./local-lookup.ts";

/** These concern one connection, not the message. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "proxy-authorization",
  "proxy-authenticate",
  "te",
  "trailer",
  "content-length",
]);

const TIMEOUT_MS = 30_000;

/** Sends a request on to another server and brings its answer back; 502 with the reason when it does not answer. */
export function forward(
  request: SandboxRequest,
  target: URL,
  change: Readonly<Record<string, string>> = {},
): Promise<SandboxReply> {
  const headers: Record<string, string> = { ...passed(request.headers), "accept-encoding": "identity" };
  delete headers["host"];
  for (const [name, value] of Object.entries(change)) headers[name.toLowerCase()] = value;
  if (headers["cookie"] === "") delete headers["cookie"];
  if (request.body.length > 0) headers["content-length"] = String(request.body.length);
  const client = target.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const outgoing = client.request(target, {
      method: request.method,
      headers,
      lookup: localLookup,
      agent: false,
      timeout: TIMEOUT_MS,
    });
    const fail = (error: Error): void => resolve(badGateway(target, error));
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    outgoing.on("error", fail);
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 502, headers: passed(response.headers), body: Buffer.concat(chunks) }),
      );
    });
    outgoing.end(request.body);
  });
}

function passed<Value>(headers: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) kept[name] = value;
  return kept;
}

const badGateway = (target: URL, error: Error): SandboxReply => ({
  status: 502,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `The app at ${target.origin} does not answer (${error.message}). Is it running?`,
});
