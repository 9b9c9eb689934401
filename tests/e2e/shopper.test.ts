import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Story } from "../../scripts/demo/story.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { Phone } from "./support/phone.ts";
import { twoCreators } from "./support/story.ts";

/** A shopper follows one creator's link and types another one's code. Each test goes on where the one before it ended. */
describe("a shopper, on a phone", () => {
  let world: World;
  let phone: Phone;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("shopper");
    story = await twoCreators(world.stage);
    phone = await Phone.of(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test("comes by a link to the shop, and puts something into the cart", async () => {
    const { page } = phone;
    await page.goto(story.creators.maya.link);
    expect(new URL(page.url()).origin).toBe(new URL(world.stage.storefront).origin);
    await phone.shows("01-storefront");
    await page
      .getByRole("main")
      .getByRole("link", { name: /Ridgeline Daypack/ })
      .click();
    await page.getByRole("heading", { name: /Ridgeline Daypack/ }).waitFor();
    await phone.shows("02-product");
    await page.getByLabel("Quantity").fill("2");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("heading", { name: "Your cart" }).waitFor();
    await phone.shows("03-cart");
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByRole("heading", { name: "Checkout" }).waitFor();
    await phone.shows("04-checkout");
  });

  test("has the link's code already; a wrong one is refused, another creator's takes its place", async () => {
    const { page } = phone;
    const { maya, ben } = story.creators;
    const code = page.getByLabel("Discount code");
    const apply = page.getByRole("button", { name: "Apply" });
    await code.fill("NOBODY10");
    await apply.click();
    await page.locator("#discount-error").waitFor();
    await phone.shows("05-code-refused");
    await page.getByRole("button", { name: `Remove the discount ${maya.code}` }).click();
    await code.fill(ben.code.toLowerCase());
    await apply.click();
    await page.getByRole("button", { name: new RegExp(`Remove the discount ${ben.code}`, "i") }).waitFor();
    expect(await page.getByRole("region", { name: "Order summary" }).innerText()).toMatch(/-\$17\.80|−\$17\.80/);
    await phone.shows("06-code-applied");
  });

  test("pays; the code's creator is credited, and the one of the link is told why not", async () => {
    const { page } = phone;
    const { stage } = world;
    await page.getByRole("button", { name: "Pay now" }).click();
    await page.getByText("Check the marked fields").waitFor();
    await phone.shows("07-fields-missing");
    const filled = { Email: "lena@example.net", "First name": "Lena", "Last name": "Berg", Address: "1 Main Street" };
    for (const [label, text] of Object.entries({ ...filled, "Postal code": "97201", City: "Portland" }))
      await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByRole("button", { name: "Pay now" }).click();
    await page.getByRole("heading", { name: "Thank you, Lena!" }).waitFor();
    const receipt = page.frameLocator('iframe[data-extension="purchase.thank-you.block.render"]');
    await receipt.locator("s-clipboard-item").waitFor({ state: "attached" });
    await phone.shows("08-thank-you");

    const evidence = () =>
      stage.query(
        "SELECT handle, kind, outcome FROM evidence JOIN creators ON creators.id = creator_id ORDER BY handle, kind",
      );
    await expect.poll(evidence).toMatchObject([
      { handle: "ben", kind: "code", outcome: "credited" },
      { handle: "maya", kind: "click", outcome: "weaker_evidence" },
      { handle: "maya", kind: "landing", outcome: "weaker_evidence" },
    ]);
    const maya = await story.creators.maya.browser.get(`${stage.appOrigin}/creator/uncredited`);
    expect(maya.text).toMatch(/other evidence|stronger/i);
    expect(maya.text).not.toMatch(/ben|lena/i);
  });

  test("a link that nobody has says so", async () => {
    const { page } = phone;
    const answer = await page.goto(`${world.stage.appOrigin}/r/nobodyhasthis`);
    expect(answer?.status()).toBe(404);
    await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
    await phone.shows("09-unknown-link");
  });
});
