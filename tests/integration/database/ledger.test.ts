import { expect, test } from "vitest";
import { queryableOf } from "../../../app/adapters/database/connect.ts";
import { balances, createLedger, postTransfers } from "../../../app/adapters/database/ledger.ts";
import { LedgerConflict, type Account, type Transfer, type TransferKind } from "../../../app/services/ports/ledger.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aPayout, aShop, aTransfer } from "./fixtures.ts";

const db = await testDatabase({ max: 12 });
const shop = await aShop(db, "ledger");

const post = (transfers: Transfer[]) => db.transaction((client) => postTransfers(client, transfers));
const countOf = async (where: object) => db.prisma.transfer.count({ where });

/** A creator of its own, so that a test can read whole balances. */
async function aCreator(handle: string): Promise<typeof shop> {
  const { id } = await db.prisma.creator.create({ data: { handle } });
  return { ...shop, creatorId: id };
}
const accounts = async (creatorId: string) =>
  (await balances(db.pool, { creatorId })).map(({ pendingMinor, payableMinor, inTransitMinor, paidMinor }) => [
    pendingMinor,
    payableMinor,
    inTransitMinor,
    paidMinor,
  ]);

test("transfers are posted at once, and the balances follow", async () => {
  const maya = await aCreator("follow");
  const result = await post([
    aTransfer(maya, { amountMinor: 1234n }),
    aTransfer(maya, { amountMinor: 34n, from: "pending", to: "expense", kind: "adjustment" }),
    aTransfer(maya, { amountMinor: 1000n, from: "pending", to: "payable", kind: "release" }),
  ]);
  expect(result).toEqual({ posted: 3, alreadyPosted: [] });
  expect(await accounts(maya.creatorId)).toEqual([[200n, 1000n, 0n, 0n]]);
});

test("the same key again with the same content is reported, and posted once", async () => {
  const maya = await aCreator("again");
  const one = aTransfer(maya, { idempotencyKey: "again:1" });
  const two = aTransfer(maya, { idempotencyKey: "again:2" });
  await post([one]);
  expect(await post([two, one, two])).toEqual({ posted: 1, alreadyPosted: ["again:1", "again:2"] });
  expect(await accounts(maya.creatorId)).toEqual([[200n, 0n, 0n, 0n]]);
});

test.each<{ why: string; change: Partial<Transfer> }>([
  { why: "amount", change: { amountMinor: 101n } },
  { why: "reason", change: { reason: "another" } },
  { why: "kind", change: { kind: "adjustment" } },
])("a key with another $why is an error, and nothing of the call stands", async ({ why, change }) => {
  const maya = await aCreator(`conflict-${why}`);
  const first = aTransfer(maya);
  await post([first]);
  const work = post([aTransfer(maya), { ...first, ...change }]);
  await expect(work).rejects.toThrow(LedgerConflict);
  await expect(work).rejects.toThrow(`was posted before with another ${why}`);
  expect(await accounts(maya.creatorId)).toEqual([[100n, 0n, 0n, 0n]]);
});

test("one key in two shops is two transfers", async () => {
  const other = await aShop(db, "ledger-other");
  const key = { idempotencyKey: "shared" };
  expect(await post([aTransfer(shop, key), aTransfer(other, key)])).toEqual({ posted: 2, alreadyPosted: [] });
});

test("amounts beyond 2^53 stay exact", async () => {
  const maya = await aCreator("exact");
  await post([aTransfer(maya, { amountMinor: 9_007_199_254_740_993n }), aTransfer(maya, { amountMinor: 1n })]);
  expect(await accounts(maya.creatorId)).toEqual([[9_007_199_254_740_994n, 0n, 0n, 0n]]);
});

test("currencies are never added up", async () => {
  const maya = await aCreator("currencies");
  await post([aTransfer(maya), aTransfer(maya, { currency: "JPY" })]);
  const read = await createLedger(db.pool).balancesOfShop(shop.shopId, maya.creatorId);
  expect(read.map(({ currency, pendingMinor }) => [currency, pendingMinor])).toEqual([
    ["JPY", 100n],
    ["USD", 100n],
  ]);
});

test("a transaction of Prisma's can post, and takes it back with everything else", async () => {
  const maya = await aCreator("prisma");
  const work = (fail: boolean) =>
    db.prisma.$transaction(async (tx) => {
      await createLedger(queryableOf(tx)).post([aTransfer(maya)]);
      if (fail) throw new Error("no");
    });
  await expect(work(true)).rejects.toThrow("no");
  await work(false);
  expect(await accounts(maya.creatorId)).toEqual([[100n, 0n, 0n, 0n]]);
});

test.each<Partial<Transfer> & { why: string }>([
  { why: "pending", from: "pending", to: "expense", kind: "adjustment", amountMinor: 101n },
  { why: "pending", from: "pending", to: "payable", kind: "release", amountMinor: 101n },
])("no $kind takes $why below zero", async ({ why, ...change }) => {
  const maya = await aCreator(`zero-${change.kind}`);
  await post([aTransfer(maya)]);
  await expect(post([aTransfer(maya, change)])).rejects.toThrow(`the ${why} balance of creator ${maya.creatorId}`);
  expect(await accounts(maya.creatorId)).toEqual([[100n, 0n, 0n, 0n]]);
});

test("an adjustment may leave payable below zero, a payout may not", async () => {
  const maya = await aCreator("clawback");
  const clawback = { from: "payable", to: "expense", kind: "adjustment" } as const;
  await post([aTransfer(maya, { ...clawback, amountMinor: 50n })]);
  expect(await accounts(maya.creatorId)).toEqual([[0n, -50n, 0n, 0n]]);
  const payout = await aPayout(db, maya, 10n);
  const start = { from: "payable", to: "in_transit", kind: "payout_started", amountMinor: 10n, orderId: null } as const;
  await expect(post([aTransfer(maya, { ...start, payoutId: payout.id })])).rejects.toThrow("the payable balance");
});

/** domain.md's table, and so every pair that is not in it. */
const allowed: Record<TransferKind, [Account, Account][]> = {
  accrual: [["expense", "pending"]],
  adjustment: [
    ["expense", "pending"],
    ["expense", "payable"],
    ["pending", "expense"],
    ["payable", "expense"],
  ],
  release: [["pending", "payable"]],
  review_held: [["payable", "pending"]],
  review_lifted: [["pending", "payable"]],
  bonus: [["expense", "pending"]],
  bounty: [["expense", "pending"]],
  manual: [
    ["expense", "payable"],
    ["payable", "expense"],
  ],
  payout_started: [["payable", "in_transit"]],
  payout_confirmed: [["in_transit", "paid"]],
  payout_failed: [["in_transit", "payable"]],
  payout_returned: [["paid", "payable"]],
  write_off: [["expense", "payable"]],
};
const every: Account[] = ["expense", "pending", "payable", "in_transit", "paid"];

test.each(Object.entries(allowed) as [TransferKind, [Account, Account][]][])(
  "%s goes only where the ledger's table says",
  async (kind, pairs) => {
    const maya = await aCreator(`pairs-${kind.replaceAll("_", "-")}`);
    const seen: string[] = [];
    for (const from of every)
      for (const to of every) {
        // Overdrawing and missing payouts are refused by other rules, which come after this one.
        const error: unknown = await post([aTransfer(maya, { kind, from, to, actor: "p" })]).catch((e: unknown) => e);
        if (!String(error).includes("transfers_kind_allows_accounts")) seen.push(`${from}→${to}`);
      }
    expect(seen.toSorted()).toEqual(pairs.map(([from, to]) => `${from}→${to}`).toSorted());
  },
);

test("any number of callers post to the same accounts without a deadlock, and nothing is lost", async () => {
  const people = await Promise.all(["a", "b", "c", "d"].map((name) => aCreator(`crowd-${name}`)));
  const rounds = Array.from({ length: 120 }, (_, round) => {
    const order = round % 2 === 0 ? people : people.toReversed();
    return order.map((person, index) => aTransfer(person, { idempotencyKey: `crowd:${round % 60}:${index}` }));
  });
  // Each round's keys are posted twice, by callers that overlap, with the creators in both orders.
  const results = await Promise.allSettled(rounds.map((transfers) => post(transfers)));
  const deadlocks = results.filter(
    (result) => result.status === "rejected" && !(result.reason instanceof LedgerConflict),
  );
  expect(deadlocks).toEqual([]);
  const where = { idempotencyKey: { startsWith: "crowd:" } };
  const sums = await db.prisma.transfer.groupBy({ by: ["creatorId"], where, _sum: { amountMinor: true } });
  for (const { creatorId, _sum } of sums) expect(await accounts(creatorId)).toEqual([[_sum.amountMinor, 0n, 0n, 0n]]);
  expect(await countOf(where)).toBe(240);
});

test("a thousand transfers are one call", async () => {
  const maya = await aCreator("thousand");
  const many = Array.from({ length: 1000 }, () => aTransfer(maya, { amountMinor: 3n }));
  expect(await post(many)).toEqual({ posted: 1000, alreadyPosted: [] });
  expect(await accounts(maya.creatorId)).toEqual([[3000n, 0n, 0n, 0n]]);
});
