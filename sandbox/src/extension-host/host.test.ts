import { describe, expect, test } from "vitest";
import { smallWorld } from "../orders/testing.ts";
import type { PageContext } from "../storefront/slots.ts";
import { Assets } from "./assets.ts";
import { framePage, frameState, frameTag, isTarget } from "./checkout-frame.ts";
import { renderBlock } from "./liquid.ts";
import { defaultSettings } from "./settings.ts";
import { applySwitches, switchesPage } from "./switches.ts";

const { shop } = smallWorld();
const context = (change: Partial<PageContext> = {}): PageContext => ({
  shop,
  template: "index",
  cartToken: "cart",
  cart: { attributes: new Map(), codes: [] },
  ...change,
});

describe("the theme's blocks, in their own Liquid", () => {
  test("the embed gets what the cart has, escaped, and its schema's defaults", () => {
    const cart = { attributes: new Map([["_creator_ref", 'tok"><script>']]), codes: ["A&B", "WELCOME10"] };
    const html = renderBlock("capture", context({ cart }), "en");
    expect(html).toContain('data-ref="tok&#34;&gt;&lt;script&gt;"');
    expect(html).toMatch(/data-codes="\s*A&amp;B\s+WELCOME10\s*"/);
    expect(html).toContain('data-plain="You support [creator]"');
    expect(html).toContain('src="/cdn/extensions/theme/capture.js"');
    expect(html).not.toMatch(/{%|{{|"settings"/);
  });

  test("a merchant's setting comes before the default, German has its own", () => {
    expect(renderBlock("capture", context(), "en", { bar: false })).not.toContain("creator-bar");
    expect(renderBlock("capture", context(), "de")).toContain("Du unterstützt [creator]");
  });

  test("a block for products is empty elsewhere", () => {
    expect(renderBlock("recommended", context(), "en")).not.toContain("<section");
    expect(renderBlock("recommended", context({ productHandle: "tee" }), "en")).toContain("/recommended?product=tee");
  });
});

describe("frames", () => {
  test("JSON in a page ends no script", () => {
    const settings = { ...defaultSettings(), checkout: { heading: "</script><script>alert(1)" } };
    const given = { settings, checkoutToken: "token" };
    const page = framePage(frameState("purchase.checkout.block.render", shop, null, given), "checkout");
    expect(page).not.toContain("</script><script>alert");
    expect(page).toContain("\\u003c/script>");
  });

  test("a token in an address is escaped", () => {
    const tag = frameTag("purchase.thank-you.block.render", {
      shop,
      checkoutToken: '"><b>',
      cartToken: "",
      order: null,
    });
    expect(tag).not.toContain('"><b>');
  });

  test.each(["purchase.checkout.block.render", "toString", "", "admin.product-details.block.render"])(
    "%s is a target or none",
    (target) => expect(isTarget(target)).toBe(target === "purchase.checkout.block.render"),
  );
});

test.each(["../../package.json", "capture.liquid", "a/b.js", ""])("%s is no file of the theme", (name) =>
  expect(new Assets().themeFile(name)).toBeNull(),
);

test("the theme's script is served smaller than it lies there", async () => {
  const script = await new Assets().themeFile("capture.js");
  expect(script?.length).toBeGreaterThan(500);
  expect(script).not.toContain("/*");
});

test("switches show and change what they say", () => {
  const settings = defaultSettings();
  applySwitches(shop, settings, new URLSearchParams({ plus: "on", test: "on", consent: "on" }));
  expect(shop.plan.shopifyPlus).toBe(true);
  expect(shop.testPayments).toBe(true);
  expect(settings).toMatchObject({ embed: { on: false }, consentBanner: true, thankYou: { survey: false } });
  const page = switchesPage(shop, settings);
  expect(page).toMatch(/id="consent" name="consent" checked/);
  expect(page).not.toMatch(/id="embed" name="embed" checked/);
});
