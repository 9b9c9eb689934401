/** The sandbox's HTTP in small: handlers from requests to replies, one table for each kind of host. */
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

/** shop: demo-store.localhost; admin, app, mail: the host of that name; any: what every host answers, asked first. */
export type HostKind = "shop" | "admin" | "app" | "mail" | "any";

export interface SandboxRequest {
  method: string;
  /** As the caller sees it. */
  url: URL;
  /** What the pattern's `:name` parts matched, decoded. */
  params: Readonly<Record<string, string>>;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** The browser's cookies. */
  cookies: Readonly<Record<string, string>>;
  /** On shop hosts; handlers of shop tables may rely on it. */
  shop: Shop | null;
}

export interface SandboxReply {
  status: number;
  headers?: Readonly<Record<string, string | readonly string[]>>;
  body?: string | Buffer;
}

export type Handler = (request: SandboxRequest) => SandboxReply | Promise<SandboxReply>;

/** `"GET /products/:handle"` → handler; the first that fits wins; `*` at the end takes the rest as `params.rest`. */
export type RouteTable = Readonly<Record<string, Handler>>;

/** What a part of the sandbox gives to the server. */
export type Routes = (world: World) => Partial<Record<HostKind, RouteTable>>;

interface Compiled {
  method: string;
  pattern: RegExp;
  handler: Handler;
}

export function compile(tables: readonly RouteTable[]): Compiled[] {
  return tables.flatMap((table) =>
    Object.entries(table).map(([route, handler]) => {
      const [method = "", path = ""] = route.split(" ");
      if (!path.startsWith("/")) throw new Error(`Route "${route}" must read like "GET /path"`);
      const source = path
        .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
        .replace(/:(\w+)/g, "(?<$1>[^/]+)")
        .replace(/\*$/, "(?<rest>.*)");
      return { method, pattern: new RegExp(`^${source}/?$`), handler };
    }),
  );
}

export type Routed =
  | { kind: "found"; handler: Handler; params: Record<string, string> }
  | { kind: "wrong_method"; allow: string[] }
  | { kind: "none" };

export function find(compiled: readonly Compiled[], method: string, path: string): Routed {
  const allow: string[] = [];
  for (const candidate of compiled) {
    const match = candidate.pattern.exec(path);
    if (!match) continue;
    if (candidate.method !== method && !(method === "HEAD" && candidate.method === "GET")) {
      allow.push(candidate.method);
      continue;
    }
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value ?? "")]),
    );
    return { kind: "found", handler: candidate.handler, params };
  }
  return allow.length > 0 ? { kind: "wrong_method", allow } : { kind: "none" };
}

/** A malformed escape is taken as it stands: a shopper's broken link is not a crash. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const html = (body: string, status = 200, headers: SandboxReply["headers"] = {}): SandboxReply => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});

export const json = (value: unknown, status = 200, headers: SandboxReply["headers"] = {}): SandboxReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(value),
});

export const redirect = (location: string, headers: SandboxReply["headers"] = {}): SandboxReply => ({
  status: 302,
  headers: { location, ...headers },
});

/** A form's fields (application/x-www-form-urlencoded). */
export const formOf = (request: SandboxRequest): URLSearchParams => new URLSearchParams(request.body.toString("utf8"));
