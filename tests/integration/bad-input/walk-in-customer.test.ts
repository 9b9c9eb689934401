import fc from "fast-check";
import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { settleStore } from "../../../app/adapters/database/settling/store.ts";
import { HOUR_MS, formatInstant, instant } from "../../../app/domain/kernel/instant.ts";
import { replay } from "../../../app/server/replay.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import type { IncomingFact } from "../../../app/services/ports/settling.ts";
import { settleOrders } from "../../../app/services/orders/settle-orders.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "../settling/production-world.ts";

/**
 * The customer "walk-in" of a till has as many orders as the till. What one more of them costs must not grow with that, in
 * whatever sequence they become known; and reading few of them must never change what is paid.
 */

const db = await testDatabase();
const NOW = at("2026-11-25T00:00:00Z");
const START = Date.parse("2026-06-01T00:00:00Z");
const placedAt = (hour: number): string => formatInstant(instant(START + hour * HOUR_MS));

const offerOf = (rule: object) => ({ currency: "USD", rule, partnerships: [{ creator: "maya", codes: ["MAYA10"] }] });

function anOrder(hour: number, change: Record<string, unknown> = {}): Delivery {
  const placed = placedAt(hour);
  const times = { created_at: placed, processed_at: placed, updated_at: placed };
  return aDelivery("orders/updated", anOrderBody({ id: 1_000 + hour, customer: { id: 7 }, ...times, ...change }));
}

/** As production does. @returns how many orders of customers were read, and how many were written */
async function settle(
  batch: readonly IncomingFact[],
  laterAtFirst?: number,
): Promise<{ read: number; written: number }> {
  let [read, written] = [0, 0];
  await db.transaction(async (client) => {
    const store = settleStore(client, NOW);
    const counting: typeof store = {
      ...store,
      async customerOrders(asks, later) {
        const found = await store.customerOrders(asks, later);
        read += found.length;
        return found;
      },
      save(orders, ...rest) {
        written += orders.length;
        return store.save(orders, ...rest);
      },
    };
    // Nobody's address is in these bodies.
    const deps = { now: NOW, seal: (fact: IncomingFact["fact"]) => fact };
    await settleOrders(counting, laterAtFirst === undefined ? deps : { ...deps, laterAtFirst }, batch);
  });
  return { read, written };
}

const percent = { bps: 1000 };
const rules = {
  plain: { percent },
  newAndReturning: { percent, customers: { new: { bps: 2000 }, returning: { bps: 500 } } },
  firstOrder: { percent, repeat: { kind: "first_order" } },
  firstThree: { percent, repeat: { kind: "first_orders", count: 3 } },
  threeMonths: { percent, repeat: { kind: "months", count: 3 } },
  lifetime: { percent, lifetime: { months: 2 } },
  steps: {
    tiers: {
      by: "orders",
      mode: "whole",
      period: "all_time",
      steps: [
        { fromCount: 0, bps: 100 },
        { fromCount: 4, bps: 900 },
      ],
    },
  },
} as const;

test.each([
  { rule: "plain", most: 2 },
  { rule: "newAndReturning", most: 2 },
  { rule: "firstOrder", most: 2 },
  { rule: "firstThree", most: 4 },
  { rule: "lifetime", most: 2 },
] as const)(
  "filled in from the newest to the oldest, $rule: each settles at most $most orders",
  async ({ rule, most }) => {
    const count = 40;
    const world = await ProductionWorld.open(db, offerOf(rules[rule]), `filled-${rule.toLowerCase()}`);
    const deliveries = Array.from({ length: count }, (_, index) => anOrder(count - index));
    const counts: { read: number; written: number }[] = [];
    for (const fact of world.facts(deliveries)) counts.push(await settle([fact]));
    expect(Math.max(...counts.map(({ written }) => written))).toBe(most);
    expect(Math.max(...counts.map(({ read }) => read))).toBeLessThanOrEqual(10);
    await world.release(NOW);
    const expected = replay(offerOf(rules[rule]), deliveries, { now: formatInstant(NOW) });
    expect(await world.output()).toEqual({ orders: expected.orders, balances: expected.balances });
  },
);

const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** The second version is in force for orders from this day on: none of them is known before it is published. */
const SECOND_FROM_DAY = 60;

/** What becomes known of a customer's orders: placed, seen again, cancelled, given to somebody else, with or without a code. */
const someWords = (lastDay: number) =>
  fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: lastDay / 10 }).map((tens) => tens * 10),
      customer: mostly({ id: 7 }, { id: 8 }, null),
      code: fc.boolean(),
      cancelled: mostly(false, true),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 3, maxLength: 7, size: "max" },
  );
const aStory = fc.record({
  early: someWords(SECOND_FROM_DAY - 10),
  late: someWords(2 * SECOND_FROM_DAY),
  batch: fc.integer({ min: 1, max: 4 }),
  before: fc.constantFrom("plain", "newAndReturning", "firstOrder", "firstThree"),
  after: fc.constantFrom("firstThree", "threeMonths", "lifetime", "steps"),
});
type Story = typeof aStory extends fc.Arbitrary<infer T> ? T : never;

const told = ({ early, late }: Story): Delivery[] =>
  [...early, ...late].map(({ day, customer, code, cancelled, quantity }, index) =>
    anOrder(24 * day, {
      customer,
      updated_at: formatInstant(instant(Date.parse("2026-11-01T00:00:00Z") + index * HOUR_MS)),
      cancelled_at: cancelled ? "2026-11-02T00:00:00Z" : null,
      discount_codes: code ? [{ code: "MAYA10" }] : [],
      line_items: [aLineBody({ quantity })],
    }),
  );

let worlds = 0;

/** @param publishAfter how many deliveries are settled at most before the second version of the offer is known */
async function settled(story: Story, deliveries: readonly Delivery[], laterAtFirst: number, publishAfter: number) {
  const world = await ProductionWorld.open(db, offerOf(rules[story.before]), `nearer-${(worlds += 1)}`);
  const facts = world.facts(deliveries);
  let published = false;
  for (let from = 0; from < facts.length; from += story.batch) {
    if (!published && from + story.batch > publishAfter) {
      await publish(world, rules[story.after]);
      published = true;
    }
    await settle(facts.slice(from, from + story.batch), laterAtFirst);
  }
  return world.output();
}

/** In force for orders from the middle of the story on. */
async function publish({ shopId, offerId }: ProductionWorld, rule: object): Promise<void> {
  await db.pool.query(
    `INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, attribution_window_days, hold_days, effective_from, published_at, rule_hash)
     VALUES ($1, $2, 2, 'USD', $3, 30, 30, $4, $4, 'hash')`,
    [shopId, offerId, JSON.stringify(rule), placedAt(24 * SECOND_FROM_DAY)],
  );
}

test(
  "read one by one or all at once, with a version known early or late: the same is paid",
  () =>
    fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        const deliveries = told(story);
        const all = await settled(story, deliveries, 1_000, 0);
        expect(await settled(story, deliveries, 1, 0)).toEqual(all);
        expect(await settled(story, deliveries, 1, story.early.length)).toEqual(all);
      }),
      { numRuns: Number(process.env["WALK_IN_STORIES"] ?? 15) },
    ),
  120_000,
);

test("a rule that looks further than all before it finds what was not kept until then", async () => {
  const world = await ProductionWorld.open(db, offerOf(rules.plain), "looks-further");
  const hours = Array.from({ length: 20 }, (_, index) => 24 + index);
  for (const fact of world.facts(hours.map((hour) => anOrder(hour)))) await settle([fact]);
  await publish(world, { percent, repeat: { kind: "first_orders", count: 22 } });
  for (const fact of world.facts([90, 91, 92, 93].map((day) => anOrder(24 * day)))) await settle([fact]);
  const { orders } = await world.output();
  // 20 before the version was known, then two more that are among the first 22.
  expect(orders.slice(20).map(({ commissions }) => commissions[0]?.amountMinor)).toEqual(["100", "100", "0", "0"]);
});

test("the audit of all of it is clean", async () => {
  const found = await auditing(db, (view) => Array.fromAsync(auditLedger(view, NOW)));
  // Order ids repeat from world to world, which no two shops' do.
  expect(found.filter(({ invariant }) => invariant !== "no_order_in_two_shops")).toEqual([]);
});
