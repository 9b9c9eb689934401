import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { findToken } from "../admin-api/routes.ts";
import type { SandboxRequest } from "../http/router.ts";
import { uninstallApp } from "../orders/privacy.ts";
import type { AppConfig } from "../state/apps.ts";
import { DEMO_DOMAIN, SECOND_DOMAIN, seedWorld } from "../state/seed.ts";
import { installApp } from "./install.ts";
import { oauthRoutes } from "./routes.ts";
import { mintSessionToken } from "./session-token.ts";

const SECRET = "shpss_demo";
const config: AppConfig = {
  apiKey: "key",
  title: "Fairshare",
  handle: "fairshare",
  appUrl: "https://app.example",
  scopes: ["read_orders", "write_discounts"],
  optionalScopes: ["read_customers"],
  apiVersion: "2026-10",
  subscriptions: [
    { topic: "orders/create", uri: "/webhooks", includeFields: [], filter: null, metafieldNamespaces: [] },
  ],
  proxy: null,
};

function setUp() {
  let time = Date.parse("2026-11-24T12:00:00Z");
  const world = seedWorld(() => time);
  const shop = world.shop(DEMO_DOMAIN);
  const app = installApp(world, shop, { config, secret: SECRET });
  const handler = oauthRoutes(world)["POST /admin/oauth/access_token"];
  const post = async (fields: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> => {
    const request: SandboxRequest = {
      method: "POST",
      url: new URL(`https://${DEMO_DOMAIN}/admin/oauth/access_token`),
      params: {},
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify({ client_id: "key", client_secret: SECRET, ...fields })),
      cookies: {},
      shop,
    };
    const reply = await handler?.(request);
    return { status: reply?.status ?? 0, body: JSON.parse(String(reply?.body)) as Record<string, unknown> };
  };
  const session = (over: Partial<Parameters<typeof mintSessionToken>[0]> = {}): Promise<string> =>
    mintSessionToken({
      shop: DEMO_DOMAIN,
      apiKey: "key",
      secret: SECRET,
      userId: 42,
      now: world.clock.machine(),
      ...over,
    });
  const exchange = async (over: Record<string, string> = {}): ReturnType<typeof post> =>
    post({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      subject_token: await session(),
      ...over,
    });
  const refresh = (token: unknown): ReturnType<typeof post> =>
    post({ grant_type: "refresh_token", refresh_token: String(token) });
  const wait = (seconds: number): void => {
    time += seconds * 1000;
  };
  return { world, shop, app, post, session, exchange, refresh, wait };
}

test("a session token is exchanged for an offline token that lives an hour", async () => {
  const { exchange, world, shop, wait } = setUp();
  const { status, body } = await exchange();
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/),
    scope: "read_orders,write_discounts",
    expires_in: 3600,
    refresh_token: expect.stringMatching(/^shprt_/),
    refresh_token_expires_in: 90 * 86_400,
  });
  const token = String(body["access_token"]);
  world.clock.move(30 * 86_400_000); // The demo's clock moves days; tokens do not.
  wait(3599);
  expect(findToken(world, shop, token)?.scopes).toEqual(["read_orders", "write_discounts"]);
  wait(1);
  expect(findToken(world, shop, token)).toBeNull();
});

test("without expiring it lives for ever, and has nothing to refresh", async () => {
  const { exchange, world, shop, wait } = setUp();
  const { body } = await exchange({ expiring: "0" });
  expect(Object.keys(body)).toEqual(["access_token", "scope"]);
  wait(400 * 86_400);
  expect(findToken(world, shop, String(body["access_token"]))).not.toBeNull();
});

test("an online token names its user", async () => {
  const { exchange } = setUp();
  const { body } = await exchange({ requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token" });
  expect(body).toMatchObject({ expires_in: 86_400, associated_user: { id: 42, account_owner: true } });
  expect(body).not.toHaveProperty("refresh_token");
});

test("refreshing gives a new pair, each time", async () => {
  const { exchange, refresh, world, shop, wait } = setUp();
  const first = (await exchange()).body;
  wait(3600);
  const second = await refresh(first["refresh_token"]);
  expect(second.body).toMatchObject({ expires_in: 3600 });
  expect(second.body["access_token"]).not.toBe(first["access_token"]);
  expect(second.body["refresh_token"]).not.toBe(first["refresh_token"]);
  expect(findToken(world, shop, String(second.body["access_token"]))).not.toBeNull();
  wait(3600);
  expect((await refresh(second.body["refresh_token"])).status).toBe(200);
});

test("a lost answer can be asked for again until the new pair is used, then the old token is dead", async () => {
  const { exchange, refresh } = setUp();
  const first = (await exchange()).body;
  const second = (await refresh(first["refresh_token"])).body;
  const again = (await refresh(first["refresh_token"])).body;
  expect([again["access_token"], again["refresh_token"]]).toEqual([second["access_token"], second["refresh_token"]]);
  expect((await refresh(second["refresh_token"])).status).toBe(200);
  const dead = await refresh(first["refresh_token"]);
  expect(dead).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("the retry ends after 30 days, a refresh token after 90", async () => {
  const { exchange, refresh, wait } = setUp();
  const first = (await exchange()).body;
  const second = (await refresh(first["refresh_token"])).body;
  wait(30 * 86_400);
  expect((await refresh(first["refresh_token"])).body["error"]).toBe("invalid_grant");
  wait(60 * 86_400);
  expect((await refresh(second["refresh_token"])).body["error"]).toBe("invalid_grant");
});

test.each([
  { why: "another app's secret", over: { client_secret: "wrong" }, status: 401, error: "invalid_client" },
  {
    why: "an app that is not installed",
    over: { client_id: "other" },
    status: 400,
    error: "application_cannot_be_found",
  },
  { why: "an unknown grant", over: { grant_type: "password" }, status: 400, error: "unsupported_grant_type" },
  { why: "an unknown kind of token", over: { requested_token_type: "urn:x" }, status: 400, error: "invalid_request" },
  { why: "no session token", over: { subject_token: "" }, status: 400, error: "invalid_subject_token" },
])("refuses $why", async ({ over, status, error }) => {
  const reply = await setUp().exchange(over);
  expect(reply).toMatchObject({ status, body: { error } });
});

test.each([
  { why: "expired", make: { now: new Date("2026-11-24T11:58:00Z") } },
  { why: "not valid yet", make: { now: new Date("2026-11-24T12:05:00Z") } },
  { why: "signed with another secret", make: { secret: "other" } },
  { why: "for another app", make: { apiKey: "other" } },
  { why: "of another shop", make: { shop: SECOND_DOMAIN } },
])("refuses a session token that is $why", async ({ make }) => {
  const { exchange, session } = setUp();
  expect(await exchange({ subject_token: await session(make) })).toMatchObject({
    status: 400,
    body: { error: "invalid_subject_token" },
  });
});

test("refuses a token of another algorithm", async () => {
  const { exchange } = setUp();
  const token = await new SignJWT({ dest: `https://${DEMO_DOMAIN}` })
    .setProtectedHeader({ alg: "HS512" })
    .setIssuer(`https://${DEMO_DOMAIN}/admin`)
    .setAudience("key")
    .setSubject("42")
    .setNotBefore("-1m")
    .setExpirationTime("10y")
    .sign(new TextEncoder().encode(SECRET.padEnd(64, "x")));
  expect((await exchange({ subject_token: token })).body["error"]).toBe("invalid_subject_token");
});

test("uninstalling revokes every token and is told to the app", async () => {
  const { exchange, refresh, world, shop, app } = setUp();
  const { body } = await exchange();
  const told: string[] = [];
  world.onEvent((_, event) => told.push(event.topic));
  uninstallApp(world, shop, app);
  expect(told).toEqual(["app/uninstalled"]);
  expect(findToken(world, shop, String(body["access_token"]))).toBeNull();
  expect((await refresh(body["refresh_token"])).body["error"]).toBe("application_cannot_be_found");
});

test("installing grants the configured scopes and optional ones that the merchant allows", () => {
  const { world, shop, app } = setUp();
  expect(app.subscriptions.map((s) => s.topic)).toEqual(["orders/create"]);
  const again = installApp(world, shop, { config, secret: SECRET, optionalScopes: ["read_customers"] });
  expect(again).toBe(app);
  expect(again.scopes).toEqual(["read_orders", "write_discounts", "read_customers"]);
  expect(() => installApp(world, shop, { config, secret: SECRET, optionalScopes: ["write_themes"] })).toThrow(
    "write_themes is not among the optional scopes",
  );
});
