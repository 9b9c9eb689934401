import http from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { installApp } from "../oauth/install.ts";
import { must, smallWorld } from "../orders/testing.ts";
import { placeOrder } from "../orders/index.ts";
import { Browser, serve } from "../pages/testing.ts";
import type { AppConfig } from "../state/apps.ts";
import { storefrontRoutes } from "../storefront/routes.ts";
import { Dispatcher } from "../webhooks/index.ts";
import { adapt } from "./app-host.ts";
import { adminRoutes, appHostRoutes, scriptRoutes } from "./index.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const CSP =
  "frame-ancestors https://small.myshopify.com https://admin.shopify.com; script-src 'self' https://cdn.shopify.com";
const PAGE =
  '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="key"></script><link href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css" rel="stylesheet"><img src="https://cdn.shopify.com/x.png">';

/** An app that shows what it was asked. */
async function anApp(): Promise<{ url: string; seen: http.IncomingMessage[] }> {
  const seen: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    seen.push(request);
    response.setHeader("Set-Cookie", ["a=1", "b=2"]);
    response.setHeader("Content-Security-Policy", CSP);
    if (request.url?.startsWith("/out"))
      response.writeHead(302, { Location: "https://admin.shopify.com/store/small/apps/key" }).end();
    else
      response.setHeader("Content-Type", request.url?.startsWith("/data") ? "application/json" : "text/html").end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function sandbox() {
  const small = smallWorld();
  const app = await anApp();
  const config: AppConfig = {
    apiKey: "key",
    title: "Fair app",
    handle: "fair",
    appUrl: `${app.url}/app`,
    scopes: ["read_orders"],
    optionalScopes: ["write_orders"],
    apiVersion: "2026-10",
    subscriptions: [],
    proxy: { url: `${app.url}/proxy`, prefix: "apps", subpath: "creators" },
  };
  installApp(small.world, small.shop, { config, secret: "s3cret" });
  const dispatcher = new Dispatcher({ world: small.world });
  const served = await serve(
    small.world,
    adminRoutes({ dispatcher }),
    appHostRoutes(config),
    scriptRoutes,
    storefrontRoutes(),
  );
  closers.push(() => served.close());
  const order = must(
    placeOrder(small.world, small.shop, {
      lines: [{ variantId: small.variant.mug, quantity: 2 }],
      customer: { email: "a@example.com" },
    }),
  );
  return {
    ...small,
    served,
    app,
    order,
    dispatcher,
    admin: new Browser(served, "admin"),
    tunnel: new Browser(served, "app"),
    store: new Browser(served, "small"),
  };
}

describe("the admin", () => {
  test("lists stores, and each page of one", async () => {
    const { admin } = await sandbox();
    expect((await admin.get("/")).text).toContain('href="/store/small"');
    for (const page of ["orders", "products", "customers", "discounts", "webhooks"])
      expect((await admin.get(`/store/small/${page}`)).status).toBe(200);
    for (const path of ["/store/none", "/store/small/orders/1", "/store/small/apps/none"])
      expect((await admin.get(path)).status).toBe(404);
  });

  test("frames the app with a session token that the app can check", async () => {
    const { admin, served } = await sandbox();
    const text = (await admin.get("/store/small/apps/fair/app/offers?page=2")).text.replaceAll("&amp;", "&");
    const src = new URL(/<iframe[^>]* src="([^"]+)"/.exec(text)?.[1] ?? "");
    expect(src.origin).toBe(`http://app.localhost:${served.port}`);
    expect(src.pathname).toBe("/app/offers");
    expect(Object.fromEntries(src.searchParams)).toMatchObject({
      page: "2",
      embedded: "1",
      shop: "small.myshopify.com",
      locale: "en",
    });
    expect(Buffer.from(src.searchParams.get("host") ?? "", "base64").toString()).toBe("admin.shopify.com/store/small");
    const token = await jwtVerify(src.searchParams.get("id_token") ?? "", Buffer.from("s3cret"), {
      audience: "key",
      currentDate: new Date("2026-11-20T15:00:00Z"),
    });
    expect(token.payload).toMatchObject({ dest: "https://small.myshopify.com" });
  });

  test("the app's home is the path of its URL", async () => {
    const { admin } = await sandbox();
    expect((await admin.get("/store/small/apps/key")).text).toMatch(
      /src="http:\/\/app\.localhost:\d+\/app\?embedded=1/,
    );
  });

  test.each([
    [
      "refund",
      (line: number) => ({ [`line-${line}`]: "1", restock: "on" }),
      "Refunded",
      { financialStatus: "partially_refunded" },
    ],
    [
      "refund-amount",
      () => ({ amount: "3,50" }),
      "Refunded",
      { refunds: [{ adjustments: [{ amount: { shop: -350n } }] }] },
    ],
    ["refund-amount", () => ({ amount: "999" }), "Refund amount is negative or greater", { refunds: [] }],
    ["edit", (line: number) => ({ [`line-${line}`]: "1" }), "Edited", { lines: [{ currentQuantity: 1 }] }],
    ["cancel", () => ({ refund: "on", restock: "on" }), "Cancelled", { financialStatus: "refunded" }],
    ["dispute", () => ({ type: "chargeback" }), "A dispute is open", {}],
    ["mark-paid", () => ({}), "is paid already", { financialStatus: "paid" }],
  ] as const)("an order's button %s", async (action, fields, says, expected) => {
    const { admin, order } = await sandbox();
    const seen = await admin.post(`/store/small/orders/${order.id}/${action}`, fields(order.lines[0]?.id ?? 0));
    expect(seen.text).toContain(says);
    expect(order).toMatchObject(expected);
  });

  test("a pending refund is settled, a dispute is lost", async () => {
    const { admin, order, shop } = await sandbox();
    await admin.post(`/store/small/orders/${order.id}/refund-amount`, { amount: "1", pending: "on" });
    expect((await admin.post(`/store/small/orders/${order.id}/settle`, {})).text).toContain("The refund is settled");
    await admin.post(`/store/small/orders/${order.id}/dispute`, {});
    const [dispute] = shop.disputes.values();
    await admin.post(`/store/small/orders/${order.id}/dispute-status`, {
      dispute: String(dispute?.id),
      status: "lost",
    });
    expect(dispute?.status).toBe("lost");
  });

  test("erases a customer, grants and takes optional scopes, sets the webhooks' switches", async () => {
    const { admin, shop, topics, dispatcher } = await sandbox();
    const [customer] = shop.customers.values();
    await admin.post(`/store/small/customers/${customer?.id}/redact`, {});
    expect(customer?.email).toBeNull();
    const granted = await admin.post("/store/small/apps/fair/scopes", {
      action: "grant",
      scopes: "write_orders,read_everything",
    });
    expect(JSON.parse(granted.text)).toEqual({
      granted: ["read_orders", "write_orders"],
      required: ["read_orders"],
      optional: ["write_orders"],
    });
    expect(topics.slice(-2)).toEqual(["customers/redact", "app/scopes_update"]);
    await admin.post("/store/small/webhooks", { drop: "0.5" });
    expect(dispatcher.switchesOf("small.myshopify.com").drop).toBe(0.5);
    expect((await admin.post("/store/small/webhooks", { drop: "5" })).status).toBe(422);
  });

  test("the picker's resources have global ids and prices", async () => {
    const { admin } = await sandbox();
    expect(JSON.parse((await admin.get("/store/small/resources.json?type=product")).text)).toMatchObject([
      { id: expect.stringMatching(/^gid:\/\/shopify\/Product\//), title: "Mug", variants: [{ price: "20.00" }] },
      {},
      {},
    ]);
  });
});

describe("the app's host", () => {
  test("passes everything on, and changes only App Bridge, Inter and who may frame", async () => {
    const { tunnel, served, app } = await sandbox();
    const seen = await tunnel.post("/app?x=1", { a: "b" });
    const admin = `http://admin.localhost:${served.port}`;
    expect(seen.text).toBe(
      PAGE.replace("https://cdn.shopify.com/shopifycloud/app-bridge.js", `${admin}/app-bridge.js`).replace(
        "https://cdn.shopify.com/static/fonts/inter/v4/styles.css",
        `${admin}/inter.css`,
      ),
    );
    expect(seen.headers["content-security-policy"]).toBe(
      `frame-ancestors https://small.myshopify.com https://admin.shopify.com ${admin}; script-src 'self' https://cdn.shopify.com ${admin}`,
    );
    expect(seen.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    const passed = app.seen[0];
    expect([passed?.method, passed?.url]).toEqual(["POST", "/app?x=1"]);
    const host = `app.localhost:${served.port}`;
    expect(passed?.headers).toMatchObject({ host, "x-forwarded-host": host });
  });

  test("data is left as it is, a redirect into Shopify's admin goes to the one here", async () => {
    const { tunnel, served } = await sandbox();
    expect((await tunnel.get("/data")).text).toBe(PAGE);
    expect((await tunnel.get("/out")).headers.location).toBe(
      `http://admin.localhost:${served.port}/store/small/apps/key`,
    );
  });

  test("nobody may frame what says 'none'", () => {
    const { headers } = adapt(
      { status: 200, headers: { "content-security-policy": "frame-ancestors 'none'" } },
      "http://admin.localhost",
    );
    expect(headers?.["content-security-policy"]).toBe("frame-ancestors 'none'");
  });

  test("an app that is away is a 502 that says so", async () => {
    const { tunnel, shop } = await sandbox();
    const [installed] = shop.apps.values();
    if (installed) installed.config.appUrl = "http://127.0.0.1:1/app";
    const seen = await tunnel.get("/app");
    expect(seen.status).toBe(502);
    expect(seen.text).toContain("Is it running?");
  });
});

test("a shop's app proxy asks the app, signed, without the shopper's cookies", async () => {
  const { store, app } = await sandbox();
  await store.get("/");
  await store.get("/apps/creators/maya?x=1");
  const url = new URL(app.seen.at(-1)?.url ?? "", "http://app");
  expect(url.pathname).toBe("/proxy/maya");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    x: "1",
    shop: "small.myshopify.com",
    path_prefix: "/apps/creators",
    signature: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(app.seen.at(-1)?.headers.cookie).toBeUndefined();
  expect((await store.get("/apps/other")).status).toBe(404);
});

test("the scripts are whole, and parse", async () => {
  const { admin, store } = await sandbox();
  for (const script of [
    await admin.get("/admin-frame.js"),
    await store.get("/app-bridge.js"),
    await admin.get("/app-bridge.js"),
  ]) {
    expect(script.headers["content-type"]).toContain("javascript");
    expect(script.text).not.toMatch(/^(import|export)\s/m);
    expect(() => new Function(script.text)).not.toThrow();
  }
});
