import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { creatorSignsUp } from "../../scripts/demo/creators.ts";
import { checkOut } from "../../scripts/demo/sales.ts";
import type { Story } from "../../scripts/demo/story.ts";
import { DESK } from "./support/chromium.ts";
import { MerchantDesk } from "./support/merchant-desk.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { ADMIN } from "./support/origins.ts";

/** One merchant's way from the installation to the first payout. Each test goes on where the one before it ended. */
describe("a merchant, in the embedded admin", () => {
  let world: World;
  let desk: MerchantDesk;
  const story: Story = { offerId: "", creators: {} as Story["creators"], orders: {} };

  beforeAll(async () => {
    world = await openWorld("merchant");
    desk = await MerchantDesk.of(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test("installs the app and finds an empty home, framed by Shopify's admin and the shop alone", async () => {
    world.stage.sandbox.install(world.stage.shop);
    const answer = await desk.open();
    const policy = await answer.headerValue("content-security-policy");
    expect(policy).toMatch(
      /(^|; )frame-ancestors https:\/\/demo-store\.myshopify\.com https:\/\/admin\.shopify\.com(;|$| )/,
    );
    expect(policy).not.toMatch(/frame-ancestors[^;]*localhost/);
    await desk.app.getByText("No sales yet").waitFor();
    await desk.shows("01-home-empty");
  });

  test("another site that frames the app gets nothing", async () => {
    const stranger = await world.chromium.visitor({ viewport: DESK });
    const { page, context } = stranger;
    const framed = await desk.page.locator("#app-frame").getAttribute("src");
    await page.route("https://elsewhere.example/", (route) =>
      route.fulfill({ contentType: "text/html", body: `<iframe src="${framed?.replaceAll("&", "&amp;")}"></iframe>` }),
    );
    const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
    await page.goto("https://elsewhere.example/");
    await refused;
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    await context.close();
  });

  test("makes an offer from a template", async () => {
    await desk.app
      .getByRole("button", { name: "New offer" })
      .or(desk.app.getByRole("link", { name: "New offer" }))
      .click();
    await desk.heading("New offer").waitFor();
    await desk.shows("02-templates");
    await desk.button("Use the template 10% on every order").click();
    await desk.heading("What creators earn").waitFor();
    expect(await desk.saveBar.isVisible()).toBe(false);
    await desk.shows("03-offer-draft");
  });

  test("changes it: a wrong field says so, discarding brings back what was, saving keeps", async () => {
    const cap = desk.app.getByLabel("For one order");
    const share = desk.app.getByLabel("Share of each order");
    await share.fill("12.5");
    await cap.fill("a lot");
    await desk.saveBar.getByRole("button", { name: "Save" }).click();
    await desk.toast("Some fields need another look");
    expect(await cap.getAttribute("aria-invalid")).toBe("true");
    await desk.shows("04-offer-invalid");

    await desk.saveBar.getByRole("button", { name: "Discard" }).click();
    await desk.saveBar.waitFor({ state: "hidden" });
    expect(await share.inputValue()).toBe("10");
    expect(await cap.inputValue()).toBe("");

    await desk.app.getByLabel("Description").fill("Gear for long walks, for people who show how they use it.");
    await cap.fill("50");
    await desk.saveBar.getByRole("button", { name: "Save" }).click();
    await desk.toast("Draft saved");
    await desk.saveBar.waitFor({ state: "hidden" });
    await desk.page.reload();
    await expect.poll(() => cap.inputValue()).toMatch(/^50(\.00)?$/);
  });

  test("sees what it would have cost, and publishes: the discount is in Shopify", async () => {
    await desk.button("Preview on past orders").click();
    await desk.app.getByRole("table", { name: "The newest orders" }).waitFor();
    await desk.shows("05-offer-preview");

    await desk.button("Publish").click();
    await desk.toast(/Version 1 is published/);
    await desk.app.getByText("Live", { exact: true }).waitFor();
    const shop = world.stage.sandbox.world.shop(world.stage.shop);
    await expect
      .poll(() => [...shop.discounts.values()].map(({ title }) => title))
      .toContainEqual(expect.stringMatching(/10%/));
    await desk.app.getByText("The discount is being made").waitFor({ state: "hidden" });
    await desk.shows("06-offer-live");
    [story.offerId = ""] = (await world.stage.query<{ id: string }>("SELECT id FROM offers")).map(({ id }) => id);
    await desk.goTo("Offers");
    await desk.shows("07-offers");
  });

  test("approves two creators at once; nobody is declined without a reason", async () => {
    await creatorSignsUp(world.stage, story, "maya");
    await creatorSignsUp(world.stage, story, "ben");
    await desk.goTo("Applications");
    await desk.app.getByText("@maya").waitFor();
    await desk.app.getByText("@ben").waitFor();
    await desk.shows("08-applications");

    await desk.app
      .getByRole("checkbox", { name: /Select all/ })
      .first()
      .click();
    await desk.button("Decline…").click();
    const dialog = desk.app.getByRole("dialog");
    await dialog.getByRole("button", { name: "Decline", exact: true }).click();
    await dialog.getByText("Give a reason").waitFor();
    await desk.shows("09-decline-without-reason");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });

    await desk.button("Approve").click();
    await desk.toast(/2 .*approved|approved/i);
    await desk.app.getByRole("tab", { name: "Approved" }).click();
    await expect.poll(() => desk.app.getByText("Active", { exact: true }).count()).toBe(2);
    await desk.shows("10-approved");
    for (const creator of Object.values(story.creators)) {
      const mail = await world.stage.mailTo(creator.email, /approved/i);
      creator.code = /code:?\s+(?:is\s+)?([A-Z0-9-]+)/.exec(mail.text)?.[1] ?? "";
      expect(creator.code).not.toBe("");
    }
  });

  test("sees sales arrive by themselves, and why each pays what it pays", async () => {
    const { stage } = world;
    const { maya, ben } = story.creators;
    await desk.goTo("Orders");
    await desk.app.getByText("Nothing here yet").or(desk.app.getByRole("table")).first().waitFor();
    const orderId = await checkOut(stage, { email: "lena@example.net", from: stage.storefront, code: maya.code });
    await checkOut(stage, { email: "noah@example.net", from: stage.storefront, code: ben.code });
    await checkOut(stage, { email: maya.email, from: stage.storefront, code: maya.code });
    await desk.page.locator("#app-home").click();
    const { name = "" } = stage.sandbox.world.shop(stage.shop).orders.get(Number(orderId)) ?? {};
    await desk.app.getByRole("link", { name, exact: true }).waitFor();
    await expect.poll(() => desk.app.getByRole("row").count()).toBe(3);
    await desk.shows("11-home-with-sales");

    await desk.goTo("Orders");
    await desk.app.getByRole("tab", { name: "Not credited" }).click();
    await desk.app.getByText(/own/).first().waitFor();
    await desk.shows("12-orders-uncredited");
    await desk.app.getByRole("tab", { name: "All", exact: true }).click();
    await desk.app.getByRole("link", { name, exact: true }).click();
    await desk.heading(`Order ${name}`).waitFor();
    await desk.heading(/Maya Lind: \$\d/).waitFor();
    const { title = "" } = stage.sandbox.world.shop(stage.shop).orders.get(Number(orderId))?.lines[0] ?? {};
    await desk.app.getByRole("table", { name: "How the commission adds up" }).getByText(title).first().waitFor();
    await desk.shows("13-order-explained");
  });

  test("looks at creators, capture and settings", async () => {
    await desk.goTo("Creators");
    await desk.app.getByText("Maya Lind").waitFor();
    await desk.shows("14-creators");
    await desk.goTo("Capture");
    await desk.app.getByRole("heading", { name: "Credited: 2 of 3 orders" }).waitFor();
    await desk.shows("14-capture");
    await desk.goTo("Settings");
    const minimum = desk.app.getByLabel("Minimum payout");
    await minimum.fill("1");
    await desk.saveBar.getByRole("button", { name: "Save" }).click();
    await desk.toast("Settings saved");
    expect(await minimum.inputValue()).toMatch(/^1(\.00)?$/);
    await desk.shows("15-settings");
  });

  test("pays: plans a run, approves it, records the reference", async () => {
    await desk.goTo("Payouts");
    await desk.app.getByText("No runs yet").waitFor();
    await desk.shows("16-payouts-empty");
    await world.stage.moveDays(31);
    await expect
      .poll(async () => (await world.stage.query("SELECT 1 FROM transfers WHERE kind = 'release'")).length)
      .toBe(2);
    await desk.button("Plan a run").click();
    await desk.heading("Payout run").waitFor();
    await desk.shows("17-run-planned");
    await desk.button("Approve the run").click();
    await desk.toast("Approved. Pay each creator");
    await desk.button("Mark as paid: Maya Lind").click();
    const dialog = desk.app.getByRole("dialog");
    await dialog.getByLabel("Reference").fill("SEPA 2026-1231");
    await desk.shows("18-record-payment");
    await dialog.getByRole("button", { name: "Record" }).click();
    await desk.app.getByText("SEPA 2026-1231").waitFor();
    await dialog.waitFor({ state: "hidden" });
    await desk.shows("19-run-paid");
    await desk.page.locator("#app-home").click();
    await desk.heading("Newest sales").waitFor();
    await desk.shows("20-home");
  });

  test("an address of another shop's offer leads nowhere, in the app's own words", async () => {
    await desk.page.goto(`${ADMIN}/store/demo-store/apps/fairshare/app/offers/00000000-0000-4000-8000-000000000000`);
    await desk.app.getByRole("heading").first().waitFor();
    expect(await desk.app.locator("body").innerText()).toMatch(/not|nothing/i);
  });
});
