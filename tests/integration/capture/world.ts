import { createHmac, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { createCaptureParts } from "../../../app/server/capture-services.ts";
import { readEnv } from "../../../app/server/env.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { keysOf } from "../../builders/keys.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { peopleOf, started } from "./people.ts";

export const secret = "capture-test-secret";
export const apiKey = "capture-test-key";

const env = readEnv({
  NODE_ENV: "test",
  SHOPIFY_API_KEY: apiKey,
  SHOPIFY_API_SECRET: secret,
  SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before",
  SHOPIFY_APP_URL: "https://app.test",
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
  SIGNING_KEY: Buffer.alloc(32, 2).toString("base64"),
});

/** A shop's creators, and the extensions' endpoints over a database of its own. */
export async function captureWorld() {
  const database = await testDatabase();
  const { prisma } = database;
  const clock = { now: () => instant(started.getTime()) };
  const capture = await createCaptureParts({ connection: database, env, keys: keysOf(2), clock });

  const { shop, creator } = peopleOf(prisma);

  const context = (visitor = "203.0.113.7") =>
    ({
      container: { capture, addresses: { portal: (path: string) => `https://app.test/creator${path}` } },
      visitor,
      cspNonce: "",
    }) as never;

  return { ...database, capture, shop, creator, context };
}

type Claims = Record<string, unknown>;

/** A session token as Shopify signs it for checkout, but for what is said. */
export function sessionToken(
  shopDomain: string,
  change: {
    claims?: Claims;
    secret?: string;
    audience?: string;
    alg?: string;
    lifeSeconds?: number;
    ageSeconds?: number;
  } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - (change.ageSeconds ?? 0);
  return new SignJWT({ dest: shopDomain, jti: randomUUID(), ...change.claims })
    .setProtectedHeader({ alg: change.alg ?? "HS256" })
    .setAudience(change.audience ?? apiKey)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + (change.lifeSeconds ?? 300))
    .sign(new TextEncoder().encode(change.secret ?? secret));
}

/** A question of an extension. */
export const ask = (path: string, token: string, body: unknown, method = "POST"): Request =>
  new Request(`https://app.test${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(method === "POST" ? { body: typeof body === "string" ? body : JSON.stringify(body) } : {}),
  });

/** A request that came through Shopify's app proxy, signed as Shopify documents it. */
export function proxied(path: string, shopDomain: string, change: { secret?: string; at?: number } = {}): Request {
  const url = new URL(path, "https://app.test");
  url.searchParams.set("shop", shopDomain);
  url.searchParams.set("path_prefix", "/apps/creators");
  url.searchParams.set("timestamp", String(Math.floor((change.at ?? Date.now()) / 1000)));
  const names = [...new Set(url.searchParams.keys())].toSorted();
  const text = names.map((name) => `${name}=${url.searchParams.getAll(name).join(",")}`).join("");
  url.searchParams.set(
    "signature",
    createHmac("sha256", change.secret ?? secret)
      .update(text)
      .digest("hex"),
  );
  return new Request(url);
}

/** What a route came to, be it returned or thrown. */
export async function reply(work: unknown): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response: unknown = await Promise.resolve(work).catch((thrown: unknown) => thrown);
  if (!(response instanceof Response)) throw response;
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}
