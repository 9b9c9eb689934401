import fc from "fast-check";
import { expect, test } from "vitest";
import { outcomeOf } from "../compare.ts";
import { replay } from "../engine.ts";
import { worldOf, type World } from "../generate/world.ts";
import type { Delivery, ReplayOutput } from "../reference/output.ts";

type Caps = { perOrderMinor?: string; perCreatorMonthMinor?: string; budgetMinor?: string };
type Paid = ReplayOutput["orders"][number];

type Body = { id: number | string; processed_at?: string | null; created_at?: string | null };

const capsOf = ({ offer }: World): Caps => (offer.rule["caps"] ?? {}) as Caps;
const hasCaps = (world: World): boolean => Object.keys(capsOf(world)).length > 0;
const sum = (orders: readonly Paid[], of: (creator: string) => boolean = () => true): bigint =>
  orders
    .flatMap(({ commissions }) => commissions)
    .filter(({ creator }) => of(creator))
    .reduce((all, { amountMinor }) => all + BigInt(amountMinor), 0n);

/** The orders as the first so many deliveries leave them; null where one of those is refused. */
function ordersAfter({ offer, deliveries }: World, count: number): Paid[] | null {
  const outcome = outcomeOf(replay, { offer, deliveries: deliveries.slice(0, count) });
  return outcome.kind === "refused" ? null : outcome.output.orders;
}

/** How many deliveries there are when an order's first body is among them, order by order. */
function firstBodies(deliveries: readonly Delivery[]): number[] {
  const ids = deliveries.map(({ topic, body }) => (topic.startsWith("orders/") ? String((body as Body).id) : null));
  return ids.flatMap((id, index) => (id !== null && ids.indexOf(id) === index ? [index + 1] : []));
}

/** By order; null where its bodies do not agree on it. */
function monthsOf(deliveries: readonly Delivery[]): Map<string, string | null> {
  const months = new Map<string, string | null>();
  for (const { topic, body } of deliveries) {
    const { id, processed_at: processed, created_at: created } = body as Body;
    if (!topic.startsWith("orders/")) continue;
    const month = new Date(processed ?? created ?? 0).toISOString().slice(0, 7);
    months.set(String(id), (months.get(String(id)) ?? month) === month ? month : null);
  }
  return months;
}

const aCappedWorld = fc
  .integer({ min: 1, max: 1_000_000 })
  .map((seed) => ({ seed, world: worldOf(seed) }))
  .filter(({ world }) => hasCaps(world));

test("the cap of an order is never exceeded, whatever becomes of it", () =>
  fc.assert(
    fc.property(aCappedWorld, ({ world }) => {
      const { perOrderMinor } = capsOf(world);
      fc.pre(perOrderMinor !== undefined);
      for (let count = 1; count <= world.deliveries.length; count++)
        for (const order of ordersAfter(world, count) ?? [])
          expect(sum([order])).toBeLessThanOrEqual(BigInt(perOrderMinor ?? 0));
    }),
    { numRuns: 20 },
  ));

/** What is left of a cap once `used` is gone. */
const left = (cap: string | undefined, used: bigint): bigint | null =>
  cap === undefined ? null : BigInt(cap) > used ? BigInt(cap) - used : 0n;

test("no cap of a month and no budget is exceeded at an order's first settlement", () => {
  let [checked, cut] = [0, 0];
  const within = (paid: bigint, most: bigint | null) => {
    if (most === null) return;
    expect(paid).toBeLessThanOrEqual(most);
    checked += 1;
    if (paid === most) cut += 1;
  };
  fc.assert(
    fc.property(aCappedWorld, ({ world }) => {
      const { perCreatorMonthMinor, budgetMinor } = capsOf(world);
      const months = monthsOf(world.deliveries);
      fc.pre(![...months.values()].includes(null));
      for (const count of firstBodies(world.deliveries)) {
        const [before, after] = [ordersAfter(world, count - 1) ?? [], ordersAfter(world, count) ?? []];
        const known = new Set(before.map(({ order }) => order));
        for (const fresh of after.filter(({ order }) => !known.has(order))) {
          within(sum([fresh]), left(budgetMinor, sum(before)));
          const sameMonth = before.filter(({ order }) => months.get(order) === months.get(fresh.order));
          for (const { creator } of fresh.commissions) {
            const theirs = (one: string) => one === creator;
            within(sum([fresh], theirs), left(perCreatorMonthMinor, sum(sameMonth, theirs)));
          }
        }
      }
    }),
    { numRuns: 40 },
  );
  // Worlds in which no cap ever cuts would prove nothing.
  expect(checked).toBeGreaterThan(30);
  expect(cut).toBeGreaterThan(5);
});
