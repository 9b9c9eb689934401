import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../../sandbox/src/extension-host/index.ts";
import { findChromium } from "../../../scripts/chromium.ts";
import { documented, type Outcome, tableOf } from "./doors-table.ts";
import { addToCart, DEMO, newestOrder, openStage, pay, settled, shopper, toCheckout } from "./stage.ts";

const stage = findChromium() === null ? null : await openStage();
afterAll(() => stage?.close());

describe.skipIf(stage === null)("each door alone ends in the right commission", () => {
  if (stage === null) return;
  const { store, host, tokens, app } = stage;
  const link = (token: string, query = "") => `${app.url}/r/${token}${query}`;
  const block = 'iframe[data-extension="purchase.checkout.block.render"]';
  const receipt = 'iframe[data-extension="purchase.thank-you.block.render"]';
  let contexts: { close(): Promise<void> }[] = [];
  const outcomes: Outcome[] = [];

  /** How the order of this test was settled; noted down for the document, too. */
  const outcome = async (orderId: string) => {
    const came = await settled(stage, orderId);
    outcomes.push({ journey: expect.getState().currentTestName?.split(" > ").at(-1) ?? "", ...came });
    return came;
  };

  const visitor = async (kept?: Parameters<typeof shopper>[1]) => {
    const made = await shopper(stage, kept);
    contexts.push(made.context);
    return made;
  };

  beforeEach(() => {
    Object.assign(host.settings, defaultSettings());
    stage.sandbox.world.shop(DEMO).plan.shopifyPlus = true;
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
  });

  test("a code typed into checkout's own field", async () => {
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    await page.fill("#discount", "maya10");
    await page.getByRole("button", { name: "Apply" }).first().click();
    await page.waitForSelector(".tag");
    expect(await outcome(await pay(stage, page))).toMatchObject({
      reason: "code",
      creator: "maya",
      evidence: "code",
    });
  });

  test("a shareable link", async () => {
    const { page } = await visitor();
    await page.goto(`${store}/discount/MAYA10?redirect=/collections/all`);
    await toCheckout(stage, page);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "code", creator: "maya" });
  });

  test("a creator's short address, whose code Shopify does not know", async () => {
    const { page } = await visitor();
    const kept = page.waitForResponse(/cart\/update\.js/);
    await page.goto(`${store}/c/BEN10`);
    await page.waitForURL(`${store}/?creator=BEN10`);
    await kept;
    await toCheckout(stage, page);
    expect(await outcome(await pay(stage, page))).toMatchObject({
      reason: "entered",
      creator: "ben",
      evidence: "entered",
    });
  });

  test("a click, then the cart", async () => {
    const { page } = await visitor();
    const kept = page.waitForResponse(/cart\/update\.js/);
    await page.goto(link(tokens.ben));
    await kept;
    await toCheckout(stage, page);
    expect(await outcome(await pay(stage, page))).toMatchObject({
      reason: "click",
      creator: "ben",
      evidence: "click",
    });
  });

  test("a click, and back another day with another cart", async () => {
    const first = await visitor();
    const kept = first.page.waitForResponse(/cart\/update\.js/);
    await first.page.goto(link(tokens.ben));
    await kept;
    const { origins } = await first.context.storageState();
    await first.context.close();
    stage.moveDays(1);
    const { page } = await visitor({ storageState: { cookies: [], origins } });
    const again = page.waitForResponse(/cart\/update\.js/);
    await page.goto(store);
    await again;
    await toCheckout(stage, page);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "click", creator: "ben" });
  });

  test("the checkout extension, by handle, on a Plus store", async () => {
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    const frame = page.frameLocator(block);
    await frame.getByLabel("Creator's code or name").fill("@ben");
    await frame.getByRole("button", { name: "Apply" }).click();
    await frame.getByText("You support Ben").waitFor();
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "entered", creator: "ben" });
  });

  test("the checkout extension applies a discount, shows it in the totals, and takes it back", async () => {
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    const total = () => page.locator("dd.total").textContent();
    const before = await total();
    const frame = page.frameLocator(block);
    await frame.getByLabel("Creator's code or name").fill("maya");
    await frame.getByRole("button", { name: "Apply" }).click();
    await frame.getByText("The code MAYA10 is applied.").waitFor();
    await expect.poll(total).not.toBe(before);
    await frame.getByRole("button", { name: "Remove" }).click();
    await frame.getByText("Removed.").waitFor();
    await expect.poll(total).toBe(before);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "no_evidence", creator: null });
  });

  test("without Plus checkout has no extension, and the order goes through as ever", async () => {
    stage.sandbox.world.shop(DEMO).plan.shopifyPlus = false;
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    expect(await page.locator("iframe[data-extension]").count()).toBe(0);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "no_evidence" });
  });

  test("where nothing may be changed the extension is not there", async () => {
    host.settings.instructions = { discounts: false, attributes: false, metafields: false };
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    await page.frameLocator(block).locator("body").waitFor({ state: "attached" });
    expect(await page.frameLocator(block).locator("s-text-field").count()).toBe(0);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "no_evidence" });
  });

  test("an accelerated checkout, which skips extensions and attributes: the landing page is left", async () => {
    const { page } = await visitor();
    await page.goto(link(tokens.ben, "?to=/products/everyday-tee"));
    const product = [...stage.sandbox.world.shop(DEMO).products.values()].find((it) => !it.giftCard);
    await page.goto(`${store}/products/${product?.handle}`);
    await page.getByRole("button", { name: "Buy now with express checkout" }).click();
    await page.waitForURL(/thank-you/);
    expect(await outcome(newestOrder(stage))).toMatchObject({
      reason: "landing",
      creator: "ben",
      evidence: "landing",
    });
  });

  test("a link of the app that the brand came from", async () => {
    host.settings.embed.settings["foreign"] = "sca_ref = old-";
    const { page } = await visitor();
    const kept = page.waitForResponse(/cart\/update\.js/);
    await page.goto(`${store}/?sca_ref=77`);
    await kept;
    await toCheckout(stage, page);
    expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "click", creator: "olga" });
  });

  test("the survey: recorded for its order, and paid by nobody without a rate for it", async () => {
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    const orderId = await pay(stage, page);
    const frame = page.frameLocator(receipt);
    await frame.getByLabel("Ben", { exact: true }).check();
    await frame.getByRole("button", { name: "Send" }).click();
    await frame.getByText("Thank you for telling us.").waitFor();
    const [answer] = await stage.query<{ handle: string }>(
      "SELECT c.handle FROM survey_answers a JOIN creators c ON c.id = a.creator_id WHERE a.order_id = $1",
      [orderId],
    );
    expect(answer).toEqual({ handle: "ben" });
    expect(await outcome(orderId)).toMatchObject({ creator: null });
  });

  test("the survey, where the offer has a rate for it", async () => {
    const { page } = await visitor();
    await page.goto(store);
    await toCheckout(stage, page);
    const orderId = await pay(stage, page);
    const frame = page.frameLocator(receipt);
    await frame.getByLabel("Zoe", { exact: true }).check();
    await frame.getByRole("button", { name: "Send" }).click();
    await frame.getByText("Thank you for telling us.").waitFor();
    await expect.poll(() => settled(stage, orderId), { timeout: 10_000 }).toMatchObject({ reason: "survey" });
    expect(await outcome(orderId)).toMatchObject({ creator: "zoe", evidence: "survey" });
  });

  test("the thank-you page gives the order's receipt, the status page the same, and asks nothing where a creator is known", async () => {
    const { page } = await visitor();
    await page.goto(`${store}/discount/MAYA10?redirect=/`);
    await toCheckout(stage, page);
    const orderId = await pay(stage, page);
    const code = await page
      .frameLocator(receipt)
      .locator("s-text strong")
      .locator("xpath=ancestor-or-self::*")
      .first()
      .textContent();
    expect(code).not.toBeNull();
    const [row] = await stage.query<{ code: string }>("SELECT code FROM order_receipts WHERE order_id = $1", [orderId]);
    await page
      .frameLocator(receipt)
      .getByText(row?.code ?? "none", { exact: true })
      .waitFor();
    expect(await page.frameLocator(receipt).getByText("Who was it?").count()).toBe(0);
    await page.getByRole("link", { name: "the status of your order" }).click();
    await page
      .frameLocator('iframe[data-extension="customer-account.order-status.block.render"]')
      .getByText(row?.code ?? "none", { exact: true })
      .waitFor();
  });

  describe("with what may go wrong", () => {
    test("consent refused: nothing is kept, the landing page still counts", async () => {
      host.settings.consentBanner = true;
      const { context, page } = await visitor();
      await page.goto(link(tokens.ben));
      await page.getByRole("button", { name: "Decline" }).click();
      await page.goto(`${store}/collections/all`);
      expect((await context.storageState()).origins).toEqual([]);
      await toCheckout(stage, page);
      expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "landing", creator: "ben" });
    });

    test("consent given after a while: kept then", async () => {
      host.settings.consentBanner = true;
      const { page } = await visitor();
      await page.goto(link(tokens.ben));
      const kept = page.waitForResponse(/cart\/update\.js/);
      await page.getByRole("button", { name: "Accept" }).click();
      await kept;
      await toCheckout(stage, page);
      expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "click", creator: "ben" });
    });

    test("the bar dismissed: it stays away, the sale is counted", async () => {
      const { page } = await visitor();
      const kept = page.waitForResponse(/cart\/update\.js/);
      await page.goto(link(tokens.ben));
      await kept;
      await page.getByText("You support Ben").waitFor();
      await page.locator("#creator-bar button").click();
      await page.goto(`${store}/?ref=${tokens.ben}`);
      expect(await page.locator("#creator-bar").isVisible()).toBe(false);
      await toCheckout(stage, page);
      expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "click", creator: "ben" });
    });

    test("a better code is applied already: it stays, and the creator is credited by the click", async () => {
      addOnce(stage, "HALF50", 5_000);
      const { page } = await visitor();
      await page.goto(store);
      await addToCart(stage, page);
      await page.goto(`${store}/discount/HALF50?redirect=/`);
      host.settings.embed.settings["apply"] = true;
      const kept = page.waitForResponse(/cart\/update\.js/);
      await page.goto(link(tokens.maya));
      await kept;
      await page.getByText("You support Maya. Your own code stays in the cart.").waitFor();
      await page.goto(`${store}/checkout`);
      const orderId = await pay(stage, page);
      const order = stage.sandbox.world.shop(DEMO).orders.get(Number(orderId));
      expect(order?.codes.map(({ code }) => code)).toEqual(["HALF50"]);
      expect(await outcome(orderId)).toMatchObject({ reason: "click", creator: "maya" });
    });

    test.each([
      { why: "an edited signature", attribute: (token: string) => `${token}.1764000000.AAAAAAAAAAAAAAAAAAAAAA` },
      { why: "another day's time", attribute: (token: string) => `${token}.${Math.floor(Date.now() / 1000)}` },
    ])("a click with $why counts for nothing", async ({ attribute }) => {
      const { page } = await visitor();
      await page.goto(store);
      await page.evaluate(
        (value) =>
          fetch("/cart/update.js", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ attributes: { _creator_ref: value } }),
          }),
        attribute(tokens.ben),
      );
      await toCheckout(stage, page);
      expect(await outcome(await pay(stage, page))).toMatchObject({ reason: "no_evidence", creator: null });
    });

    test("a hostile redirect stays on the shop", async () => {
      const { page } = await visitor();
      await page.goto(`${store}/c/BEN10?to=//evil.example/x`);
      await page.waitForURL(`${store}/?creator=BEN10`);
      await page.goto(link(tokens.ben, "?to=https://evil.example/"));
      expect(new URL(page.url()).origin).toBe(store);
    });
  });

  test("docs/capture.md says what came of each journey", () => {
    expect(tableOf(outcomes)).toBe(documented(outcomes));
  });
});

function addOnce(on: NonNullable<typeof stage>, code: string, bps: number): void {
  const shop = on.sandbox.world.shop(DEMO);
  if ([...shop.discounts.values()].some(({ codes }) => codes.some((one) => one.code === code))) return;
  on.addDiscount(code, bps);
}
