import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkOut } from "../../scripts/demo/sales.ts";
import type { Story } from "../../scripts/demo/story.ts";
import { MerchantDesk } from "./support/merchant-desk.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { twoCreators } from "./support/story.ts";

/** What a brand does about one creator. Each test goes on where the one before it ended. */
describe("a creator's page in the admin", () => {
  let world: World;
  let desk: MerchantDesk;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("creator-page");
    story = await twoCreators(world.stage);
    desk = await MerchantDesk.of(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const dialog = () => desk.app.getByRole("dialog");
  const press = (name: string) => dialog().getByRole("button", { name, exact: true }).click();
  /** Polaris lays its own circle over the input. */
  const choose = (label: string) => dialog().locator("label").getByText(label, { exact: true }).click();
  /** What people gave as reasons for such changes, in their sequence. */
  const reasons = async (actions: string) => {
    const log = "SELECT detail ->> 'reason' AS reason FROM activity_log WHERE actor LIKE 'merchant:%' AND action LIKE";
    return (await world.stage.query<{ reason: string }>(`${log} '${actions}' ORDER BY id`)).map(({ reason }) => reason);
  };
  const closed = () => dialog().waitFor({ state: "hidden" });

  test("is reached from the table of creators, and begins with what is known", async () => {
    await desk.open();
    await desk.goTo("Creators");
    await desk.app.getByText("Ben Ode").or(desk.app.getByText("@ben")).first().waitFor();
    await desk.shows("01-creators");
    await desk.app.getByRole("link", { name: "Maya Lind" }).click();
    await desk.heading("Maya Lind").waitFor();
    await desk.app.getByText("Nothing has been earned yet.").waitFor();
    await desk.app.getByText("No order has been credited yet.").waitFor();
    expect(await desk.app.getByText("Approved the application").count()).toBe(1);
    await desk.shows("02-creator-new");
  });

  test("a sale shows with its commission and why", async () => {
    const { code } = story.creators.maya;
    const orderId = await checkOut(world.stage, { email: "lena@example.net", from: world.stage.storefront, code });
    await expect
      .poll(async () => {
        await desk.page.reload();
        await desk.heading("Maya Lind").waitFor();
        return desk.app.getByRole("link", { name: orderId }).count();
      })
      .toBe(1);
  });

  test("pausing needs a reason; resuming too", async () => {
    await desk.button("Pause").click();
    await press("Pause");
    await dialog().getByText("Give a reason, in a few words").waitFor();
    await dialog().getByLabel("Reason").fill("Out of stock until Monday");
    await desk.shows("03-pause");
    await press("Pause");
    await desk.toast(/Paused/);
    await closed();
    await desk.app.getByText("Out of stock until Monday").waitFor();
    await desk.button("Resume").click();
    await dialog().getByLabel("Reason").fill("Back in stock");
    await press("Resume");
    await desk.toast("Active again");
    await closed();
    expect(await reasons("partnership_%")).toEqual(["Out of stock until Monday", "Back in stock"]);
  });

  test("a bonus: a wrong amount says so, two clicks grant once, and it can be withdrawn while it waits", async () => {
    await desk.button("Give a bonus or bounty").click();
    await choose("Bonus");
    await dialog().getByLabel("Amount").fill("12.345");
    await dialog().getByLabel("What for").fill("100 orders in November");
    await press("Grant it");
    await dialog()
      .getByText(/Enter an amount above zero in USD/)
      .waitFor();
    await desk.shows("04-award-invalid");
    await dialog().getByLabel("Amount").fill("25");
    await dialog().getByRole("button", { name: "Grant it", exact: true }).dblclick();
    await desk.toast(/Granted/);
    await closed();
    await desk.app.getByText("Bonus: $25.00").waitFor();
    expect(await world.stage.query("SELECT 1 FROM transfers WHERE kind = 'bonus'")).toHaveLength(1);
    await desk.shows("05-award-granted");
    const mail = await world.stage.mailTo(story.creators.maya.email, /bonus of 25.00 USD/);
    expect(mail.text).toContain("100 orders in November");

    await desk.button("Withdraw the bonus of $25.00").click();
    await dialog().getByLabel("Reason").fill("Counted twice");
    await press("Withdraw");
    await desk.toast(/Withdrawn/);
    await closed();
    await desk.app.getByText(/^Withdrawn \w+ \d/).waitFor();
  });

  test("a correction by hand may go below zero, and a write-off brings it back to zero", async () => {
    await desk.button("Correct the balance").click();
    await choose("Take off the balance");
    await dialog().getByLabel("Amount").fill("7.50");
    await dialog().getByLabel("Reason").fill("Paid twice by bank transfer in October");
    await press("Post the correction");
    await desk.toast(/Posted/);
    await closed();
    await desk.app.getByRole("table", { name: "Balances" }).getByText("-$7.50").waitFor();
    await desk.shows("06-below-zero");
    await desk.button("Write it off").click();
    await dialog().getByLabel("Reason").fill("Our own mistake");
    await press("Write it off");
    await desk.toast(/Posted/);
    await closed();
    await desk.app.getByText("Wrote off a balance below zero: $7.50").waitFor();
    expect(await reasons("balance_%")).toEqual(["Paid twice by bank transfer in October", "Our own mistake"]);
  });

  test("a code is flagged as leaked, and the flag is taken back", async () => {
    const { code } = story.creators.maya;
    await desk.button(`Flag ${code} as leaked`).click();
    await dialog().getByLabel("Reason").fill("Found on a coupon site");
    await desk.shows("07-flag");
    await press("Flag as leaked");
    await desk.toast(/Flagged/);
    await closed();
    await desk.app.getByText(/^Leaked since/).waitFor();
    await desk.button(`Take the flag of ${code} back`).click();
    await dialog().getByLabel("Reason").fill("The site took it down");
    await press("Take the flag back");
    await desk.toast(/Taken back/);
    await closed();
    await desk.app.getByText(/^Leaked since/).waitFor({ state: "hidden" });
    expect(await reasons("code_%")).toEqual(["Found on a coupon site", "The site took it down"]);
  });

  test("ending asks why; after fraud nothing counts, and nothing more can be done here", async () => {
    await desk.button("End").click();
    await dialog().getByLabel("Reason").fill("All orders are her own");
    await press("End the partnership");
    await dialog().getByText("Choose why it ends").waitFor();
    await choose("Fraud");
    await desk.shows("08-end");
    await press("End the partnership");
    await desk.toast(/has ended/);
    await closed();
    await desk.app.getByText("Ended the partnership: for fraud").waitFor();
    expect(await desk.button("Give a bonus or bounty").count()).toBe(0);
    await desk.shows("09-ended");
    await desk.goTo("Creators");
    await desk.app.getByText("Ended", { exact: true }).waitFor();
  });
});
