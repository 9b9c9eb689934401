import { beforeAll, describe, expect, test } from "vitest";
import { createFunnel } from "../../../app/adapters/database/capture/funnel.ts";
import { DAY_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { action as events } from "../../../app/routes/api.events.ts";
import { loader as join } from "../../../app/routes/proxy.join.ts";
import { loader as recommended } from "../../../app/routes/proxy.recommended.ts";
import { loader as referral } from "../../../app/routes/proxy.referral.ts";
import { captureWorld, proxied, reply } from "./world.ts";

const world = await captureWorld();
const demo = "demo.myshopify.com";
let shopId = 0;

const get = (loader: typeof referral, request: Request) =>
  reply(loader({ request, context: world.context(), params: {} }));

const kept = () => world.prisma.funnelStep.findMany({ orderBy: { step: "asc" }, omit: { shopId: true } });

const recommendedFor = (product: string) => get(recommended, proxied(`/proxy/recommended?product=${product}`, demo));

beforeAll(async () => {
  ({ id: shopId } = await world.shop("demo"));
  await world.creator(shopId, "maya", { displayName: "Maya", destinationPath: "/products/tee?variant=1" });
  await world.creator(shopId, "ben", { terms: { fixed: { amountMinor: "500" } } });
  await world.creator(shopId, "carl", { terms: { fixed: { amountMinor: "1200" } }, currency: "JPY" });
  await world.creator(shopId, "dora", { discount: false, terms: {} });
  await world.creator(shopId, "paula", { state: "paused", destinationPath: "/products/tee" });
});

describe("the bar's question", () => {
  test.each([
    { why: "a link", query: "ref=tok-maya-1.1764000000.c2ln", body: { name: "Maya", code: "MAYA10", saving: "10%" } },
    {
      why: "a code, in German",
      query: "code=ben10&locale=de",
      body: { name: "ben", code: "BEN10", saving: "5,00\u00a0$" },
    },
    { why: "yen", query: "code=CARL10", body: { name: "carl", code: "CARL10", saving: "¥1,200" } },
    { why: "no saving", query: "code=dora10", body: { name: "dora" } },
    {
      why: "a language that is none",
      query: "code=ben10&locale=!!",
      body: { name: "ben", code: "BEN10", saving: "$5.00" },
    },
    { why: "a paused creator", query: "ref=tok-paula-1", body: {} },
    { why: "nobody", query: "ref=newsletter", body: {} },
  ])("$why", async ({ query, body }) => {
    expect(await get(referral, proxied(`/proxy/referral?${query}`, demo))).toMatchObject({ status: 200, body });
  });

  test.each([
    {
      why: "another secret",
      request: () => proxied("/proxy/referral?ref=tok-maya-1", demo, { secret: "guessed" }),
      status: 401,
    },
    {
      why: "an old address",
      request: () => proxied("/proxy/referral?ref=tok-maya-1", demo, { at: Date.now() - 3_600_000 }),
      status: 401,
    },
    {
      why: "no signature",
      request: () => new Request("https://app.test/proxy/referral?ref=tok-maya-1&shop=demo.myshopify.com"),
      status: 401,
    },
    {
      why: "a shop without the app",
      request: () => proxied("/proxy/referral?ref=x", "never.myshopify.com"),
      status: 404,
    },
  ])("$why: $status", async ({ request, status }) => expect((await get(referral, request())).status).toBe(status));

  describe("who asks is told by Shopify's proxy alone", () => {
    const asks = async (forwarded: string, visitor: string) => {
      const request = proxied("/proxy/referral?code=GUESS", demo);
      request.headers.set("X-Forwarded-For", forwarded);
      return (await reply(referral({ request, context: world.context(visitor), params: {} }))).status;
    };
    const until429 = async (ask: (guess: number) => Promise<number>) => {
      let answered = 0;
      while ((await ask(answered)) === 200) answered += 1;
      return answered;
    };

    test.each([
      { why: "as it is", forwarded: () => "198.51.100.1", visitor: "23.227.38.1" },
      {
        why: "behind what the shopper claims",
        forwarded: (guess: number) => `203.0.113.${guess}, 198.51.100.2`,
        visitor: "23.227.38.1",
      },
      {
        why: "before our own hop's word",
        forwarded: (guess: number) => `203.0.113.${guess}, 198.51.100.3, 23.227.38.1`,
        visitor: "23.227.38.1",
      },
      { why: "by none: whoever connects", forwarded: () => "", visitor: "23.227.38.9" },
    ])("$why: ten guesses, whatever else the header says", async ({ forwarded, visitor }) => {
      expect(await until429((guess) => asks(forwarded(guess), visitor))).toBe(10);
    });

    test("another shopper behind the same proxy is not limited with them", async () => {
      expect(await asks("198.51.100.200", "23.227.38.1")).toBe(200);
    });
  });

  test("the block's list is limited by shopper, too", async () => {
    const ask = async () => {
      const request = proxied("/proxy/recommended?product=tee", demo);
      request.headers.set("X-Forwarded-For", "198.51.100.77");
      return (await get(recommended, request)).status;
    };
    const statuses = [];
    for (let round = 0; round < 61; round++) statuses.push(await ask());
    expect(statuses).toEqual([...Array<number>(60).fill(200), 429]);
  });

  test("a changed parameter breaks the signature", async () => {
    const url = new URL(proxied("/proxy/referral?ref=tok-ben-1", demo).url);
    url.searchParams.set("ref", "tok-maya-1");
    expect((await get(referral, new Request(url))).status).toBe(401);
  });
});

test("the block lists who links to the product, and nobody who is paused", async () => {
  expect(await recommendedFor("tee")).toMatchObject({
    status: 200,
    body: { creators: [{ name: "Maya", about: "@maya" }] },
  });
  expect(await recommendedFor("mug")).toMatchObject({ status: 200, body: { creators: [] } });
});

test("becoming a creator leads to the portal", async () => {
  const response = await join({ request: proxied("/proxy/join", demo), context: world.context(), params: {} });
  expect(response.headers.get("location")).toBe("https://app.test/creator/offers");
});

describe("the pixel's collector", () => {
  const event = {
    account: demo,
    visit: "0a8f5d0e-6c1b-4b7e-9a51-3f0c2d1e4b5a",
    ref: "tok-maya-1",
    id: "sh-1",
    step: "checkout_completed",
    at: "2026-11-24T11:59:00.000Z",
    product: "",
    checkout: "5b21",
    order: "5001",
  };
  const send = async (change: object = {}, visitor = "192.0.2.1") => {
    const request = new Request("https://app.test/api/events", {
      method: "POST",
      body: JSON.stringify({ ...event, ...change }),
    });
    return reply(events({ request, context: world.context(visitor), params: {} }));
  };

  test("keeps a step once a visit, with ids of things alone", async () => {
    expect((await send()).status).toBe(202);
    expect((await send({ order: "9999" })).status).toBe(202);
    expect((await send({ step: "product_viewed", product: "gid://shopify/Product/632910392", order: "" })).status).toBe(
      202,
    );
    const same = { visit: event.visit, token: "tok-maya-1", at: new Date(event.at) };
    expect(await kept()).toEqual([
      { ...same, step: "checkout_completed", productId: null, orderId: 5001n },
      { ...same, step: "product_viewed", productId: 632910392n, orderId: null },
    ]);
  });

  test.each([
    { why: "another store", change: { account: "never.myshopify.com" } },
    { why: "a clock of another day", change: { at: "2026-11-20T11:59:00.000Z" } },
  ])("$why: the same answer, nothing kept", async ({ change }) => {
    const before = await kept();
    expect(await send({ visit: "1b8f5d0e-6c1b-4b7e-9a51-3f0c2d1e4b5a", ...change })).toMatchObject({
      status: 202,
      body: {},
    });
    expect(await kept()).toEqual(before);
  });

  test.each([
    { why: "an unknown step", change: { step: "paid" } },
    { why: "no visit", change: { visit: "me@example.com" } },
    { why: "an account that is no shop", change: { account: "https://demo.myshopify.com" } },
    { why: "an order that is a word", change: { order: "all" } },
  ])("$why: 400", async ({ change }) => expect((await send(change)).status).toBe(400));

  test("forgets visits after 90 days", async () => {
    const { id } = await world.shop("keeper");
    const funnel = createFunnel(world.pool);
    const record = (visit: string, days: number) =>
      funnel.record(id, {
        visit: `${visit}a8f5d0e-6c1b-4b7e-9a51-3f0c2d1e4b5a`,
        step: "page_viewed",
        token: null,
        productId: null,
        orderId: null,
        at: instant(world.capture.clock.now() + days * DAY_MS),
      });
    await record("2", 0);
    await record("3", 89);
    await record("4", 91);
    const left = await world.prisma.funnelStep.findMany({ where: { shopId: id }, orderBy: { visit: "asc" } });
    expect(left.map(({ visit }) => visit[0])).toEqual(["3", "4"]);
  });

  test("a flood from one address is cut off, others are not", async () => {
    const statuses = [];
    for (let round = 0; round < 6; round++)
      statuses.push(...(await Promise.all(Array.from({ length: 101 }, () => send({}, "192.0.2.9")))));
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(6);
    expect((await send({}, "192.0.2.10")).status).toBe(202);
  });
});
