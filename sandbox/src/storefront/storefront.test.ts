import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { orderBody } from "../orders/bodies/index.ts";
import { smallWorld } from "../orders/testing.ts";
import { Browser, serve, type Served } from "../pages/testing.ts";
import { addDiscount } from "../state/make.ts";
import type { Order } from "../state/order.ts";
import { proxySignature } from "./app-proxy.ts";
import { localPath } from "./local-path.ts";
import { moneyText } from "./money-text.ts";
import { storefrontRoutes } from "./routes.ts";
import { NO_EXTENSIONS, type Slots } from "./slots.ts";

const open: Served[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function store(settings: Parameters<typeof smallWorld>[0] = {}, slots: Slots = NO_EXTENSIONS) {
  const small = smallWorld(settings);
  const served = await serve(small.world, storefrontRoutes(slots));
  open.push(served);
  return {
    ...small,
    served,
    browser: new Browser(served, "small"),
    orders: (): Order[] => [...small.shop.orders.values()],
  };
}

const buyer = {
  email: "shopper@example.com",
  firstName: "Sam",
  lastName: "Shopper",
  address1: "1 High St",
  city: "Portland",
  zip: "97205",
  country: "US",
  payment: "card",
  card: "1",
};

describe("from the landing page to the order", () => {
  test("link, cart attribute, code, checkout, thank you", async () => {
    const { browser, variant, shop, topics, orders } = await store();
    await browser.get("/products/mug?ref=tok", { referer: "https://social.example/maya" });
    await browser.postJson("/cart/update.js", { attributes: { _creator_ref: "tok.1790848800", dropped: "" } });
    const cart = await browser.post("/cart/add", {
      id: String(variant.mug),
      quantity: "2",
      "properties[engraving]": "A & B",
    });
    expect(cart.url.pathname).toBe("/cart");
    expect(cart.text).toContain("$40.00");
    const checkout = await browser.get("/checkout");
    expect(checkout.url.pathname).toMatch(/^\/checkouts\/cn\/\w+$/);
    const discounted = await browser.post(`${checkout.url.pathname}/discount`, { code: "maya10" });
    expect(discounted.text).toMatch(/Discount <strong>maya10<\/strong><\/dt><dd>-\$4\.00/);
    const thanks = await browser.post(`${checkout.url.pathname}/pay`, { ...buyer, tip: "10" });
    expect(thanks.url.pathname).toBe(`${checkout.url.pathname}/thank-you`);
    expect(thanks.text).toContain("Thank you, Sam!");

    const [order] = orders();
    if (!order) throw new Error("no order");
    expect(orderBody(shop, order)).toMatchObject({
      email: "shopper@example.com",
      discount_codes: [{ code: "maya10", amount: "4.00" }],
      note_attributes: [{ name: "_creator_ref", value: "tok.1790848800" }],
      landing_site: "/products/mug?ref=tok",
      referring_site: "https://social.example/maya",
      cart_token: checkout.url.pathname.split("/").at(-1),
      line_items: [
        { quantity: 2, properties: [{ name: "engraving", value: "A & B" }] },
        { title: "Tip", price: "3.60" },
      ],
      total_price: "48.20",
      financial_status: "paid",
    });
    expect(topics).toEqual(["orders/create", "order_transactions/create", "orders/paid"]);
    const status = await browser.get(
      new URL(orderBody(shop, order).order_status_url).pathname +
        new URL(orderBody(shop, order).order_status_url).search,
    );
    expect(status.text).toContain("Order #1001: Paid.");
    expect((await browser.get("/cart.js")).text).toContain('"item_count":0');
  });

  test("paying twice makes one order", async () => {
    const { browser, variant, orders } = await store();
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    await Promise.all([1, 2, 3].map(() => browser.post(`${pathname}/pay`, buyer)));
    expect(orders()).toHaveLength(1);
  });

  test("a bank deposit leaves the order unpaid; a declined card leaves none", async () => {
    const { browser, variant, orders } = await store();
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    const declined = await browser.post(`${pathname}/pay`, { ...buyer, card: "2" });
    expect(declined).toMatchObject({ status: 422 });
    expect(declined.text).toContain("The card was declined");
    expect(orders()).toHaveLength(0);
    await browser.post(`${pathname}/pay`, { ...buyer, payment: "deposit" });
    expect(orders()[0]).toMatchObject({ financialStatus: "pending", transactions: [] });
  });

  test("missing fields come back marked, with what was typed", async () => {
    const { browser, variant } = await store();
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    const seen = await browser.post(`${pathname}/pay`, { ...buyer, email: "no<mail", zip: "" });
    expect(seen.status).toBe(422);
    expect(seen.text).toContain('value="no&lt;mail" aria-invalid="true" aria-describedby="email-error"');
    expect(seen.text).toContain("Enter a postal code");
  });

  test("in another currency, with a tip of an amount", async () => {
    const { browser, variant, orders } = await store();
    await browser.post("/localization", { currency_code: "EUR" });
    expect((await browser.get("/products/mug")).text).toContain("€18.43");
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    await browser.post(`${pathname}/pay`, { ...buyer, tip: "custom", tipAmount: "2,50" });
    expect(orders()[0]).toMatchObject({
      presentmentCurrency: "EUR",
      lines: [{}, { price: { shop: 271n, presentment: 250n } }],
    });
  });

  test("tax inside the prices is said", async () => {
    const { browser, variant } = await store({ taxesIncluded: true, taxRateBps: 2000 });
    expect((await browser.get("/products/mug")).text).toContain("Tax included.");
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    expect((await browser.get("/checkout")).text).toContain("Including $4.16 in Tax");
  });
});

describe("codes", () => {
  test("a shareable link applies the code and stays on the shop", async () => {
    const { browser, variant } = await store();
    const seen = await browser.get("/discount/MAYA10?redirect=%2Fproducts%2Fmug%3Fx%3D1&ref=tok");
    expect(seen.url.pathname + seen.url.search).toBe("/products/mug?x=1&ref=tok");
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    expect(JSON.parse((await browser.get("/cart.js")).text)).toMatchObject({
      total_price: 1800,
      total_discount: 200,
      discount_codes: [{ code: "MAYA10", applicable: true }],
    });
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/a\n/b",
    "evil",
    "/..//evil.example",
  ])("a hostile redirect %j ends at home or on the shop", async (target) => {
    const { browser } = await store();
    const seen = await browser.get(`/discount/MAYA10?redirect=${encodeURIComponent(target)}`);
    expect(seen.url.hostname).toBe("small.localhost");
    expect(localPath(target)).toBe("/");
  });

  test.each([
    { why: "unknown", code: "NOPE", says: "Enter a valid discount code" },
    { why: "expired", code: "OLD", says: "OLD is no longer valid" },
    { why: "not begun", code: "SOON", says: "SOON isn&#39;t valid yet" },
    { why: "below its minimum", code: "BIG", says: "BIG needs a purchase of at least 100.00 USD" },
    { why: "used up", code: "GONE", says: "GONE has reached its usage limit" },
  ])("the checkout says why a code is not valid: $why", async ({ code, says }) => {
    const { browser, variant, world, shop } = await store();
    const value = { kind: "percentage" as const, bps: 500 };
    const day = 86_400_000;
    const at = (ms: number): Date => new Date(world.now().getTime() + ms);
    addDiscount(world, shop, { title: "Old", value, startsAt: at(-2 * day), endsAt: at(-day) }, ["OLD"]);
    addDiscount(world, shop, { title: "Soon", value, startsAt: at(day) }, ["SOON"]);
    addDiscount(world, shop, { title: "Big", value, minimum: { kind: "subtotal", minor: 10_000n } }, ["BIG"]);
    addDiscount(world, shop, { title: "Gone", value, usageLimit: 0 }, ["GONE"]);
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    const seen = await browser.post(`${pathname}/discount`, { code });
    expect(seen.status).toBe(422);
    expect(seen.text).toContain(says);
  });

  test("a code that does not combine replaces the other only when it saves more", async () => {
    const { browser, variant, world, shop } = await store();
    addDiscount(world, shop, { title: "Half", value: { kind: "percentage", bps: 5000 } }, ["HALF"]);
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    const { pathname } = (await browser.get("/checkout")).url;
    await browser.post(`${pathname}/discount`, { code: "MAYA10" });
    expect((await browser.post(`${pathname}/discount`, { code: "HALF" })).text).toContain("<strong>HALF</strong>");
    const back = await browser.post(`${pathname}/discount`, { code: "MAYA10" });
    expect(back.text).toContain("what you have saves more");
    expect((await browser.post(`${pathname}/discount`, { remove: "half" })).text).not.toContain(
      "<strong>HALF</strong>",
    );
  });
});

describe("the cart's scripts", () => {
  test("add, change, update, clear", async () => {
    const { browser, variant } = await store();
    const added = JSON.parse(
      (await browser.postJson("/cart/add.js", { items: [{ id: variant.mug, quantity: 2 }, { id: variant.shirt }] }))
        .text,
    ) as { items: { key: string }[] };
    expect(added.items).toHaveLength(2);
    expect(JSON.parse((await browser.postJson("/cart/change.js", { line: 1, quantity: 1 })).text)).toMatchObject({
      item_count: 2,
      total_price: 2999,
    });
    expect(
      JSON.parse(
        (await browser.postJson("/cart/update.js", { updates: { [variant.mug]: 0 }, discount: "maya10", note: "hi" }))
          .text,
      ),
    ).toMatchObject({ item_count: 1, note: "hi", total_price: 899 });
    expect(JSON.parse((await browser.postJson("/cart/clear.js", {})).text)).toMatchObject({ item_count: 0 });
  });

  test.each([
    ["/cart/add.js", { id: 1 }, 422],
    ["/cart/add.js", {}, 422],
    ["/cart/change.js", { id: "x", quantity: 1 }, 422],
  ])("%s with %j answers %s", async (path, body, status) => {
    const { browser } = await store();
    expect(await browser.postJson(path, body)).toMatchObject({ status });
  });

  test("a permalink fills the cart and goes to the checkout", async () => {
    const { browser, variant } = await store();
    const seen = await browser.get(
      `/cart/${variant.mug}:2,${variant.shirt}:1?discount=BEN10&attributes[_creator_code]=ben`,
    );
    expect(seen.url.pathname).toMatch(/^\/checkouts\/cn\//);
    expect(seen.text).toContain("<strong>BEN10</strong>");
    expect(JSON.parse((await browser.get("/cart.js")).text)).toMatchObject({
      item_count: 3,
      attributes: { _creator_code: "ben" },
    });
  });
});

describe("visits", () => {
  test("a new one begins from another site or after half an hour, the first is kept", async () => {
    const { browser, variant, world, orders } = await store();
    await browser.get("/?ref=first");
    await browser.get("/products/mug");
    world.clock.move(31 * 60_000);
    await browser.get("/collections/all?ref=second");
    await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
    await browser.post(`${(await browser.get("/checkout")).url.pathname}/pay`, buyer);
    expect(orders()[0]).toMatchObject({
      landingSite: "/collections/all?ref=second",
      firstVisit: { landingPage: "/?ref=first" },
      lastVisit: { source: "direct" },
    });
  });
});

test("slots of extensions stand in head, body, product, checkout and thank-you", async () => {
  const slots: Slots = {
    head: ({ template }) => `<meta name="embed" content="${template}">`,
    body: () => "<i>body embed</i>",
    section: ({ productHandle }) => (productHandle ? `<i>block of ${productHandle}</i>` : ""),
    checkout: (target) => `<i>${target}</i>`,
  };
  const { browser, variant } = await store({}, slots);
  const product = await browser.get("/products/mug");
  for (const text of ['<meta name="embed" content="product">', "<i>body embed</i>", "<i>block of mug</i>"])
    expect(product.text).toContain(text);
  await browser.post("/cart/add", { id: String(variant.mug), quantity: "1" });
  const checkout = await browser.get("/checkout");
  expect(checkout.text).toContain("<i>purchase.checkout.block.render</i>");
  expect(checkout.text).toContain("<i>purchase.checkout.reductions.render-after</i>");
  const thanks = await browser.post(`${checkout.url.pathname}/pay`, buyer);
  expect(thanks.text).toContain("<i>purchase.thank-you.block.render</i>");
});

test("pages that are not there are 404, with a way on", async () => {
  const { browser } = await store();
  for (const path of ["/products/none", "/collections/none", "/61/orders/none/authenticate?key=1"])
    expect((await browser.get(path)).status).toBe(404);
});

test("a name that is HTML is shown as text", async () => {
  const { browser, shop } = await store();
  const [product] = shop.products.values();
  if (product) product.title = "<script>alert(1)</script>";
  expect((await browser.get("/")).text).not.toContain("<script>alert");
});

test("the proxy's signature sorts and joins as Shopify documents it", () => {
  const query = new URLSearchParams(
    "extra=1&extra=2&shop=some-shop.myshopify.com&logged_in_customer_id=&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
  );
  const text =
    "extra=1,2logged_in_customer_id=path_prefix=/apps/awesome_reviewsshop=some-shop.myshopify.comtimestamp=1317327555";
  expect(proxySignature(query, "hush")).toBe(createHmac("sha256", "hush").update(text).digest("hex"));
});

test.each([
  [123_456n, "USD", "$1,234.56"],
  [-5n, "EUR", "-€0.05"],
  [1234n, "JPY", "¥1,234"],
])("%s minor units of %s read %s", (minor, currency, text) => {
  expect(moneyText(minor, currency)).toBe(text);
});
