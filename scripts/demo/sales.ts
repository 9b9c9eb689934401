import { orders } from "../../sandbox/src/index.ts";
import { Browser } from "./browser.ts";
import { type Stage, until } from "./stage.ts";
import { type Story, expectOk, expectThat, minor } from "./story.ts";

interface Purchase {
  readonly email: string;
  /** Where the visit begins. */
  readonly from: string;
  readonly code?: string;
  /** Two of the cheapest thing, instead of one each of two. */
  readonly small?: boolean;
}

/** A shopper follows Maya's link, another types Ben's code; both check out. */
export async function shoppersBuy(stage: Stage, story: Story): Promise<string> {
  const { maya, ben } = story.creators;
  story.orders["link"] = await checkOut(stage, { email: "lena@example.net", from: maya.link });
  story.orders["code"] = await checkOut(stage, {
    email: "noah@example.net",
    from: stage.storefront,
    code: ben.code,
    small: true,
  });
  return `one by Maya's link, one with Ben's code ${ben.code}`;
}

/** Shops as a person does: a visit, two products, perhaps a code, the address, the card. @returns the order's id at Shopify */
export async function checkOut(stage: Stage, { email, from, code, small }: Purchase): Promise<string> {
  const shop = stage.sandbox.world.shop(stage.shop);
  const known = new Set(shop.orders.keys());
  const browser = new Browser();
  expectOk(await browser.get(from));
  const products = [...shop.products.values()];
  const cheapest = products.toSorted((a, b) => Number(priceOf(a) - priceOf(b))).slice(0, 1);
  for (const product of small ? cheapest : products.slice(0, 2)) {
    const page = await browser.get(`${stage.storefront}/products/${product.handle}`);
    expectOk(await browser.submit(page, 'form[action*="/cart/add"]', { quantity: small ? "2" : "1" }));
  }
  let checkout = await browser.get(`${stage.storefront}/checkout`);
  if (code !== undefined) checkout = await browser.submit(checkout, 'form[action$="/discount"]:not(.tag)', { code });
  const paid = await browser.submit(checkout, 'form[action$="/pay"]', {
    email,
    firstName: "Sam",
    lastName: "Rivera",
    address1: "1 Main Street",
    city: "Portland",
    zip: "97201",
    country: "US",
    payment: "card",
    card: "1",
  });
  expectThat(paid.url.includes("thank-you"), `the checkout did not go through: ${paid.text.slice(0, 300)}`);
  const placed = [...shop.orders.keys()].find((id) => !known.has(id));
  expectThat(placed !== undefined, "the shop has no new order");
  return String(placed);
}

/** The body that Shopify itself publishes, signed and sent as Shopify does, with Maya's code among its codes. */
export async function publishedOrderArrives(stage: Stage, story: Story): Promise<string> {
  const { sandbox } = stage;
  const shop = sandbox.world.shop(stage.shop);
  const body = orders.publishedOrder({ code: story.creators.maya.code, at: sandbox.world.now() });
  sandbox.webhooks.deliver(shop, "orders/create", body);
  story.orders["published"] = String(body.id);
  const commission = await commissionOf(stage, story.orders["published"]);
  return `order ${story.orders["published"]}, partly refunded: ${minor(commission)} for Maya`;
}

async function commissionOf(stage: Stage, orderId: string): Promise<bigint> {
  const row = await until(`a commission on order ${orderId}`, async () => {
    const [found] = await stage.query<{ amount_minor: bigint }>(
      "SELECT amount_minor FROM commissions WHERE order_id = $1",
      [orderId],
    );
    return found;
  });
  return row.amount_minor;
}

const SHOWN_WITHIN_MS = 2_000;

/** A sale is on the brand's home within two seconds of its payment, with its explanation. */
export async function salesShow(stage: Stage, story: Story): Promise<string> {
  const orderId = await checkOut(stage, {
    email: "ada@example.net",
    from: stage.storefront,
    code: story.creators.maya.code,
  });
  const paidAt = performance.now();
  const { name } = stage.sandbox.world.shop(stage.shop).orders.get(Number(orderId)) ?? { name: orderId };
  const merchant = stage.merchant();
  const home = await until(
    `order ${name} on the brand's home`,
    async () => {
      const page = await merchant.get(`${stage.appOrigin}/app`);
      return page.body.includes(orderId) || page.body.includes(name) ? page : null;
    },
    SHOWN_WITHIN_MS,
  );
  const shownMs = Math.round(performance.now() - paidAt);
  expectThat(/code on the order/.test(home.text), `no explanation beside it: ${home.text.slice(0, 400)}`);
  story.orders["shown"] = orderId;
  return `shown ${shownMs} ms after payment: ${minor(await commissionOf(stage, orderId))} for the code on the order`;
}

/** One unit of the first line goes back; the creator sees a dated minus line. */
export async function refundOneLine(stage: Stage, story: Story): Promise<string> {
  const shop = stage.sandbox.world.shop(stage.shop);
  const orderId = story.orders["code"] ?? "";
  const order = shop.orders.get(Number(orderId));
  const line = order?.lines[0];
  expectThat(order !== undefined && line !== undefined, "the order to refund is gone");
  const before = await commissionOf(stage, orderId);
  const refunded = orders.refundOrder(stage.sandbox.world, shop, order, {
    lines: [{ lineId: line.id, quantity: 1, restockType: "return" }],
    shipping: { kind: "none" },
  });
  expectThat(
    refunded.kind === "done",
    `the shop refused the refund: ${refunded.kind === "refused" ? refunded.message : ""}`,
  );
  const minus = await until("the minus line", async () => {
    const [row] = await stage.query<{ amount_minor: bigint }>(
      "SELECT amount_minor FROM transfers WHERE order_id = $1 AND kind = 'adjustment' AND to_account = 'expense'",
      [orderId],
    );
    return row;
  });
  const earnings = await story.creators.ben.browser.get(`${stage.appOrigin}/creator/earnings`);
  expectOk(earnings);
  const shown = new RegExp(`[-−–]\\s?\\$?${minor(minus.amount_minor).replace(".", "\\.")}`);
  expectThat(shown.test(earnings.text), `no line of −${minor(minus.amount_minor)} in: ${earnings.text.slice(0, 600)}`);
  return `${minor(before)} became ${minor(before - minus.amount_minor)}: −${minor(minus.amount_minor)}, dated, in Ben's earnings`;
}

/** Maya buys with her own code: not credited, and she is told why. */
export async function uncreditedIsShown(stage: Stage, story: Story): Promise<string> {
  const { maya } = story.creators;
  const orderId = await checkOut(stage, { email: maya.email, from: stage.storefront, code: maya.code });
  const verdict = await until("the verdict on Maya's own order", async () => {
    const [row] = await stage.query<{ reason: string }>("SELECT reason FROM verdicts WHERE order_id = $1", [orderId]);
    return row;
  });
  expectThat(verdict.reason === "self_referral", `it was decided ${verdict.reason}`);
  const page = await maya.browser.get(`${stage.appOrigin}/creator/uncredited`);
  expectOk(page);
  expectThat(/your own/i.test(page.text), `the reason is not shown: ${page.text.slice(0, 500)}`);
  return "Maya's own order with her own code: shown to her, with the reason";
}

function priceOf(product: { readonly variants: readonly { readonly priceMinor: bigint }[] }): bigint {
  return product.variants[0]?.priceMinor ?? 0n;
}
