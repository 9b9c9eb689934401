import { randomUUID } from "node:crypto";
import { json, type Handler, type RouteTable, type SandboxReply, type SandboxRequest } from "../http/router.ts";
import type { AppInstallation } from "../state/apps.ts";
import type { OrderActions } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { grantedScopes } from "./access.ts";
import { answer } from "./execute.ts";
import type { ApiRequest } from "./prepare.ts";
import { adminSchema, API_VERSION } from "./schema.ts";

const BULK_URL_MS = 7 * 86_400_000;

/** The installation and the scopes of a token; null when it is unknown, expired or its app is gone. */
export function findToken(
  world: World,
  shop: Shop,
  text: string | undefined,
): { app: AppInstallation; scopes: string[] } | null {
  if (!text) return null;
  const now = world.clock.machine();
  for (const app of shop.apps.values()) {
    const token = app.tokens.find((t) => t.token === text);
    if (token && (!token.expiresAt || token.expiresAt > now)) return { app, scopes: token.scopes };
  }
  return null;
}

function readBody(request: SandboxRequest): ApiRequest | null {
  const text = request.body.toString("utf8");
  if (request.headers["content-type"]?.startsWith("application/graphql")) return { query: text };
  try {
    const body: unknown = JSON.parse(text);
    const isRequest = typeof body === "object" && body !== null && "query" in body && typeof body.query === "string";
    return isRequest ? (body as ApiRequest) : null;
  } catch {
    return null;
  }
}

/** The Admin API of every shop: `POST /admin/api/2026-10/graphql.json`. */
export function adminApiRoutes(world: World, desk: OrderActions, filesUrl: () => string): RouteTable {
  const graphql: Handler = (request) => {
    const headers = { "x-request-id": randomUUID(), "x-shopify-api-version": API_VERSION };
    const { shop } = request;
    if (!shop || request.params["version"] !== API_VERSION) return json({ errors: "Not Found" }, 404, headers);
    const found = findToken(world, shop, request.headers["x-shopify-access-token"]);
    if (!found) {
      const message = "[API] Invalid API key or access token (unrecognized login or wrong password)";
      return json({ errors: message }, 401, headers);
    }
    const asked = readBody(request);
    if (!asked) return json({ errors: { query: "Required parameter missing or invalid" } }, 400, headers);
    const context = {
      world,
      shop,
      desk,
      app: found.app,
      // Both must grant it: a token keeps what it was given for, the merchant may have taken it back.
      granted: grantedScopes(found.scopes.filter((scope) => found.app.scopes.includes(scope))),
      admin: adminSchema(),
      filesUrl: filesUrl(),
    };
    return json(answer(context, asked), 200, headers);
  };
  return { "POST /admin/api/:version/graphql.json": graphql };
}

/** The results of bulk operations. Their URL needs no token and names no shop, as Shopify's (which are in a file store). */
export function bulkFileRoutes(world: World): RouteTable {
  const file: Handler = ({ params }): SandboxReply => {
    const operations = [...world.shops.values()].flatMap((shop) => [...shop.bulkOperations.values()]);
    const operation = operations.find((o) => o.key === params["key"]);
    const old = operation && world.now().getTime() - operation.createdAt.getTime() > BULK_URL_MS;
    if (!operation?.jsonl || old) return { status: 404, body: "This file does not exist, or its 7 days are over." };
    return { status: 200, headers: { "content-type": "application/jsonl" }, body: operation.jsonl };
  };
  return { "GET /__sandbox/bulk/:key.jsonl": file };
}
