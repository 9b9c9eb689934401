import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Story } from "../../../scripts/demo/story.ts";
import { openWorld, type World } from "../support/open-world.ts";
import { Phone } from "../support/phone.ts";
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
    const phone = await Phone.of(world);
    const { page } = phone;
    const before = await totalsOf(world.stage);
    await testsFirst(phone);
    await phone.shows("01-ready");
    await switchEmbedOf(world.stage, false);
    await page.getByRole("button", { name: "Test again" }).click();
    await page.getByRole("heading", { name: "Do not post yet" }).waitFor();
    await phone.shows("02-not-yet");
    await switchEmbedOf(world.stage, true);
    await page.getByRole("link", { name: /^←/ }).click();
    await page.getByRole("button", { name: "Test my link and code" }).waitFor();
    await phone.shows("03-partnership");
    expect(await totalsOf(world.stage)).toEqual(before);
  });

  test("without JavaScript, too", async () => {
    const phone = await Phone.of(world, { javaScriptEnabled: false });
    await testsFirst(phone);
    expect(phone.visitor.noise).toEqual([]);
  });

  async function testsFirst(phone: Phone): Promise<void> {
    const { page } = phone;
    await phone.signIn(story.creators.maya.email);
    await page.getByRole("heading", { name: /^Hello/ }).waitFor();
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
});
