/** What is unusually large or unusually written, through production's own settling on Postgres. */
import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { replay } from "../../../app/server/replay.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";

const db = await testDatabase();
const NOW = at("2026-11-25T00:00:00Z");

async function settledAsReplayed(name: string, offer: WorldOffer, deliveries: readonly Delivery[]) {
  const world = await ProductionWorld.open(db, offer, name);
  for (const fact of world.facts(deliveries)) await world.settle([fact], NOW);
  const { orders, balances } = replay(offer, deliveries, { now: new Date(NOW).toISOString() });
  const output = await world.output();
  expect(output).toEqual({ orders, balances });
  return output;
}

test("an order of 500 lines under 5 codes of two creators: split to the cent, as a replay says", async () => {
  const codes = ["A1", "A2", "B1", "B2", "B3"];
  const offer = {
    currency: "USD",
    rule: { percent: { bps: 777 }, flatPerItem: { amountMinor: "3" }, flatPerOrder: { amountMinor: "101" } },
    partnerships: [
      { creator: "anna", codes: codes.slice(0, 2) },
      { creator: "bert", codes: codes.slice(2) },
    ],
  };
  const lines = Array.from({ length: 500 }, (_, index) =>
    aLineBody({
      id: 1_000 + index,
      quantity: 1 + (index % 4),
      price: `${1 + (index % 97)}.${String(index % 100).padStart(2, "0")}`,
      discount_allocations: [{ amount: `0.${10 + (index % 7)}`, discount_application_index: index % 6 }],
    }),
  );
  const named = codes.map((code) => ({ code }));
  const body = (change: object) =>
    anOrderBody({
      id: 500,
      discount_codes: named,
      discount_applications: [...named, { title: "Sale" }],
      line_items: lines,
      ...change,
    });
  const refunds = [
    {
      id: 9,
      refund_line_items: lines.slice(0, 300).map(({ id }) => ({ line_item_id: id, quantity: 1 })),
      transactions: [],
    },
  ];
  const output = await settledAsReplayed("many-lines", offer, [
    aDelivery("orders/create", body({})),
    aDelivery("orders/updated", body({ updated_at: "2026-11-21T10:00:00Z", refunds })),
  ]);
  const [order] = output.orders;
  expect(order?.commissions.map(({ creator }) => creator)).toEqual(["anna", "bert"]);
  expect(order?.commissions.every(({ amountMinor }) => BigInt(amountMinor) > 0n)).toBe(true);
});

test.each([
  { what: "emoji", creator: "🧶 Knit & Co", code: "🧶KNIT10" },
  { what: "from right to left", creator: "דנה כהן", code: "דנה10" },
  { what: "Arabic", creator: "ليلى", code: "ليلى١٠" },
  { what: "letters that fold to more than one", creator: "Straße", code: "GROẞ10" },
])("names and codes of any script: $what", async ({ what, creator, code }) => {
  const offer = { currency: "USD", rule: { percent: { bps: 1000 } }, partnerships: [{ creator, codes: [code] }] };
  const output = await settledAsReplayed(`script-${what.length}`, offer, [
    aDelivery("orders/create", anOrderBody({ id: 600, discount_codes: [{ code: ` ${code.toLowerCase()} ` }] })),
    aDelivery(
      "orders/create",
      anOrderBody({ id: 601, discount_codes: [], note_attributes: [{ name: "_creator_code", value: code }] }),
    ),
  ]);
  expect(output.balances).toEqual([{ creator, currency: "USD", pendingMinor: "200", payableMinor: "0" }]);
});

const WALK_INS = 10_000;

test("a walk-in customer of 10,000 orders: one more, and a refund of the very first, are settled in seconds", async () => {
  const offer = {
    currency: "USD",
    rule: { percent: { bps: 1000 }, customers: { new: { bps: 2000 }, returning: { bps: 500 } } },
    partnerships: [{ creator: "maya", codes: ["MAYA10"] }],
  };
  const world = await ProductionWorld.open(db, offer, "walk-in");
  const order = (id: number, placed: string) =>
    aDelivery(
      "orders/create",
      anOrderBody({ id, customer: { id: 77 }, created_at: placed, processed_at: placed, updated_at: placed }),
    );
  const [first, second] = world.facts([order(100_000, "2026-01-01T00:00:00Z"), order(100_001, "2026-01-01T00:10:00Z")]);
  if (first) await world.settle([first], NOW);
  if (second) await world.settle([second], NOW);
  await multiply(world.shopId, 100_001, WALK_INS - 2);

  const timed = async (delivery: Delivery) => {
    const [fact] = world.facts([delivery]);
    const began = performance.now();
    if (fact) await world.settle([fact], NOW);
    return performance.now() - began;
  };
  const oneMore = await timed(order(200_000, "2026-11-20T10:00:00Z"));
  const refunded = await timed(
    aDelivery(
      "refunds/create",
      { id: 1, order_id: 100_000, refund_line_items: [{ line_item_id: 11, quantity: 1 }], transactions: [] },
      { triggeredAt: "2026-11-21T10:00:00Z" },
    ),
  );
  const { rows } = await db.pool.query<{ order_id: bigint; amount_minor: bigint }>(
    "SELECT order_id, amount_minor FROM commissions WHERE shop_id = $1 AND order_id IN (100000, 100001, 200000) ORDER BY 1",
    [world.shopId],
  );
  expect(rows.map(({ amount_minor }) => amount_minor)).toEqual([0n, 50n, 50n]);
  expect(oneMore).toBeLessThan(5_000);
  expect(refunded).toBeLessThan(20_000);
});

/** Copies of an order a minute apart, as settling would leave them: each with one more order before it. */
async function multiply(shopId: number, orderId: number, copies: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO order_states (shop_id, order_id, facts, customer_key, processed_at, counts_for_customer, seen_paid_at,
       first_settled_at, kept_position, history, priced_history, credit_partnership_id, updated_at)
     SELECT shop_id, order_id + n, replace(facts, '"' || order_id || '"', '"' || (order_id + n) || '"'), customer_key,
       processed_at + n * interval '1 minute', true, seen_paid_at, first_settled_at, kept_position,
       jsonb_set(history, '{count}', to_jsonb(n + 1)), jsonb_set(priced_history, '{count}', to_jsonb(n + 1)),
       credit_partnership_id, updated_at
     FROM order_states, generate_series(1, $3) AS n WHERE shop_id = $1 AND order_id = $2`,
    [shopId, orderId, copies],
  );
}

test("the audit of all of it is clean", async () => {
  const found = await auditing(db, (view) => Array.fromAsync(auditLedger(view, NOW)));
  // Copies of the walk-in's orders have no commission, and ids repeat from world to world, which no two shops' do.
  const real = found.filter(
    ({ invariant, subject }) => invariant !== "no_order_in_two_shops" && !/order 10\d{4},/.test(subject),
  );
  expect(real).toEqual([]);
});
