import { expect, test } from "vitest";
import { createPayoutMethods } from "../../../app/adapters/database/creators/payout-methods.ts";
import { manualRail } from "../../../app/adapters/payouts/manual-rail.ts";
import { DAY_MS, plusDays } from "../../../app/domain/kernel/instant.ts";
import { approvePayouts } from "../../../app/services/payouts/approve-payouts.ts";
import { discardPayouts, planPayouts } from "../../../app/services/payouts/plan-payouts.ts";
import type { PayoutRail, RailAnswer } from "../../../app/services/ports/payout-rail.ts";
import { settlePayout } from "../../../app/services/payouts/settle-payout.ts";
import { submitPayout } from "../../../app/services/payouts/submit-payout.ts";
import { merchantWorld, plainSealer } from "./world.ts";

const world = await merchantWorld();
const { database, connection, clock, credit } = world;
const deps = { ...world.deps, rail: manualRail };
const actor = "merchant:1";
let shops = 0;

/** A shop of its own for a test, with a creator for each amount that is payable. */
async function shopWith(payable: Record<string, bigint>) {
  const shop = await world.shop(`payouts-${(shops += 1)}.myshopify.com`);
  const offerId = await world.liveOffer(shop);
  const creators: Record<string, string> = {};
  for (const [name, amountMinor] of Object.entries(payable)) {
    const creatorId = await world.creator(`${name}-${shops}`);
    const application = await database.applications.lock(shop.id, await world.application(shop, offerId, creatorId));
    await database.partnerships.begin(application!, clock.now());
    creators[name] = creatorId;
    await credit(shop.id, creatorId, amountMinor);
  }
  return { shop, creators };
}

async function planned(shop: Awaited<ReturnType<typeof shopWith>>["shop"]): Promise<string> {
  const plan = await planPayouts(deps, { shop, actor });
  if (plan.kind !== "planned") throw new Error(plan.kind);
  return plan.batchId;
}

const balanceOf = async (shopId: number, creatorId: string) =>
  (await database.ledger.balancesOfShop(shopId, creatorId))[0];

test("a run from plan to paid: who, how much, who is left out, and the books at each step", async () => {
  const { shop, creators } = await shopWith({ maya: 2_500n, ben: 400n, cleo: -100n });
  const batchId = await planned(shop);
  const plan = (await database.payouts.view(shop.id, batchId, clock.now()))!;
  expect(plan.payouts).toMatchObject([{ creatorId: creators["maya"], amountMinor: 2_500n, state: "draft" }]);
  expect(plan.skips.map(({ reason, balanceMinor }) => [reason, balanceMinor]).toSorted()).toEqual([
    ["below_minimum", 400n],
    ["negative_balance", -100n],
  ]);
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 2_500n });

  expect(await approvePayouts(deps, { shopId: shop.id, batchId, actor })).toEqual({
    kind: "approved",
    payouts: 1,
    dropped: 0,
  });
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 0n, inTransitMinor: 2_500n });
  const payoutId = plan.payouts[0]!.id;
  expect(await world.jobs()).toContainEqual({ task: "submit-payout", payload: { shopId: shop.id, payoutId } });
  expect(await submitPayout(deps, { shopId: shop.id, payoutId })).toBe("awaiting_person");

  const paid = { shopId: shop.id, payoutId, actor, outcome: { kind: "paid", reference: "PP-7788" } } as const;
  expect(await settlePayout(deps, paid)).toEqual({ kind: "settled" });
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ inTransitMinor: 0n, paidMinor: 2_500n });
  expect(await database.payouts.batch(shop.id, batchId)).toMatchObject({ state: "closed" });
  const mail = await connection.prisma.mailOutbox.findFirstOrThrow({
    where: { kind: "payout_paid" },
    orderBy: { id: "desc" },
  });
  expect(plainSealer.open(mail.messageCiphertext!)).toContain("PP-7788");

  expect(await settlePayout(deps, paid)).toEqual({ kind: "settled" });
  const otherwise = await settlePayout(deps, { ...paid, outcome: { kind: "failed", why: "no" } });
  expect(otherwise).toEqual({ kind: "settled_before", state: "paid", reference: "PP-7788" });
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 0n, paidMinor: 2_500n });
});

test("two people approving at once move the money once", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n });
  const batchId = await planned(shop);
  const results = await Promise.all(
    [1, 2, 3].map((person) => approvePayouts(deps, { shopId: shop.id, batchId, actor: `merchant:${person}` })),
  );
  expect(results.map((result) => result.kind).toSorted()).toEqual(["approved", "approved_before", "approved_before"]);
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 0n, inTransitMinor: 5_000n });
});

test("two people planning at once make one draft", async () => {
  const { shop } = await shopWith({ maya: 5_000n });
  const results = await Promise.all([1, 2].map(() => planPayouts(deps, { shop, actor })));
  expect(results.map((result) => result.kind).toSorted()).toEqual(["draft_open", "planned"]);
});

test("a balance that a refund lowers after the plan drops its payout, and only that one", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n, ben: 3_000n });
  const batchId = await planned(shop);
  await credit(shop.id, creators["maya"]!, -1n);
  expect(await approvePayouts(deps, { shopId: shop.id, batchId, actor })).toEqual({
    kind: "approved",
    payouts: 1,
    dropped: 1,
  });
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 4_999n, inTransitMinor: 0n });
  expect(await balanceOf(shop.id, creators["ben"]!)).toMatchObject({ payableMinor: 0n, inTransitMinor: 3_000n });
});

test("a payout that fails gives the money back, and the next run pays it", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n });
  const batchId = await planned(shop);
  await approvePayouts(deps, { shopId: shop.id, batchId, actor });
  const [payout] = await database.payouts.payoutsOf(shop.id, batchId);
  const failed = {
    shopId: shop.id,
    payoutId: payout!.id,
    actor,
    outcome: { kind: "failed", why: "The account is closed" },
  } as const;
  expect(await settlePayout(deps, failed)).toEqual({ kind: "settled" });
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ payableMinor: 5_000n, inTransitMinor: 0n });
  const again = await planned(shop);
  expect((await database.payouts.payoutsOf(shop.id, again))[0]).toMatchObject({ amountMinor: 5_000n });
});

test("a small amount is paid after 60 days", async () => {
  const { shop } = await shopWith({ maya: 1n });
  const skipped = await planPayouts(deps, { shop, actor });
  expect(skipped).toMatchObject({ kind: "planned", payouts: 0, skips: 1 });
  clock.advance(60 * DAY_MS);
  expect(await planPayouts(deps, { shop, actor })).toMatchObject({ kind: "planned", payouts: 1, skips: 0 });
});

test("a draft can be thrown away, an approved run cannot", async () => {
  const { shop } = await shopWith({ maya: 5_000n });
  const first = await planned(shop);
  expect(await discardPayouts(deps, { shopId: shop.id, batchId: first, actor })).toEqual({ kind: "discarded" });
  const second = await planned(shop);
  await approvePayouts(deps, { shopId: shop.id, batchId: second, actor });
  expect(await discardPayouts(deps, { shopId: shop.id, batchId: second, actor })).toEqual({ kind: "approved_before" });
});

test("another shop's run or payout, or none, is not found", async () => {
  const { shop } = await shopWith({ maya: 5_000n });
  const { shop: other } = await shopWith({});
  const batchId = await planned(shop);
  const [payout] = await database.payouts.payoutsOf(shop.id, batchId);
  expect(await approvePayouts(deps, { shopId: other.id, batchId, actor })).toEqual({ kind: "not_found" });
  expect(await approvePayouts(deps, { shopId: other.id, batchId: "../x", actor })).toEqual({ kind: "not_found" });
  const outcome = { kind: "paid", reference: "x" } as const;
  expect(await settlePayout(deps, { shopId: other.id, payoutId: payout!.id, actor, outcome })).toEqual({
    kind: "not_found",
  });
  expect(await settlePayout(deps, { shopId: shop.id, payoutId: payout!.id, actor, outcome })).toEqual({
    kind: "not_approved",
  });
});

/** A rail that keeps what it was told, and may break off after it took a payout. */
function recordingRail(options: { breaksOff: boolean }) {
  const paid = new Map<string, bigint>();
  const instructions: (string | null)[] = [];
  let told = 0;
  const answer = (key: string): RailAnswer =>
    paid.has(key) ? { kind: "paid", reference: `rail-${key}` } : { kind: "never_seen" };
  const rail: PayoutRail = {
    name: "recording",
    async submit({ ourKey, amountMinor, instructions: said }) {
      told += 1;
      instructions.push(said);
      paid.set(ourKey, amountMinor);
      if (options.breaksOff) throw new Error("the connection broke off");
      return { kind: "paid", reference: `rail-${ourKey}` };
    },
    ask: async (key) => answer(key),
  };
  return { rail, paid, instructions, told: () => told };
}

test("a rail that breaks off after paying is asked, and never told twice", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n });
  const batchId = await planned(shop);
  await approvePayouts(deps, { shopId: shop.id, batchId, actor });
  const [payout] = await database.payouts.payoutsOf(shop.id, batchId);
  const { rail, told } = recordingRail({ breaksOff: true });
  const input = { shopId: shop.id, payoutId: payout!.id };
  await expect(submitPayout({ ...deps, rail }, input)).rejects.toThrow("broke off");
  expect(await database.payouts.get(shop.id, payout!.id)).toMatchObject({ state: "unknown" });

  expect(await submitPayout({ ...deps, rail }, input)).toBe("paid");
  expect(await submitPayout({ ...deps, rail }, input)).toBe("done_before");
  expect(told()).toBe(1);
  expect(await balanceOf(shop.id, creators["maya"]!)).toMatchObject({ inTransitMinor: 0n, paidMinor: 5_000n });
});

const methods = createPayoutMethods(connection.prisma, plainSealer);
const wants = (creatorId: string, instructions: string, effectiveFrom = clock.now()) =>
  methods.add(creatorId, { kind: "manual", instructions, createdAt: clock.now(), effectiveFrom });

test("how to pay is told while a payout is to be paid: not before the approval, nor once it is paid", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n, ben: 3_000n });
  await wants(creators["maya"]!, "PayPal maya@example.com");
  const batchId = await planned(shop);
  const shown = async (shopId = shop.id) => {
    const payouts = (await database.payouts.view(shopId, batchId, clock.now()))?.payouts ?? [];
    return Object.fromEntries(payouts.map((payout) => [payout.creatorId, payout.instructions]));
  };
  expect(await shown()).toEqual({ [creators["maya"]!]: null, [creators["ben"]!]: null });

  await approvePayouts(deps, { shopId: shop.id, batchId, actor });
  expect(await shown()).toEqual({ [creators["maya"]!]: "PayPal maya@example.com", [creators["ben"]!]: null });
  await wants(creators["maya"]!, "PayPal thief@example.com", plusDays(clock.now(), 3));
  expect((await shown())[creators["maya"]!]).toBe("PayPal maya@example.com");
  const { shop: other } = await shopWith({});
  expect(await shown(other.id)).toEqual({});

  const ofMaya = (await database.payouts.payoutsOf(shop.id, batchId)).find((p) => p.creatorId === creators["maya"])!;
  const outcome = { kind: "paid", reference: "PP-1" } as const;
  await settlePayout(deps, { shopId: shop.id, payoutId: ofMaya.id, actor, outcome });
  expect((await shown())[creators["maya"]!]).toBeNull();
});

test("a rail is told how each creator wants to be paid, or that they have not said", async () => {
  const { shop, creators } = await shopWith({ maya: 5_000n, ben: 3_000n });
  await wants(creators["ben"]!, "IBAN DE02 1203 0000 0000 2020 51");
  const batchId = await planned(shop);
  await approvePayouts(deps, { shopId: shop.id, batchId, actor });
  const { rail, instructions } = recordingRail({ breaksOff: false });
  const told = new Map<string, string | null | undefined>();
  for (const { id: payoutId, creatorId } of await database.payouts.payoutsOf(shop.id, batchId)) {
    await submitPayout({ ...deps, rail }, { shopId: shop.id, payoutId });
    told.set(creatorId, instructions.at(-1));
  }
  expect(told.get(creators["ben"]!)).toBe("IBAN DE02 1203 0000 0000 2020 51");
  expect(told.get(creators["maya"]!)).toBeNull();
  const { shop: other } = await shopWith({});
  const [payout] = await database.payouts.payoutsOf(shop.id, batchId);
  expect(await database.payouts.instructions(other.id, payout!.id, clock.now())).toBeNull();
});
