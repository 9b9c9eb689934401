import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCurrency } from "../../app/domain/money/currency.ts";
import { correctBalance } from "../../app/services/ledger/correct-balance.ts";
import { grantAward } from "../../app/services/ledger/grant-award.ts";
import { withdrawAward } from "../../app/services/ledger/withdraw-award.ts";
import { type World, openWorld } from "./support/open-world.ts";
import { Phone } from "./support/phone.ts";
import { twoCreators } from "./support/story.ts";

const EMAIL = "maya@example.com";

/** What a creator sees of money that is no commission, and of a brand that leaves. */
describe("a creator's bonuses, an offer that ends, and a brand that leaves, on a phone", () => {
  let world: World;
  let phone: Phone;
  const by = { shopId: 0, actor: "merchant:1", currency: parseCurrency("USD")! };
  let partnershipId = "";
  const granted = { awardId: randomUUID(), kind: "bonus", amountMinor: 2_500n, holdDays: 30 } as const;

  beforeAll(async () => {
    world = await openWorld("creator-money");
    const { stage } = world;
    const story = await twoCreators(stage);
    const [row] = await stage.query<{ shop_id: number; id: string; creator_id: string }>(
      "SELECT p.shop_id, p.id, p.creator_id FROM partnerships p JOIN creators c ON c.id = p.creator_id WHERE c.handle = 'maya'",
    );
    by.shopId = row?.shop_id ?? 0;
    partnershipId = row?.id ?? "";
    const { container } = stage.app;
    const bounty = { awardId: randomUUID(), kind: "bounty", amountMinor: 4_000n, holdDays: 14 } as const;
    await grantAward(container, { ...by, partnershipId, ...granted, reason: "100 orders in November" });
    await grantAward(container, { ...by, partnershipId, ...bounty, reason: "A video about the stove" });
    await withdrawAward(container, { ...by, awardId: bounty.awardId, reason: "The video was not posted" });
    const correction = { creatorId: row?.creator_id ?? "", requestId: randomUUID(), amountMinor: 1_200n };
    await correctBalance(container, { ...by, ...correction, reason: "Postage of the samples" });

    phone = await Phone.of(world);
    await phone.signIn(story.creators.maya.email);
    await phone.page.getByRole("heading", { name: "Hello, Maya Lind" }).waitFor();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test("each bonus is a line, with what it is for and when it is payable; what was withdrawn is a minus line", async () => {
    const text = await phone.textAt("/creator/earnings");
    expect(text).toMatch(/Bonus · .*\n.*\+\$25\.00[^]*100 orders in November\.[^]*Payable on \w+ \d+, \d{4}/);
    expect(text).toMatch(/Bounty withdrawn · .*\n.*−\$40\.00[^]*The video was not posted\./);
    expect(text).toMatch(/Withdrawn on \w+ \d+/);
    expect(text).toContain("Postage of the samples.");
    await phone.shows("01-bonuses");
  });

  test("the file for a spreadsheet has them too", async () => {
    const csv = await phone.page.evaluate(async () => (await fetch("/creator/earnings.csv")).text());
    expect(csv).toMatch(/,Bonus,,,25\.00,USD,"Payable on/);
    expect(csv).toMatch(/,Bounty withdrawn,,,-40\.00,USD,,The video was not posted\./);
  });

  test("an offer whose budget ends says so on the first page", async () => {
    const { stage } = world;
    await stage.query("ALTER TABLE offer_versions DISABLE TRIGGER offer_versions_immutable");
    await stage.query(`UPDATE offer_versions SET rule = jsonb_set(rule, '{caps}', '{"budgetMinor": "0"}')`);
    await stage.query("ALTER TABLE offer_versions ENABLE TRIGGER offer_versions_immutable");
    await stage.query("SELECT graphile_worker.add_job('notice-budgets')");
    await expect.poll(() => phone.textAt("/creator")).toMatch(/earns nothing for now: its budget of \$0\.00/);
    await phone.shows("02-budget-used-up");
    const mail = await stage.mailTo(EMAIL, /earns nothing for now/);
    expect(mail.text).toContain("could not tell you before");
  });

  test("a brand that removes the app: what is frozen, since when, by mail and on each page", async () => {
    const { stage } = world;
    stage.sandbox.uninstall(stage.shop);
    const mail = await stage.mailTo(EMAIL, /is frozen/);
    expect(mail.text).toContain("Payable: 12.00 USD, pending: 25.00 USD");
    for (const path of ["/creator", "/creator/earnings", "/creator/payouts"])
      expect(await phone.textAt(path)).toMatch(/removed Fairshare on[^]*Frozen: \$12\.00 payable, \$25\.00 pending/);
    await phone.shows("03-payouts-frozen");
    expect(await phone.textAt("/creator/earnings")).toContain("Frozen: the brand has removed Fairshare.");
    await phone.shows("04-earnings-frozen");
  });
});
