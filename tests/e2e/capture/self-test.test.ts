import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkOut } from "../../../scripts/demo/sales.ts";
import type { Story } from "../../../scripts/demo/story.ts";
import { pay, toCheckout } from "./stage.ts";
import { DESK } from "../support/chromium.ts";
import { switchEmbedOf, totalsOf } from "./demo-stage.ts";
import { MerchantDesk } from "../support/merchant-desk.ts";
import { openWorld, type World } from "../support/open-world.ts";
import { publishedOffer, twoCreators } from "../support/story.ts";

const RECEIPT = 'iframe[data-extension="purchase.thank-you.block.render"]';

/** A shop's doors, tested by its merchant after the installation. */
describe("the merchant's self-test", () => {
  let world: World;
  let desk: MerchantDesk;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("self-test");
    await publishedOffer(world.stage);
    desk = await MerchantDesk.of(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const shop = () => world.stage.sandbox.world.shop(world.stage.shop);
  const row = (title: string) => desk.app.getByRole("heading", { name: title, exact: true }).locator("xpath=../..");
  const switchEmbed = (on: boolean) => switchEmbedOf(world.stage, on);
  const totals = () => totalsOf(world.stage);

  test("an empty report says what will be there", async () => {
    await desk.open();
    await desk.goTo("Capture");
    await desk.app.getByText("No visit was counted yet").waitFor();
    expect(await row("Orders").innerText()).toContain("Not seen yet");
    await desk.shows("01-capture-empty");
  });

  test("without a creator there is nobody to walk with", async () => {
    await desk.app.getByRole("link", { name: "Run a test order" }).click();
    await desk.heading("Test order").waitFor();
    await desk.button("Walk the doors").click();
    await desk.app.getByText("No creator to walk with yet").waitFor();
    expect(await desk.button("Walk the doors").count()).toBe(0);
    await desk.shows("02-no-creator");
  });

  test("one press walks every door of the plan, and leaves nothing behind", async () => {
    story = await twoCreators(world.stage);
    const before = await totals();
    await desk.goTo("Capture");
    await desk.app.getByRole("link", { name: "Run a test order" }).click();
    await desk.button("Walk the doors").click();
    await desk.app.getByText("All 5 doors work.").waitFor();
    expect(await row("The link, then a purchase at any time").innerText()).toMatch(
      /Works\s+Would be credited to \w+.* with \$5\.00 \(10%\)\./,
    );
    expect(await desk.app.getByRole("heading", { name: "The creator named in checkout" }).count()).toBe(0);
    await desk.shows("03-walked");
    expect(await totals()).toEqual(before);
  });

  test("on Plus there is one more door", async () => {
    shop().plan = { publicDisplayName: "Shopify Plus", shopifyPlus: true, partnerDevelopment: false };
    await desk.button("Walk them again").click();
    await desk.app.getByText("All 6 doors work.").waitFor();
    expect(await row("The creator named in checkout").innerText()).toContain("Works");
    shop().plan = { publicDisplayName: "Basic", shopifyPlus: false, partnerDevelopment: false };
  });

  test("what is shut is red, with the link that opens it", async () => {
    await switchEmbed(false);
    await desk.button("Walk them again").click();
    await desk.app.getByText("2 of 5 doors have to be mended.").waitFor();
    const fix = row("The link, then a purchase at any time").getByRole("link", { name: "Switch it on in the theme" });
    expect(await fix.getAttribute("href")).toContain("context=apps&activateAppId=");
    await desk.shows("04-embed-off");
    await switchEmbed(true);
  });

  test("a test order of the merchant's own appears by itself, with what it carried, and pays nothing", async () => {
    await desk.app.getByText("Waiting for your test order").waitFor();
    // The installation switches the pixel on in its own time; the visit is to be counted by it.
    await expect.poll(() => [...shop().apps.values()].some(({ webPixel }) => webPixel !== null)).toBe(true);
    shop().testPayments = true;
    const shopping = { sandbox: world.stage.sandbox, store: world.stage.storefront };
    const { page, context } = await world.chromium.visitor({ viewport: DESK });
    const kept = page.waitForResponse(/cart\/update\.js/);
    await page.goto(story.creators.maya.link);
    await kept;
    await toCheckout(shopping, page);
    await pay(shopping, page);
    await page.frameLocator(RECEIPT).locator("s-clipboard-item").waitFor({ state: "attached" });
    await context.close();
    shop().testPayments = false;
    await desk.app.getByText(/^Test order of /).waitFor({ timeout: 20_000 });
    await desk.app
      .getByText(/Would be credited to Maya.* with \$[1-9]/)
      .first()
      .waitFor();
    await expect.poll(() => desk.app.getByText("Seen", { exact: true }).count(), { timeout: 20_000 }).toBe(6);
    await desk.shows("05-own-test-order");
    expect(await world.stage.query("SELECT FROM transfers")).toEqual([]);
    await desk.goTo("Capture");
    await desk.app.getByText("No orders yet").waitFor();
  });

  test("with a sale and the pixel on, the page is whole", async () => {
    await checkOut(world.stage, { email: "lena@example.net", from: story.creators.maya.link });
    await expect.poll(async () => (await world.stage.query("SELECT FROM commissions")).length).toBeGreaterThan(0);
    // The installation has switched it on; somebody has switched it off.
    for (const app of shop().apps.values()) app.webPixel = null;
    await desk.page.reload();
    await desk.button("Count visits").click();
    await desk.toast("Visits are counted from now on");
    await desk.page.reload();
    await row("Visits").getByText("Works", { exact: true }).waitFor();
    await row("Orders").getByText("Works", { exact: true }).waitFor();
    await desk.shows("06-capture");
  });
});
