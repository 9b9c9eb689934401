import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orders } from "../../sandbox/src/index.ts";
import { Browser } from "../../scripts/demo/browser.ts";
import { applyAndApprove, creatorSignsUp } from "../../scripts/demo/creators.ts";
import { checkOut } from "../../scripts/demo/sales.ts";
import type { Story } from "../../scripts/demo/story.ts";
import { tabTo } from "./support/keyboard.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { Phone } from "./support/phone.ts";
import { publishedOffer } from "./support/story.ts";

const EMAIL = "maya@example.com";

/** Maya's way on her phone, from a first visit to a payout. Each test goes on where the one before it ended. */
describe("a creator, on a phone", () => {
  let world: World;
  let phone: Phone;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("creator");
    story = await publishedOffer(world.stage);
    phone = await Phone.of(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const at = (path: string) => `${world.stage.appOrigin}${path}`;

  test("signs in by mail, says who she is and applies, by keyboard alone", async () => {
    const { page } = phone;
    const { keyboard } = page;
    await page.goto(at("/"));
    await phone.shows("01-welcome");
    await page.goto(at("/creator"));
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await phone.shows("02-sign-in");
    await tabTo(page, page.getByRole("textbox"));
    await keyboard.type(EMAIL);
    const link = await phone.signInLink(EMAIL, () => keyboard.press("Enter"));
    await phone.shows("03-mail-sent");

    await page.goto(link);
    await phone.shows("04-confirm");
    await tabTo(page, page.getByRole("button", { name: "Sign me in" }));
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Welcome. Who are you?" }).waitFor();
    await phone.shows("05-profile-empty");

    await tabTo(page, page.getByLabel("Name", { exact: true }));
    await keyboard.type("Maya Lind");
    await tabTo(page, page.getByLabel("Handle"));
    await keyboard.type("not a handle!");
    await tabTo(page, page.getByRole("checkbox", { name: "Home" }));
    await keyboard.press("Space");
    await tabTo(page, page.getByLabel("Where most of your audience is"));
    await keyboard.type("United States");
    await tabTo(page, page.getByLabel("The language they read"));
    await keyboard.type("English");
    await tabTo(page, page.getByRole("button", { name: "Save" }));
    await keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Handle").getAttribute("aria-invalid")).toBe("true");
    await phone.shows("06-profile-invalid");
    await page.getByLabel("Handle").focus();
    await keyboard.press("ControlOrMeta+A");
    await keyboard.type("maya");
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Hello, Maya Lind" }).waitFor();
    await phone.shows("07-home-new");
    await tabTo(page, page.getByRole("link", { name: "Offers", exact: true }));
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Offers", level: 1 }).waitFor();
    await phone.shows("08-offers");
    await tabTo(page, page.getByRole("main").getByRole("link", { name: /10% on every order/ }));
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "The terms, in five lines" }).waitFor();
    await phone.shows("09-offer");
    await tabTo(page, page.getByRole("checkbox", { name: /I accept these terms/ }));
    await keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "Apply" }));
    await keyboard.press("Enter");
    await page.getByText("has your application").waitFor();
    await phone.shows("10-applied");
  });

  test("is approved: her code and her link can be copied", async () => {
    const { page } = phone;
    story.creators.maya = { email: EMAIL, browser: new Browser(), code: "", link: "" };
    await creatorSignsUp(world.stage, story, "ben");
    await applyAndApprove(world.stage, story);
    await page.goto(at("/creator"));
    await page.getByRole("heading", { name: "Your codes and links" }).waitFor();
    await phone.shows("11-home-approved");
    await page
      .getByRole("main")
      .getByRole("link", { name: /10% on every order/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "To share" }).waitFor();
    const { code, link } = story.creators.maya;
    for (const [what, text] of [
      ["code", code],
      ["link", link],
    ] as const) {
      await page.getByRole("button", { name: `Copy ${what}` }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
      await page.getByRole("button", { name: `Copy ${what}` }).waitFor();
    }
    await phone.shows("12-code-and-link");
  });

  test("sees what she earned, when each line matures, what a refund took back, and what was not credited", async () => {
    const { page } = phone;
    const { stage } = world;
    const { code, link } = story.creators.maya;
    await page.goto(at("/creator/earnings"));
    await phone.shows("13-earnings-empty");
    await checkOut(stage, { email: "lena@example.net", from: link });
    const refunded = await checkOut(stage, { email: "noah@example.net", from: stage.storefront, code });
    await checkOut(stage, { email: EMAIL, from: stage.storefront, code });
    const lines = page.getByRole("main").getByRole("listitem");
    const reloaded = async (): Promise<string> => {
      await page.goto(at("/creator/earnings"));
      return page.getByRole("main").innerText();
    };
    await expect.poll(reloaded).toMatch(/2 lines under this choice/);

    const shop = stage.sandbox.world.shop(stage.shop);
    const order = shop.orders.get(Number(refunded));
    const line = order?.lines[0];
    if (order === undefined || line === undefined) throw new Error("the order to refund is gone");
    orders.refundOrder(stage.sandbox.world, shop, order, {
      lines: [{ lineId: line.id, quantity: 1, restockType: "return" }],
      shipping: { kind: "none" },
    });
    await expect.poll(reloaded).toMatch(/Correction[^−]*−\$\d+\.\d\d\s+1 of \d units was refunded/);
    expect(await lines.filter({ hasText: /Payable on \w+ \d+, \d{4}/ }).count()).toBe(2);
    await phone.shows("14-earnings");

    await page.getByRole("link", { name: /^Why/ }).first().click();
    await page.getByRole("heading", { name: "How it adds up" }).waitFor();
    await phone.shows("15-why-this-amount");
    await page.goto(at("/creator/uncredited"));
    await page
      .getByText(/your own/i)
      .first()
      .waitFor();
    await phone.shows("16-not-credited");
    await page.goto(at("/creator"));
    await page.getByRole("heading", { name: "Newest lines" }).waitFor();
    await phone.shows("17-home-with-sales");
    await page.emulateMedia({ colorScheme: "dark" });
    await phone.shows("18-home-dark");
    await page.emulateMedia({ colorScheme: null });
  });

  test("says how she wants to be paid, and sees the money become payable", async () => {
    const { page } = phone;
    await page.goto(at("/creator/payouts"));
    await phone.shows("19-payouts-empty");
    await page.getByRole("link", { name: "Say how you want to be paid" }).click();
    await page.getByLabel("Payment details").waitFor();
    await phone.shows("20-payout-method");
    await page.getByLabel("Payment details").fill("PayPal maya@example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("A mail about it is on its way").waitFor();
    await world.stage.moveDays(31);
    await expect
      .poll(async () => {
        await page.goto(at("/creator/payouts"));
        return page.getByRole("main").innerText();
      })
      .toMatch(/Payable\s+\$[1-9]/);
    await phone.shows("21-payouts-payable");
    await page.goto(at("/creator/receipt"));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await phone.shows("22-receipt");
  });

  test("an address that leads nowhere says so inside of the portal, and signing out ends the visit", async () => {
    const { page } = phone;
    const answer = await page.goto(at("/creator/partnerships/00000000-0000-4000-8000-000000000000"));
    expect(answer?.status()).toBe(404);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await phone.shows("23-nowhere");
    await page.goto(at("/creator"));
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(at("/"));
    await page.goto(at("/creator/earnings"));
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("all of it works without JavaScript", async () => {
    const cleo = await Phone.of(world, { javaScriptEnabled: false });
    await cleo.signIn("cleo@example.com");
    const { page, visitor } = cleo;
    await page.getByLabel("Name", { exact: true }).fill("Cleo Hart");
    await page.getByLabel("Handle").fill("cleo");
    await page.getByRole("checkbox", { name: "Home" }).check();
    await page.getByLabel("Where most of your audience is").selectOption("US");
    await page.getByLabel("The language they read").selectOption("en");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("link", { name: "Offers", exact: true }).click();
    await page
      .getByRole("main")
      .getByRole("link", { name: /10% on every order/ })
      .click();
    await page.getByRole("checkbox", { name: /I accept these terms/ }).check();
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("has your application").waitFor();
    await page.goto(at("/creator/earnings"));
    await page.getByText("No earnings yet").waitFor();
    expect(visitor.noise).toEqual([]);
    await visitor.context.close();
  });
});
