/** Serves route tables over real HTTP, and a browser in small, for the tests of pages. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { compile, find, type HostKind, type Routes, type SandboxReply } from "../http/router.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

export interface Served {
  readonly port: number;
  close(): Promise<void>;
}

const KINDS: ReadonlySet<string> = new Set<HostKind>(["admin", "app", "mail"]);
const isKind = (name: string): name is HostKind => KINDS.has(name);

/** Host `admin.localhost` is the admin, and so on; any other `NAME.localhost` is the shop NAME.myshopify.com. */
export async function serve(world: World, ...parts: readonly Routes[]): Promise<Served> {
  const tables = parts.map((part) => part(world));
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on(
      "end",
      () =>
        void answer(request, Buffer.concat(chunks)).then((reply) => {
          for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
          response.writeHead(reply.status).end(reply.body);
        }),
    );
  });
  const answer = async (request: http.IncomingMessage, body: Buffer): Promise<SandboxReply> => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const name = url.hostname.replace(/\.localhost$/, "");
    const kind = isKind(name) ? name : "shop";
    const shop: Shop | null = kind === "shop" ? (world.shops.get(`${name}.myshopify.com`) ?? null) : null;
    const routed = find(
      compile(tables.flatMap((table) => [table.any ?? {}, table[kind] ?? {}])),
      request.method ?? "GET",
      url.pathname,
    );
    if (routed.kind !== "found") return { status: routed.kind === "none" ? 404 : 405 };
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
    const cookies = Object.fromEntries(
      (headers["cookie"] ?? "").split(/;\s*/).map((pair) => pair.split("=") as [string, string]),
    );
    return routed.handler({
      method: request.method ?? "GET",
      url,
      params: routed.params,
      headers,
      body,
      cookies,
      shop,
    });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Seen {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** Where the redirects ended. */
  readonly url: URL;
}

/** Keeps cookies and follows redirects on its own host. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #served: Served;
  readonly #host: string;

  constructor(served: Served, host: string) {
    this.#served = served;
    this.#host = host;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#go("GET", path, "", headers, 0);
  }

  post(path: string, fields: Record<string, string>): Promise<Seen> {
    return this.#go(
      "POST",
      path,
      new URLSearchParams(fields).toString(),
      { "content-type": "application/x-www-form-urlencoded" },
      0,
    );
  }

  postJson(path: string, value: unknown): Promise<Seen> {
    return this.#go("POST", path, JSON.stringify(value), { "content-type": "application/json" }, 0);
  }

  async #go(method: string, path: string, body: string, headers: Record<string, string>, hops: number): Promise<Seen> {
    const seen = await this.#once(method, path, body, headers);
    const { location } = seen.headers;
    if (seen.status !== 302 || !location || hops > 5) return seen;
    const next = new URL(location, seen.url);
    return next.host === seen.url.host ? this.#go("GET", next.pathname + next.search, "", {}, hops + 1) : seen;
  }

  #once(method: string, path: string, body: string, headers: Record<string, string>): Promise<Seen> {
    const host = `${this.#host}.localhost:${this.#served.port}`;
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: this.#served.port,
        path,
        method,
        headers: { ...headers, host, cookie, "content-length": Buffer.byteLength(body) },
      };
      const request = http.request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          for (const set of response.headers["set-cookie"] ?? []) {
            const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
            this.#cookies.set(name, value);
          }
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
            url: new URL(path, `http://${host}`),
          });
        });
      });
      request.on("error", reject);
      request.end(body);
    });
  }
}
