import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkOut } from "../../scripts/demo/sales.ts";
import type { Story } from "../../scripts/demo/story.ts";
import { tabTo } from "./support/keyboard.ts";
import { MerchantDesk } from "./support/merchant-desk.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { Phone } from "./support/phone.ts";
import { twoCreators } from "./support/story.ts";

const OWNER = "hello@demo-store.example";
const REASON = "It went to your own studio";

/** Two orders go to the address of the creator who brought them. Each test goes on where the one before it ended. */
describe("orders that look like a creator's own", () => {
  let world: World;
  let desk: MerchantDesk;
  let phone: Phone;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("reviews");
    story = await twoCreators(world.stage);
    [desk, phone] = await Promise.all([MerchantDesk.of(world), Phone.of(world)]);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const held = () => desk.app.getByRole("tab", { name: "Held for review" });
  /** The link of a mail about reviews, once the clock has made it due. */
  const mailed = async (to: string, subject: RegExp) => {
    await world.stage.query("SELECT graphile_worker.add_job('notice-reviews')");
    return world.stage.mailTo(to, subject);
  };
  const toEarning = (links: readonly string[]) => links.filter((link) => /\/creator\/earnings\/./.test(link));

  test("nothing waits, and a creator tells her address, by keyboard alone", async () => {
    await desk.open();
    await desk.goTo("Orders");
    await held().click();
    await desk.app.getByText("waits here for you to look at it, for 14 days at most").waitFor();
    await desk.shows("01-nothing-held");

    const { page } = phone;
    const { keyboard } = page;
    await phone.signIn(story.creators.maya.email);
    await page.getByRole("heading", { name: /^Hello/ }).waitFor();
    await phone.goTo("/creator/details");
    await tabTo(page, page.getByLabel("Street and number"));
    await keyboard.type("1 main street");
    await tabTo(page, page.getByLabel("Postal code"));
    await keyboard.type("97201");
    await tabTo(page, page.getByLabel("Country"));
    await keyboard.type("United States");
    await tabTo(page, page.getByRole("button", { name: "Save" }));
    await keyboard.press("Enter");
    await page.getByText("Saved.").waitFor();
    expect(await page.getByLabel("Street and number").inputValue()).toBe("1 main street");
    await phone.shows("02-own-details");
  });

  test("orders to that address are held: both sides get one mail each, and read why", async () => {
    const { stage } = world;
    const { code, email } = story.creators.maya;
    for (const shopper of ["lena", "noah"])
      await checkOut(stage, { email: `${shopper}@example.net`, from: stage.storefront, code });
    await expect.poll(async () => (await stage.query("SELECT 1 FROM order_reviews")).length).toBe(2);

    const told = await mailed(OWNER, /^2 orders wait for your word$/);
    await desk.page.goto(told.links.find((link) => link.includes("/app/orders")) ?? "");
    await desk.app.getByRole("row").nth(2).waitFor();
    expect(await held().getAttribute("aria-selected")).toBe("true");
    expect(await desk.app.getByText(/^Held for review until .+, unless you decide earlier$/).count()).toBe(2);
    await desk.shows("03-held");

    const mail = await mailed(email, /held for review/);
    const links = toEarning(mail.links);
    expect(links).toHaveLength(2);
    await phone.page.goto(links[0] ?? "");
    await phone.page.getByText("The brand may decide earlier").waitFor();
    await phone.page.getByText("the order has the same postal address as you").waitFor();
    await phone.shows("04-earning-held");
  });

  test("the merchant reads why and has one paid, by keyboard alone; the creator hears of it", async () => {
    const { page } = desk;
    await tabTo(page, desk.app.getByRole("row").nth(1).getByRole("link").first());
    await page.keyboard.press("Enter");
    await desk.app.getByText("The order has the same postal address as the creator").waitFor();
    await desk.shows("05-order-held");
    await tabTo(page, desk.button("Pay it"));
    await page.keyboard.press("Enter");
    await desk.toast("The commission will be paid");
    await desk.app.getByText("To be paid", { exact: true }).waitFor();

    const mail = await mailed(story.creators.maya.email, /looked: what was held for review is yours/);
    const [link = ""] = toEarning(mail.links);
    await phone.page.goto(link);
    expect(await phone.page.getByRole("main").innerText()).toMatch(/Payable on [^]*and it is not your own/);
  });

  test("the other is her own: only with a reason, which she reads", async () => {
    await desk.goTo("Orders");
    await held().click();
    await desk.app.getByRole("row").nth(2).waitFor({ state: "detached" });
    await desk.app.getByRole("row").nth(1).getByRole("link").first().click();
    await desk.button("It is their own order").click();
    const dialog = desk.app.getByRole("dialog");
    const decide = dialog.getByRole("button", { name: "It is their own order" });
    await decide.click();
    await dialog.getByText("Give a reason, in a few words").waitFor();
    await desk.shows("06-reason-missing");
    await dialog.getByLabel("Reason").fill(REASON);
    await decide.click();
    await desk.toast("It pays nothing");
    await dialog.waitFor({ state: "hidden" });
    await desk.app.getByText(`What you told the creator: “${REASON}”.`).waitFor();

    const mail = await mailed(story.creators.maya.email, /found an order of yours to be your own/);
    expect(mail.text).toContain(`The reason they gave: ${REASON}`);
    const [link = ""] = toEarning(mail.links);
    await phone.page.goto(link);
    await phone.page.getByText(`The reason they gave: “${REASON}”.`).waitFor();
    expect(await phone.page.getByRole("main").innerText()).not.toMatch(/lena|noah|main street/i);
    await phone.shows("07-earning-own");

    await desk.goTo("Orders");
    await held().click();
    await desk.app.getByText("waits here for you to look at it").waitFor();
  });
});
