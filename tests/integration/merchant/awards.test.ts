import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { awardHolds } from "../../../app/adapters/database/settling/award-holds.ts";
import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import { grantAward, type AwardInput } from "../../../app/services/ledger/grant-award.ts";
import type { AwardHolds } from "../../../app/services/ports/awards.ts";
import { releaseAwards } from "../../../app/services/ledger/release-awards.ts";
import { withdrawAward } from "../../../app/services/ledger/withdraw-award.ts";
import { merchantWorld, plainSealer, usd } from "./world.ts";

const world = await merchantWorld();
const { deps, database, connection, clock } = world;
let shops = 0;

/** A shop of its own for a test, with Maya in an active partnership. */
async function joined() {
  const shop = await world.shop(`awards-${(shops += 1)}.myshopify.com`);
  const offerId = await world.liveOffer(shop);
  const creatorId = await world.creator(`maya-${shops}`);
  const application = await database.applications.lock(shop.id, await world.application(shop, offerId, creatorId));
  const { id: partnershipId } = await database.partnerships.begin(application!, clock.now());
  const input = (change: Partial<AwardInput> = {}): AwardInput => ({
    shopId: shop.id,
    awardId: randomUUID(),
    partnershipId,
    kind: "bonus",
    amountMinor: 2_500n,
    currency: usd,
    reason: "100 orders in November",
    holdDays: 30,
    actor: "merchant:1",
    ...change,
  });
  const balances = async () => (await database.ledger.balancesOfShop(shop.id, creatorId))[0];
  return { shop, creatorId, partnershipId, input, balances };
}

const transaction = <T>(work: (holds: AwardHolds) => Promise<T>) =>
  connection.transaction((client) => work(awardHolds(client)));
const release = () => releaseAwards({ transaction, clock });

async function lastMail() {
  const { kind, messageCiphertext } = await connection.prisma.mailOutbox.findFirstOrThrow({ orderBy: { id: "desc" } });
  return { kind, text: plainSealer.open(messageCiphertext!) };
}

test("a bonus waits for its own hold, is released once, and told by mail", async () => {
  const { input, balances, shop } = await joined();
  const award = input();
  expect(await grantAward(deps, award)).toEqual({ kind: "granted" });
  expect(await balances()).toMatchObject({ pendingMinor: 2_500n, payableMinor: 0n });
  const mail = await lastMail();
  expect(mail.kind).toBe("award_granted");
  expect(mail.text).toContain("100 orders in November");
  expect(mail.text).toContain("2026-12-24");

  clock.advance(30 * DAY_MS - 1);
  await release();
  expect(await balances()).toMatchObject({ pendingMinor: 2_500n, payableMinor: 0n });
  clock.advance(1);
  await Promise.all([release(), release(), release()]);
  expect(await balances()).toMatchObject({ pendingMinor: 0n, payableMinor: 2_500n });
  const transfers = await connection.prisma.transfer.findMany({ where: { shopId: shop.id }, orderBy: { id: "asc" } });
  expect(transfers.map(({ kind, awardId }) => [kind, awardId])).toEqual([
    ["bonus", award.awardId],
    ["release", award.awardId],
  ]);
});

test("a form sent five times at once grants once; the same id for another award grants nothing", async () => {
  const { input, balances } = await joined();
  const award = input();
  const results = await Promise.all(Array.from({ length: 5 }, () => grantAward(deps, award)));
  expect(results.map(({ kind }) => kind).toSorted()).toEqual([
    "granted",
    "granted_before",
    "granted_before",
    "granted_before",
    "granted_before",
  ]);
  expect(await grantAward(deps, { ...award, amountMinor: 9_900n })).toEqual({ kind: "another_award" });
  expect(await balances()).toMatchObject({ pendingMinor: 2_500n });
});

test.each(["paused", "ended"] as const)("no award where the partnership is %s", async (state) => {
  const { input, shop, partnershipId, balances } = await joined();
  await connection.prisma.partnership.update({
    where: { shopId_id: { shopId: shop.id, id: partnershipId } },
    data: { state, ...(state === "ended" ? { activeUntil: new Date(clock.now()) } : {}) },
  });
  expect(await grantAward(deps, input())).toEqual({ kind: "not_active" });
  expect(await balances()).toBeUndefined();
});

test("another shop's partnership or award is not found", async () => {
  const [ours, theirs] = [await joined(), await joined()];
  const award = ours.input();
  expect(await grantAward(deps, { ...award, shopId: theirs.shop.id })).toEqual({ kind: "not_found" });
  await grantAward(deps, award);
  const withdrawal = { awardId: award.awardId, reason: "no", actor: "merchant:1" };
  expect(await withdrawAward(deps, { ...withdrawal, shopId: theirs.shop.id })).toEqual({ kind: "not_found" });
  expect(await withdrawAward(deps, { ...withdrawal, shopId: ours.shop.id, awardId: "x" })).toEqual({
    kind: "not_found",
  });
});

test("withdrawn before its release: the pending balance gives it back, once, and the creator reads why", async () => {
  const { input, balances, shop } = await joined();
  const [kept, taken] = [input({ amountMinor: 100n }), input({ kind: "bounty", reason: "A video about the stove" })];
  await grantAward(deps, kept);
  await grantAward(deps, taken);
  const withdrawal = {
    shopId: shop.id,
    awardId: taken.awardId,
    reason: "The video was not posted",
    actor: "merchant:2",
  };
  const results = await Promise.all([1, 2, 3].map(() => withdrawAward(deps, withdrawal)));
  expect(results).toEqual([1, 2, 3].map(() => ({ kind: "withdrawn" })));
  expect(await balances()).toMatchObject({ pendingMinor: 100n, payableMinor: 0n });
  expect((await lastMail()).text).toContain("The video was not posted");

  clock.advance(31 * DAY_MS);
  await release();
  expect(await balances()).toMatchObject({ pendingMinor: 0n, payableMinor: 100n });
});

test("once released it stays, whoever was first", async () => {
  const { input, balances, shop } = await joined();
  const award = input({ holdDays: 0 });
  await grantAward(deps, award);
  const withdrawal = { shopId: shop.id, awardId: award.awardId, reason: "too late", actor: "merchant:1" };
  const [, withdrawn] = await Promise.all([release(), withdrawAward(deps, withdrawal)]);
  const payableMinor = withdrawn.kind === "withdrawn" ? 0n : 2_500n;
  expect(await balances()).toMatchObject({ pendingMinor: 0n, payableMinor });
  await release();
  expect(await withdrawAward(deps, withdrawal)).toEqual(withdrawn);
  expect(await balances()).toMatchObject({ pendingMinor: 0n, payableMinor });
});

test("a shop that removed the app is frozen: its awards wait for its return", async () => {
  const { input, balances, shop } = await joined();
  await grantAward(deps, input({ holdDays: 1 }));
  clock.advance(2 * DAY_MS);
  const uninstalledAt = (at: Date | null) =>
    connection.prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: at } });
  await uninstalledAt(new Date(clock.now()));
  await release();
  expect(await balances()).toMatchObject({ pendingMinor: 2_500n, payableMinor: 0n });
  await uninstalledAt(null);
  await release();
  expect(await balances()).toMatchObject({ pendingMinor: 0n, payableMinor: 2_500n });
});

test.each([
  { what: "changed", sql: "UPDATE awards SET amount_minor = 1" },
  { what: "reworded", sql: "UPDATE awards SET reason = 'another'" },
  { what: "deleted", sql: "DELETE FROM awards" },
])("the database refuses that an award is $what", async ({ sql }) => {
  const { input } = await joined();
  await grantAward(deps, input());
  await expect(connection.pool.query(sql)).rejects.toMatchObject({ code: "RF001" });
});
