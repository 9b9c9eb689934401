import { beforeAll, expect, test } from "vitest";
import { factSealer } from "../../../app/adapters/database/settling/seal.ts";
import { settleStore } from "../../../app/adapters/database/settling/store.ts";
import { DAY_MS, formatInstant, instant } from "../../../app/domain/kernel/instant.ts";
import { replay } from "../../../app/server/replay.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { settleOrders } from "../../../app/services/orders/settle-orders.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

/** A customer who orders every day, for months: what a change of one order reads, and what it changes. */

const db = await testDatabase();
const NOW = instant(Date.parse("2026-11-20T00:00:00Z"));
const LATER_AT_FIRST = 10;
const offer = {
  currency: "USD",
  rule: { percent: { bps: 1000 }, customers: { new: { bps: 2000 } }, repeat: { kind: "first_orders", count: 40 } },
  partnerships: [{ creator: "maya", codes: ["maya"] }],
};
const orders = Array.from({ length: 60 }, (_, index) => order(100 + index, index));
const given: Delivery[] = [];
let world: ProductionWorld;

function order(id: number, day: number, state: object = {}, updatedDay = day): Delivery {
  const at = formatInstant(instant(Date.parse("2026-08-01T10:00:00Z") + day * DAY_MS));
  const updated = formatInstant(instant(Date.parse("2026-08-01T10:00:00Z") + updatedDay * DAY_MS));
  const body = {
    id,
    currency: "USD",
    created_at: at,
    processed_at: at,
    updated_at: updated,
    financial_status: "paid",
    customer: { id: 7 },
    discount_codes: [{ code: "maya" }],
    line_items: [{ id, quantity: 1, price: "10.00", tax_lines: [] }],
    refunds: [],
    ...state,
  };
  return { topic: "orders/updated", shop: "any", webhookId: `${id}/${updatedDay}`, triggeredAt: updated, body };
}

/** Settles them as production does. @returns how many orders of the customer were read */
async function settle(deliveries: readonly Delivery[]): Promise<number> {
  given.push(...deliveries);
  let read = 0;
  await db.transaction(async (client) => {
    const store = settleStore(client, NOW);
    const counting: typeof store = {
      ...store,
      customerOrders: async (asks, later) => {
        const found = await store.customerOrders(asks, later);
        read += found.length;
        return found;
      },
    };
    const seal = factSealer(ProductionWorld.keys.hashKey, () => true)();
    await settleOrders(counting, { now: NOW, seal, laterAtFirst: LATER_AT_FIRST }, world.facts(deliveries));
  });
  return read;
}

async function commissions() {
  const expected = replay(offer, given, { now: formatInstant(NOW) });
  const { orders: settled } = await world.output();
  const amounts = (list: readonly { order: string; commissions: unknown }[]) =>
    list.map(({ order: id, commissions: due }) => [id, due]);
  return { settled: amounts(settled), replayed: amounts(expected.orders) };
}

beforeAll(async () => {
  world = await ProductionWorld.open(db, offer, "daily");
  await settle(orders);
});

test.each([
  { what: "an edit of the oldest order", of: () => [order(100, 0, { tags: "gift" }, 70)] },
  { what: "a refund of one in the middle", of: () => [order(130, 30, { financial_status: "partially_refunded" }, 71)] },
  { what: "one more order", of: () => [order(500, 61)] },
])("$what reads the few that it may touch", async ({ of }) => {
  expect(await settle(of())).toBeLessThanOrEqual(LATER_AT_FIRST + 1);
  const { settled, replayed } = await commissions();
  expect(settled).toEqual(replayed);
});

test.each([
  { what: "an older order than all", of: () => [order(50, -3)] },
  { what: "the oldest, cancelled", of: () => [order(50, -3, { cancelled_at: "2026-10-20T10:00:00Z" }, 80)] },
  {
    what: "an edit of the oldest and of the newest at once",
    of: () => [order(100, 0, { tags: "a" }, 81), order(159, 59, { tags: "b" }, 81)],
  },
  {
    what: "one that goes to somebody else",
    of: () => [order(110, 10, { customer: { id: 8 } }, 82), order(120, 20, { tags: "c" }, 82)],
  },
])("$what reaches as far as it must", async ({ of }) => {
  await settle(of());
  const { settled, replayed } = await commissions();
  expect(settled).toEqual(replayed);
});
