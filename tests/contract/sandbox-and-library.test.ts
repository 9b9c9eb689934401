/** Shopify's own library takes the sandbox for Shopify: tokens, refreshes, queries and their faults. */
import path from "node:path";
import "@shopify/shopify-api/adapters/node";
import { ApiVersion, HttpResponseError, RequestedTokenType, shopifyApi, type Session } from "@shopify/shopify-api";
import { setAbstractFetchFunc, type AbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "../../sandbox/src/oauth/session-token.ts";
import { startSandbox, type Sandbox } from "../../sandbox/src/server.ts";
import { DEMO_DOMAIN } from "../../sandbox/src/state/seed.ts";

const KEYS = { apiKey: "key", apiSecretKey: "shpss_secret" };
let sandbox: Sandbox;

const standIn: AbstractFetchFunc = (input, init) => {
  const url = new URL(String(input));
  const headers = { ...Object.fromEntries(new Headers(init?.headers)), "x-forwarded-host": url.host };
  return fetch(sandbox.url + url.pathname + url.search, { ...init, headers });
};

const library = shopifyApi({
  ...KEYS,
  hostName: "app.example",
  apiVersion: ApiVersion.October26,
  isEmbeddedApp: true,
  logger: { log: () => undefined },
});

beforeAll(async () => {
  const tomlPath = path.join(import.meta.dirname, "../../shopify.app.toml");
  const { apiKey, apiSecretKey: apiSecret } = KEYS;
  sandbox = await startSandbox({
    port: 0,
    host: "127.0.0.1",
    appUrl: "http://127.0.0.1:9",
    apiKey,
    apiSecret,
    tomlPath,
  });
  sandbox.install(DEMO_DOMAIN);
  setAbstractFetchFunc(standIn);
});
afterAll(async () => {
  setAbstractFetchFunc(fetch);
  await sandbox.close();
});

async function exchange(kind: RequestedTokenType, shop = DEMO_DOMAIN): Promise<Session> {
  const secret = KEYS.apiSecretKey;
  const sessionToken = await mintSessionToken({ shop, apiKey: KEYS.apiKey, secret, userId: 42, now: new Date() });
  const answer = await library.auth.tokenExchange({
    shop: DEMO_DOMAIN,
    sessionToken,
    requestedTokenType: kind,
    expiring: kind === RequestedTokenType.OfflineAccessToken,
  });
  return answer.session;
}

const ask = (session: Session, query: string): Promise<unknown> =>
  new library.clients.Graphql({ session }).request(query);

test("an expiring offline session is made, used, and refreshed", async () => {
  const session = await exchange(RequestedTokenType.OfflineAccessToken);
  expect(session.isOnline).toBe(false);
  expect(session.expires?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  expect(await ask(session, "{ shop { name } }")).toMatchObject({ data: { shop: { name: "Demo Store" } } });
  const refreshToken = session.refreshToken ?? "";
  const refreshed = (await library.auth.refreshToken({ shop: session.shop, refreshToken })).session;
  expect(refreshed.accessToken).not.toBe(session.accessToken);
  expect(await ask(refreshed, "{ shop { name } }")).toMatchObject({ data: { shop: { name: "Demo Store" } } });
});

test("an online session names its user", async () => {
  const session = await exchange(RequestedTokenType.OnlineAccessToken);
  expect(session.onlineAccessInfo?.associated_user.id).toBe(42);
});

const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return fault instanceof HttpResponseError ? [fault.response.code, fault.response.body] : fault;
};

test("faults reach the library as Shopify's do", async () => {
  const session = await exchange(RequestedTokenType.OfflineAccessToken);
  const foreign = codeOf(exchange(RequestedTokenType.OfflineAccessToken, "maison-demo.myshopify.com"));
  expect(await foreign).toEqual([400, expect.objectContaining({ error: "invalid_subject_token" })]);
  const spent = library.auth.refreshToken({ shop: session.shop, refreshToken: "shprt_0" });
  expect(await codeOf(spent)).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
  session.accessToken = "shpat_0";
  expect(await codeOf(ask(session, "{ shop { name } }"))).toEqual([401, expect.anything()]);
});
