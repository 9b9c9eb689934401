import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Story } from "../../../scripts/demo/story.ts";
import { PHONE, type Visitor } from "../support/chromium.ts";
import { look } from "../support/look.ts";
import { openWorld, type World } from "../support/open-world.ts";
import { twoCreators } from "../support/story.ts";
import { switchEmbedOf, totalsOf } from "./demo-stage.ts";

describe("a creator's self-test", () => {
  let world: World;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld("creator-self-test");
    story = await twoCreators(world.stage);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test("on her phone, before posting: all is well, then it is not; nothing is left behind", async () => {
    const phone = await world.chromium.visitor({ viewport: PHONE });
    const { page } = phone;
    const before = await totalsOf(world.stage);
    await testsFirst(phone);
    await look(world.chromium, phone, "01-ready");
    await switchEmbedOf(world.stage, false);
    await page.getByRole("button", { name: "Test again" }).click();
    await page.getByRole("heading", { name: "Do not post yet" }).waitFor();
    await look(world.chromium, phone, "02-not-yet");
    await switchEmbedOf(world.stage, true);
    await page.getByRole("link", { name: /^←/ }).click();
    await page.getByRole("button", { name: "Test my link and code" }).waitFor();
    await look(world.chromium, phone, "03-partnership");
    expect(await totalsOf(world.stage)).toEqual(before);
  });

  test("without JavaScript, too", async () => {
    const phone = await world.chromium.visitor({ viewport: PHONE, javaScriptEnabled: false });
    await testsFirst(phone);
    expect(phone.noise).toEqual([]);
  });

  async function testsFirst(phone: Visitor): Promise<void> {
    const { page } = phone;
    await signIn(phone, story.creators.maya.email);
    await page
      .getByRole("main")
      .getByRole("link", { name: /10% on every order/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Test my link and code" }).click();
    await page.getByRole("heading", { name: "Ready to post" }).waitFor();
    await page.getByText("A sale of $50.00 by your link would earn you $5.00.").waitFor();
    await page.getByText("your own orders do not earn").waitFor();
  }

  /** By a mail of its own (the mailbox gives the newest first): the link of an earlier one is used. */
  async function signIn({ page }: Visitor, email: string): Promise<void> {
    const links = () =>
      (world.stage.sandbox.mailbox?.mails ?? [])
        .filter(({ to }) => to.includes(email))
        .flatMap((mail) => mail.links.filter((link) => link.includes("/creator/sign-in/")));
    const before = links().length;
    await page.goto(`${world.stage.appOrigin}/creator/sign-in`);
    await page.getByRole("textbox").fill(email);
    await page.getByRole("button", { name: "Mail me a sign-in link" }).click();
    await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    await expect.poll(() => links().length, { timeout: 10_000 }).toBeGreaterThan(before);
    await page.goto(links()[0] ?? "");
    await page.getByRole("button", { name: "Sign me in" }).click();
    await page.getByRole("heading", { name: /^Hello/ }).waitFor();
  }
});
