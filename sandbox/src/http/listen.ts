import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { World } from "../state/world.ts";
import { targetOf } from "./hosts.ts";
import { compile, find, type HostKind, type RouteTable, type SandboxReply, type SandboxRequest } from "./router.ts";

const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface ListenOptions {
  world: World;
  port: number;
  host: string;
  tables: Readonly<Record<HostKind, readonly RouteTable[]>>;
  /** Told of faults of the sandbox itself. */
  onFault: (error: unknown, request: SandboxRequest) => void;
}

type Compiled = Readonly<Record<HostKind, ReturnType<typeof compile>>>;

async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const cookiesOf = (header: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (header ?? "").split(";").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
    }),
  );

function toRequest(message: IncomingMessage, host: string, body: Buffer): Omit<SandboxRequest, "params" | "shop"> {
  const headers = Object.fromEntries(
    Object.entries(message.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
  const scheme = headers["x-forwarded-proto"] ?? "http";
  return {
    method: message.method ?? "GET",
    url: new URL(message.url ?? "/", `${scheme}://${host}`),
    headers,
    body,
    cookies: cookiesOf(headers["cookie"]),
  };
}

async function replyTo(options: ListenOptions, compiled: Compiled, message: IncomingMessage): Promise<SandboxReply> {
  const host = String(message.headers["x-forwarded-host"] ?? message.headers.host ?? "localhost");
  if (!URL.canParse(`http://${host}${message.url ?? "/"}`)) return { status: 400, body: "Bad request" };
  const body = await readBody(message);
  if (!body) return { status: 413, body: "The body is larger than 10 MB" };
  options.world.settle();
  const { kind, shop } = targetOf(options.world, host);
  const request = { ...toRequest(message, host, body), shop, params: {} };
  for (const table of kind === "any" ? [compiled.any] : [compiled.any, compiled[kind]]) {
    const routed = find(table, request.method, request.url.pathname);
    if (routed.kind === "wrong_method")
      return { status: 405, headers: { allow: routed.allow.join(", ") }, body: "Method not allowed" };
    if (routed.kind === "none") continue;
    if (kind === "shop" && !shop) break;
    const asked = { ...request, params: routed.params };
    try {
      return await routed.handler(asked);
    } catch (error) {
      options.onFault(error, asked);
      return { status: 500, body: `The sandbox failed: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
  return { status: 404, body: `Nothing here: ${host}${request.url.pathname}` };
}

function send(response: ServerResponse, reply: SandboxReply, withBody: boolean): void {
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  if (!response.hasHeader("content-type")) response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(withBody ? reply.body : undefined);
}

/** One server for all hosts; port 0 takes a free one. */
export async function listen(options: ListenOptions): Promise<{ port: number; close: () => Promise<void> }> {
  const compiled: Compiled = {
    any: compile(options.tables.any),
    shop: compile(options.tables.shop),
    admin: compile(options.tables.admin),
    app: compile(options.tables.app),
    mail: compile(options.tables.mail),
  };
  const server: Server = createServer((message, response) => {
    replyTo(options, compiled, message).then(
      (reply) => send(response, reply, message.method !== "HEAD"),
      // The caller hung up while its body was read: there is nobody to answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
