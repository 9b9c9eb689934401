import { createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { placeOrder, touchOrder, uninstallApp } from "../orders/index.ts";
import { must, smallWorld } from "../orders/testing.ts";
import type { AppInstallation } from "../state/apps.ts";
import type { Order } from "../state/order.ts";
import type { Subscription } from "./delivery.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";

interface Received {
  topic: string;
  id: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** An app that answers with these statuses in turn, then 200; status 0 never answers. */
async function anApp(statuses: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const header = (name: string): string => String(request.headers[name] ?? "");
      received.push({
        topic: header("x-shopify-topic"),
        id: header("x-shopify-webhook-id"),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const status = statuses.shift() ?? 200;
      if (status !== 0) response.writeHead(status, status === 302 ? { Location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://app.localhost:${(server.address() as AddressInfo).port}`, received };
}

const by = (it: Received | undefined, secret: string): boolean =>
  createHmac("sha256", secret)
    .update(it?.body ?? "")
    .digest("base64") === it?.headers["x-shopify-hmac-sha256"];

const toOrders = (more: Partial<Subscription> = {}): Subscription[] =>
  ["orders/create", "orders/updated", "app/uninstalled"].map((topic) => ({
    topic,
    uri: "/webhooks",
    includeFields: [],
    filter: null,
    ...more,
  }));

function connect(appUrl: string, options: Partial<DispatcherOptions> = {}, subscriptions = toOrders()) {
  const small = smallWorld();
  const app: AppInstallation = {
    id: 1,
    appId: 2,
    config: {
      apiKey: "key",
      title: "App",
      handle: "app",
      appUrl,
      scopes: [],
      optionalScopes: [],
      apiVersion: "2026-10",
      subscriptions: subscriptions.map((it) => ({ ...it, metafieldNamespaces: [] })),
      proxy: null,
    },
    secret: "s3cret",
    scopes: [],
    installedAt: small.world.now(),
    tokens: [],
    webPixel: null,
    subscriptions: [],
    bucket: null,
  };
  small.shop.apps.set("key", app);
  const dispatcher = new Dispatcher({ world: small.world, timeScale: 3_600_000, random: () => 0.5, ...options });
  dispatcher.start();
  closers.push(() => dispatcher.stop());
  const buy = (): Order =>
    must(
      placeOrder(small.world, small.shop, { lines: [{ variantId: small.variant.mug, quantity: 1 }], customer: null }),
    );
  return { ...small, app, dispatcher, buy };
}

describe("a delivery", () => {
  test("has every header, signed over the raw body, and the order in it", async () => {
    const { url, received } = await anApp();
    const { buy, dispatcher } = connect(url);
    const order = buy();
    await dispatcher.idle();
    expect(received).toHaveLength(1);
    const { headers, body } = received[0] ?? { headers: {}, body: "" };
    expect(headers).toMatchObject({
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": "small.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": "2026-11-20T15:00:00.250000000Z",
      "x-shopify-hmac-sha256": createHmac("sha256", "s3cret").update(body).digest("base64"),
      "content-type": "application/json",
    });
    for (const name of ["webhook-id", "event-id", "name"])
      expect(new Map(Object.entries(headers)).get(`x-shopify-${name}`)).toMatch(/./);
    expect(JSON.parse(body)).toMatchObject({ id: order.id, total_price: "27.00" });
  });

  test("keeps the body of its moment", async () => {
    const { url, received } = await anApp();
    const { buy, dispatcher, shop, world } = connect(url);
    dispatcher.hold(shop.domain);
    const order = buy();
    order.tags.push("late");
    touchOrder(world, shop, order);
    dispatcher.release(shop.domain);
    await dispatcher.idle();
    expect(received.map((it) => [it.topic, (JSON.parse(it.body) as { tags: string }).tags]).toSorted()).toEqual([
      ["orders/create", ""],
      ["orders/updated", "late"],
    ]);
  });

  test("reaches an app that has just been uninstalled, and no later event does", async () => {
    const { url, received } = await anApp();
    const { app, buy, dispatcher, shop, world } = connect(url);
    uninstallApp(world, shop, app);
    buy();
    await dispatcher.idle();
    expect(received.map((it) => it.topic)).toEqual(["app/uninstalled"]);
  });

  test("of a body of one's own is signed and sent like any other", async () => {
    const { url, received } = await anApp();
    const { dispatcher, shop } = connect(url);
    dispatcher.deliver(shop, "orders/create", { id: 1 });
    await dispatcher.idle();
    expect(received).toMatchObject([{ topic: "orders/create", body: '{"id":1}' }]);
    expect(by(received[0], "s3cret")).toBe(true);
  });

  test("honours include_fields and filter", async () => {
    const { url, received } = await anApp();
    const fields = { includeFields: ["id", "line_items.sku"], filter: "line_items.sku:Mug AND -test:true" };
    const { buy, dispatcher } = connect(url, {}, [
      ...toOrders(fields),
      ...toOrders({ uri: "/other", filter: "total_price:>=100" }),
    ]);
    const order = buy();
    await dispatcher.idle();
    expect(received.map((it) => JSON.parse(it.body) as unknown)).toEqual([
      { id: order.id, line_items: [{ sku: "Mug" }] },
    ]);
  });
});

describe("failure", () => {
  test.each([500, 404, 302, 0])("%s is a failure and is retried with the same id and body", async (status) => {
    const { url, received } = await anApp([status]);
    const { buy, dispatcher } = connect(url, { timeoutMs: 100 });
    buy();
    await dispatcher.idle();
    expect(received).toHaveLength(2);
    expect(new Set(received.map((it) => it.id + it.body)).size).toBe(1);
    expect(dispatcher.log[0]).toMatchObject({
      state: "delivered",
      attempts: [{ accepted: false }, { accepted: true }],
    });
  });

  test("is given up after 8 retries; a subscription of the toml stays, one of the API goes", async () => {
    const { url, received } = await anApp(Array.from({ length: 40 }, () => 503));
    const { app, buy, dispatcher, world } = connect(url);
    const made = {
      id: 9,
      topic: "orders/create",
      uri: `${url}/api`,
      includeFields: [],
      filter: null,
      metafieldNamespaces: [],
      createdAt: world.now(),
    };
    app.subscriptions.push(made);
    buy();
    await dispatcher.idle();
    expect(received).toHaveLength(18);
    expect(dispatcher.log.map((it) => it.state)).toEqual(["given_up", "given_up"]);
    expect(app.subscriptions).toEqual([]);
    expect(app.config.subscriptions).toHaveLength(3);
  });

  test("nobody listens: the reason is in the log", async () => {
    const { buy, dispatcher } = connect("http://127.0.0.1:1");
    buy();
    await dispatcher.idle();
    expect(dispatcher.log[0]?.attempts[0]?.outcome).toMatch(/ECONNREFUSED/);
  });
});

describe("switches", () => {
  test("drop, duplicate and delay one delivery each", async () => {
    const { url, received } = await anApp();
    const { buy, dispatcher, shop } = connect(url);
    const plan = (mishap: Parameters<Dispatcher["plan"]>[0]["mishap"]) =>
      dispatcher.plan({ shop: shop.domain, topic: "orders/create", mishap });
    plan({ kind: "drop" });
    plan({ kind: "duplicate" });
    plan({ kind: "delay", ms: 200_000_000 });
    const orders = [buy(), buy(), buy(), buy()];
    await dispatcher.idle();
    const ids = received.map((it) => (JSON.parse(it.body) as { id: number }).id);
    expect(ids.filter((id) => id === orders[0]?.id)).toHaveLength(0);
    expect(ids.filter((id) => id === orders[1]?.id)).toHaveLength(2);
    expect(ids.at(-1)).toBe(orders[2]?.id);
    expect(dispatcher.log[0]?.state).toBe("dropped");
  });

  test("reorder lets the next one go first, and a lonely one goes by itself", async () => {
    const { url, received } = await anApp();
    const { buy, dispatcher, shop, world } = connect(url);
    dispatcher.plan({ shop: shop.domain, mishap: { kind: "reorder" } });
    const order = buy();
    touchOrder(world, shop, order);
    await dispatcher.idle();
    expect(received.map((it) => it.topic)).toEqual(["orders/updated", "orders/create"]);
    dispatcher.plan({ shop: shop.domain, mishap: { kind: "reorder" } });
    buy();
    await dispatcher.idle();
    expect(received).toHaveLength(3);
  });

  test("probabilities hold for a shop, and a wrong one is refused", async () => {
    const { url, received } = await anApp();
    const { buy, dispatcher, shop } = connect(url);
    dispatcher.setSwitches(shop.domain, { duplicate: 1 });
    buy();
    await dispatcher.idle();
    expect(received).toHaveLength(2);
    expect(() => dispatcher.setSwitches(shop.domain, { drop: 2 })).toThrow(/from 0 to 1/);
  });

  test("a rotated secret signs when its overlap is over", async () => {
    const { url, received } = await anApp();
    const { app, buy, dispatcher, world } = connect(url);
    dispatcher.secrets.rotate(app, "new", 1000);
    buy();
    await dispatcher.idle();
    world.clock.move(1000);
    buy();
    await dispatcher.idle();
    expect([by(received[0], "s3cret"), by(received[1], "new")]).toEqual([true, true]);
  });
});
