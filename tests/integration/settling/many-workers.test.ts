import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { replay } from "../../../app/server/replay.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";

const db = await testDatabase({ max: 10 });
const NOW = at("2027-06-01T00:00:00Z");

const offer = (name: string, rule: Record<string, unknown> = { percent: { bps: 1000 } }): WorldOffer => ({
  currency: "USD",
  rule,
  partnerships: [{ creator: "maya", codes: ["MAYA10"], links: [`${name}-link`] }],
});

/** 40 deliveries of one order: edits, refunds, a chargeback that opens and closes. */
const story: Delivery[] = Array.from({ length: 40 }, (_, index) => {
  const updated_at = `2026-11-20T10:00:${String(index).padStart(2, "0")}Z`;
  if (index % 10 === 7)
    return aDelivery(
      "disputes/update",
      { id: 1, order_id: 5001, type: "chargeback", status: index > 30 ? "won" : "under_review", amount: "10.00" },
      { triggeredAt: updated_at },
    );
  if (index % 4 === 3)
    return aDelivery(
      "refunds/create",
      {
        id: index,
        order_id: 5001,
        refund_line_items: [{ line_item_id: 11, quantity: 1 }],
        transactions: [{ kind: "refund", status: "success", amount: "10.00" }],
      },
      { triggeredAt: updated_at },
    );
  return aDelivery(
    "orders/updated",
    anOrderBody({ id: 5001, updated_at, line_items: [aLineBody({ quantity: 40 - index })] }),
  );
});

test("any number of workers on one order, each with its own deliveries: the balances of one after the other", async () => {
  const world = await ProductionWorld.open(db, offer("workers"), "workers");
  const facts = world.facts(story);
  const expected = replay(offer("workers"), story, { now: "2027-06-01T00:00:00Z" });

  const workers = [0, 1, 2, 3, 4].map(async (worker) => {
    for (const fact of facts.filter((_, index) => index % 5 === worker)) await world.settle([fact], NOW);
  });
  await Promise.all([...workers, world.release(NOW)]);
  await world.release(NOW);

  expect(await world.output()).toEqual({ orders: expected.orders, balances: expected.balances });
});

test("the same deliveries settled by all of them at once are paid once", async () => {
  const world = await ProductionWorld.open(db, offer("again"), "again");
  const [first] = world.facts([aDelivery("orders/create", anOrderBody({ id: 6001 }))]);
  if (first === undefined) throw new Error("no fact");
  await Promise.all(Array.from({ length: 8 }, () => world.settle([first], NOW)));
  expect((await world.output()).balances).toEqual([
    { creator: "maya", currency: "USD", pendingMinor: "100", payableMinor: "0" },
  ]);
  const { rows } = await db.pool.query("SELECT 1 FROM transfers WHERE order_id = 6001");
  expect(rows).toHaveLength(1);
});

test("workers that share several orders, in opposite sequences, do not wait for each other for ever", async () => {
  const world = await ProductionWorld.open(db, offer("crossed"), "crossed");
  const facts = world.facts(
    Array.from({ length: 20 }, (_, index) => aDelivery("orders/create", anOrderBody({ id: 7000 + index }))),
  );
  await Promise.all([world.settle(facts, NOW), world.settle(facts.toReversed(), NOW), world.settle(facts, NOW)]);
  expect((await world.output()).balances).toMatchObject([{ pendingMinor: "2000" }]);
});

test("a rule newer than the code is not priced by what the code understands of it: nothing is posted", async () => {
  const rule = { percent: { bps: 1000 }, loyalty: { bps: 500 } };
  const world = await ProductionWorld.open(db, offer("newer", rule), "newer");
  const facts = world.facts([aDelivery("orders/create", anOrderBody({ id: 8001 }))]);
  await expect(world.settle(facts, NOW)).rejects.toThrow(
    /offer version \S+ has a rule that this code cannot price \(.*"loyalty".*\); run the version that published it/,
  );
  expect(await world.output()).toEqual({ orders: [], balances: [] });
});

test("a walk-in customer with many orders: each batch reads the order before it, not all of them", async () => {
  const count = Number(process.env["WALK_IN_ORDERS"] ?? 1000);
  const batch = 100;
  const rule = { customers: { new: { bps: 1000 }, returning: { bps: 100 } }, lifetime: { months: 12 } };
  const world = await ProductionWorld.open(db, offer("walkin", rule), "walkin");
  const facts = world.facts(
    Array.from({ length: count }, (_, index) =>
      aDelivery(
        "orders/create",
        anOrderBody({
          id: 100_000 + index,
          customer: { id: 7 },
          processed_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
        }),
      ),
    ),
  );
  const times: number[] = [];
  for (let from = 0; from < count; from += batch) {
    const start = performance.now();
    await world.settle(facts.slice(from, from + batch), NOW);
    times.push(performance.now() - start);
  }
  expect((await world.output()).balances).toMatchObject([{ pendingMinor: String(100 + (count - 1) * 10) }]);
  if (process.env["WALK_IN_ORDERS"]) console.log(times.map((ms) => Math.round(ms)).join(" "));
  // The later half is not slower than the first by the number of orders stored.
  const half = times.length / 2;
  const [early, late] = [times.slice(0, half), times.slice(half)].map(
    (part) => part.toSorted((a, b) => a - b)[half >> 1],
  );
  expect(late).toBeLessThan(3 * (early ?? 0) + 200);
});

test("the audit of all of it is clean", async () => {
  expect(await auditing(db, (view) => Array.fromAsync(auditLedger(view, NOW)))).toEqual([]);
});
