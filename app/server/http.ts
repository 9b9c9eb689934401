import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A plain Node handler for what no page framework touches. */
export type Door = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type FailureLog = { error(fields: object, message: string): void };

export type Doors = {
  /** `POST /webhooks` */
  webhooks: Door;
  /** `GET /r/<code>`, a referral link */
  referral: Door;
};

/**
 * Sends the hot paths to their doors, before any framework sees them, and the rest to the pages.
 *
 * A request that a door fails at, which is a bug, ends with its own answer and not with the process.
 */
export function createHttpServer(doors: Doors, pages: RequestListener, log: FailureLog): Server {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/webhooks" || path.startsWith("/webhooks?")) pass(doors.webhooks, request, response, log);
    else if (path.startsWith("/r/")) pass(doors.referral, request, response, log);
    else pages(request, response);
  });
  // Above the idle time-outs of usual load balancers (60 s), so that they close first and no request is lost in between.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 30_000;
  return server;
}

function pass(door: Door, request: IncomingMessage, response: ServerResponse, log: FailureLog): void {
  const failed = (error: unknown) => {
    log.error({ err: error, path: request.url }, "a door failed");
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { "Content-Length": "0" }).end();
  };
  try {
    door(request, response)?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** @returns the URL that the server can be reached at from this machine */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, port, host)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${address.port}`;
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code !== "EADDRINUSE") return error;
  return new Error(`Port ${port} of ${host} is taken: stop what uses it, or set PORT to another one`, { cause: error });
}

/** Answers what is under way, for at most `graceMs`, and takes nothing new. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
