import { afterAll, beforeAll, expect, test } from "vitest";
import { checkOut } from "../../scripts/demo/sales.ts";
import { until } from "../../scripts/demo/stage.ts";
import { MerchantDesk } from "./support/merchant-desk.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { Phone } from "./support/phone.ts";
import { publishedOffer } from "./support/story.ts";

/** A brand brings its creators along from another app; one joins, one says no. Each test goes on where the one before ended. */
let world: World;
let desk: MerchantDesk;

beforeAll(async () => {
  world = await openWorld("import");
  await publishedOffer(world.stage);
  desk = await MerchantDesk.of(world);
});
afterAll(() => world[Symbol.asyncDispose]());

/** WELCOME10 is a discount that the store has. */
const file = `Name;Email;Coupon;Affiliate link;Commission
"Maya 🌻";maya@example.com;WELCOME10;https://shop.example/?sca_ref=12.Ab;12,5 %
مايا;ben@example.com;;;
Nobody;nobody;;;
`;

test("a file that is none is told why; a good one is shown before anybody is asked", async () => {
  await desk.open();
  await desk.goTo("Settings");
  await desk.shows("01-settings");
  await desk.app.getByRole("link", { name: "Bring your creators" }).click();
  await desk.app.getByText("Nobody was invited yet").waitFor();
  await desk.shows("02-empty");

  const text = desk.app.getByLabel("… or paste it");
  await text.fill('Email\n"maya@example.com');
  await desk.button("Look at it first").click();
  await desk.app.getByText("never closed").waitFor();

  await desk.app
    .getByLabel("The list of creators that it exports, as CSV")
    .setInputFiles({ name: "affiliates.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${file}`) });
  await desk.app.getByText("affiliates.csv is below").waitFor();
  await desk.button("Look at it first").click();
  await desk.app.getByRole("heading", { name: "2 creators to invite" }).waitFor();
  const problems = desk.app.getByRole("table", { name: "Rows to look at" });
  expect(await problems.innerText()).toMatch(/Line 4: Email\s+“nobody” is no e-mail address/);
  await desk.app.getByLabel("Commission rate").selectOption({ label: "Not in the file" });
  const sample = desk.app.getByRole("table", { name: "The first creators" });
  await sample.getByText("The offer's").nth(1).waitFor();
  await desk.app.getByLabel("Commission rate").selectOption({ label: "Commission" });
  await sample.getByText("12.5%").waitFor();
  await desk.shows("03-preview");
});

test("inviting mails each of them once", async () => {
  await desk.button("Invite 2 creators").click();
  await desk.toast("2 creators invited, 1 left out");
  await desk.app.getByText("0 of 2 joined").waitFor();
  await desk.shows("04-invited");
  const mail = await world.stage.mailTo("maya@example.com", /asks you to join/);
  expect(mail.text).toContain("Hello Maya 🌻,");
});

/** Opens the invitation's mail, signs in by mail, and says who they are. */
async function follow(email: string, handle: string): Promise<Phone> {
  const phone = await Phone.of(world);
  const { page } = phone;
  const invited = await world.stage.mailTo(email, /asks you to join/);
  await page.goto(invited.links.find((link) => link.includes("/creator/invitations/")) ?? "");
  await page.getByLabel("Your e-mail address").fill(email);
  const asks = page.getByRole("button", { name: "Mail me a sign-in link" });
  await page.goto(await phone.signInLink(email, () => asks.click()));
  await page.getByRole("button", { name: "Sign me in" }).click();
  await page.getByLabel("Name", { exact: true }).fill(handle);
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel(/^Home/).first().check();
  await page.getByLabel("Where most of your audience is").selectOption("US");
  await page.getByLabel("The language they read").selectOption("en");
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.getByRole("heading", { name: /asks you to join/ }).waitFor();
  return phone;
}

test("a creator reads the terms with their own rate, and joins with one tap", async () => {
  const { stage } = world;
  const early = await checkOut(stage, { email: "lena@example.net", from: `${stage.storefront}/?sca_ref=12.Ab` });
  const phone = await follow("maya@example.com", "maya");
  const { page } = phone;
  expect(await page.locator("main").innerText()).toContain("12.5%");
  expect(await page.locator("main").innerText()).toContain("You keep your code WELCOME10");
  await phone.shows("05-invitation");
  await page.getByRole("button", { name: "Accept the terms and join" }).click();
  await page.getByRole("heading", { name: "You are in" }).waitFor();

  const [code] = await until("the code, linked", () =>
    stage
      .query<{ code: string; gid: string | null }>(
        "SELECT code, shopify_redeem_gid AS gid FROM referral_codes WHERE state = 'active'",
      )
      .then((rows) => (rows.length > 0 ? rows : null)),
  );
  expect(code).toEqual({ code: "WELCOME10", gid: null });
  const late = await checkOut(stage, { email: "noah@example.net", from: `${stage.storefront}/?sca_ref=12.Ab` });
  const reasonOf = (orderId: string) =>
    until(`order ${orderId} settled`, async () => {
      const [row] = await stage.query<{ reason: string }>("SELECT reason FROM verdicts WHERE order_id = $1", [orderId]);
      return row?.reason;
    });
  expect(await reasonOf(late)).toBe("landing");
  expect(await reasonOf(early)).toBe("no_evidence");
  const coded = await checkOut(stage, { email: "kim@example.net", from: stage.storefront, code: "WELCOME10" });
  expect(await reasonOf(coded)).toBe("code");
});

test("another says no, and the brand sees both answers", async () => {
  const { page } = await follow("ben@example.com", "ben");
  await page.getByRole("button", { name: "No, thank you" }).click();
  await page.getByRole("heading", { name: "You said no" }).waitFor();
  await desk.page.reload();
  await desk.goTo("Settings");
  await desk.app.getByRole("link", { name: "Bring your creators" }).click();
  await desk.app.getByText("1 of 2 joined").waitFor();
  await desk.app.getByText(/^Said no/).waitFor();
  expect(await desk.app.locator("body").innerText()).not.toContain("ben@example.com");
  await desk.shows("06-answered");
});
