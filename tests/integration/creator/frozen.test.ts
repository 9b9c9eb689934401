import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createInstallations } from "../../../app/adapters/database/privacy/installations.ts";
import { manualRail } from "../../../app/adapters/payouts/manual-rail.ts";
import { approvePayouts } from "../../../app/services/payouts/approve-payouts.ts";
import { correctBalance } from "../../../app/services/ledger/correct-balance.ts";
import { creatorEarnings } from "../../../app/services/creators/creator-earnings.ts";
import { creatorHome } from "../../../app/services/creators/creator-home.ts";
import { creatorPayouts } from "../../../app/services/creators/creator-payouts.ts";
import { grantAward } from "../../../app/services/ledger/grant-award.ts";
import { installShop } from "../../../app/services/shops/install-shop.ts";
import { planPayouts } from "../../../app/services/payouts/plan-payouts.ts";
import type { CreatorAccount } from "../../../app/services/ports/creator-accounts.ts";
import type { Shop } from "../../../app/services/ports/shops.ts";
import { submitPayout } from "../../../app/services/payouts/submit-payout.ts";
import { tellFrozen } from "../../../app/services/payouts/tell-frozen.ts";
import { uninstallShop } from "../../../app/services/shops/uninstall-shop.ts";
import { profileOf, usd } from "../merchant/world.ts";
import { bookOf } from "./book.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { connection, clock, creators } = world;
const deps = { ...world.deps, rail: manualRail };
const book = bookOf(world);
let shops = 0;

/** Maya with 50.00 payable and a bonus of 25.00 on hold, Ben with nothing, at a shop of their own. */
async function aShopThatOwes() {
  const number = (shops += 1);
  const shop = await world.shop(`frozen-${number}.myshopify.com`);
  const offerId = await world.liveOffer(shop);
  const [maya, ben] = [await world.person(`maya${number}`), await world.person(`ben${number}`)];
  const { id: partnershipId } = await book.partnershipOf(shop.id, offerId, maya.id);
  await book.partnershipOf(shop.id, offerId, ben.id);
  const by = { shopId: shop.id, currency: usd, reason: "A good month", actor: "merchant:1" };
  await correctBalance(deps, { ...by, creatorId: maya.id, requestId: randomUUID(), amountMinor: 5_000n });
  const bonus = { awardId: randomUUID(), partnershipId, kind: "bonus", amountMinor: 2_500n, holdDays: 30 } as const;
  await grantAward(deps, { ...by, ...bonus });
  return { shop, maya };
}

const uninstall = (shop: Shop) =>
  connection.transaction((client) =>
    uninstallShop(
      { installations: createInstallations(client) },
      { shop: { id: shop.id, installedAt: clock.now() }, triggeredAt: clock.now() },
    ),
  );
const reinstall = (shop: Shop) =>
  installShop({ ...deps, shopInfo: { profile: async () => profileOf(shop.domain) } }, { domain: shop.domain });
const jobsOf = async (task: string, shop: Shop) =>
  (await world.jobs()).filter(
    (job) => job.task === task && JSON.stringify(job.payload).includes(`"shopId":${shop.id},`),
  );
const earningsOf = (account: CreatorAccount) =>
  creatorEarnings(creators, { creatorId: account.id, filter: { brand: null, month: null }, after: null });

test("removing the app adds one job; it tells who is owed something, and nobody else", async () => {
  const { shop, maya } = await aShopThatOwes();
  await uninstall(shop);
  await uninstall(shop);
  const since = clock.now();
  expect(await jobsOf("tell-frozen", shop)).toEqual([
    { task: "tell-frozen", payload: { shopId: shop.id, since, after: null } },
  ]);
  const before = (await world.mails()).length;
  expect(await tellFrozen(deps, { shopId: shop.id, since, after: null })).toEqual({ kind: "told", creators: 1 });
  const mails = (await world.mails()).slice(before);
  expect(mails).toMatchObject([{ kind: "balances_frozen", to: `${maya.handle}@example.com` }]);
  expect(mails[0]?.text).toContain("Payable: 50.00 USD, pending: 25.00 USD");
});

test("the portal shows what is frozen, since when, and promises no day", async () => {
  const { shop, maya } = await aShopThatOwes();
  expect(await creatorHome(creators, { account: maya })).toMatchObject({ nextMaturity: { amountMinor: 2_500n } });
  expect((await earningsOf(maya)).frozen).toEqual([]);
  await uninstall(shop);
  const frozen = { since: clock.now(), pendingMinor: 2_500n, payableMinor: 5_000n, inTransitMinor: 0n };
  expect(await creatorHome(creators, { account: maya })).toMatchObject({ nextMaturity: null, balances: [{ frozen }] });
  const { frozen: told, lines } = await earningsOf(maya);
  expect(told).toMatchObject([{ brandSlug: shop.domain.split(".")[0], frozen }]);
  expect(lines.items.map((line) => [line.kind, line.frozen, line.award?.kind ?? null])).toEqual([
    ["bonus", true, "bonus"],
    ["manual", true, null],
  ]);
  expect((await creatorPayouts(creators, { creatorId: maya.id })).balances).toMatchObject([{ frozen }]);
});

test("nothing is planned, approved or handed to a rail while it is away, and all goes on when it is back", async () => {
  const { shop, maya } = await aShopThatOwes();
  const actor = "merchant:1";
  const plan = await planPayouts(deps, { shop, actor });
  if (plan.kind !== "planned") throw new Error(plan.kind);
  const { batchId } = plan;
  await uninstall(shop);
  expect(await approvePayouts(deps, { shopId: shop.id, batchId, actor })).toEqual({ kind: "frozen" });
  await reinstall(shop);
  expect(await approvePayouts(deps, { shopId: shop.id, batchId, actor })).toMatchObject({ payouts: 1 });
  const [payout] = await deps.database.payouts.payoutsOf(shop.id, batchId);
  const submit = () => submitPayout(deps, { shopId: shop.id, payoutId: payout!.id });

  await connection.pool.query("DELETE FROM graphile_worker._private_jobs");
  await uninstall(shop);
  expect(await planPayouts(deps, { shop, actor })).toEqual({ kind: "frozen" });
  expect(await submit()).toBe("frozen");
  expect(await deps.database.payouts.get(shop.id, payout!.id)).toMatchObject({ state: "approved" });
  expect((await creatorPayouts(creators, { creatorId: maya.id })).balances).toMatchObject([
    { frozen: { pendingMinor: 2_500n, payableMinor: 0n, inTransitMinor: 5_000n } },
  ]);

  await reinstall(shop);
  expect(await jobsOf("submit-payout", shop)).toHaveLength(1);
  expect(await submit()).toBe("awaiting_person");
  expect((await earningsOf(maya)).frozen).toEqual([]);
});

test("a shop that came back before the mails went out has nothing frozen to tell", async () => {
  const { shop } = await aShopThatOwes();
  await uninstall(shop);
  const since = clock.now();
  await reinstall(shop);
  expect(await tellFrozen(deps, { shopId: shop.id, since, after: null })).toEqual({ kind: "came_back" });
});
