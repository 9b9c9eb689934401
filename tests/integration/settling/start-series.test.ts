import { expect, test } from "vitest";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const NOW = instant(Date.parse("2026-11-20T00:00:00Z"));

function order(id: number, day: string): Delivery {
  const at = `2026-11-${day}T10:00:00Z`;
  const line = {
    id: id * 10,
    quantity: 1,
    current_quantity: 1,
    price: "600.00",
    discount_allocations: [],
    tax_lines: [],
  };
  const body = {
    id,
    currency: "USD",
    created_at: at,
    processed_at: at,
    updated_at: at,
    financial_status: "paid",
    customer: null,
    discount_codes: [{ code: "maya10" }],
    line_items: [line],
    refunds: [],
  };
  return { topic: "orders/create", shop: "series.myshopify.com", webhookId: `w${id}`, triggeredAt: at, body };
}

test("a version with steps counts what the offer credited before it was published", async () => {
  const world = await ProductionWorld.open(
    db,
    { currency: "USD", rule: { percent: { bps: 1000 } }, partnerships: [{ creator: "maya", codes: ["maya10"] }] },
    "series",
  );
  await world.settle(world.facts([order(1, "02")]), NOW);
  const steps = [
    { fromMinor: "0", bps: 1000 },
    { fromMinor: "50000", bps: 2000 },
  ];
  await db.pool.query(
    `INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, effective_from, published_at, rule_hash)
     VALUES ($1, $2, 2, 'USD', $3, '2026-11-05', '2026-11-05', 'hash')`,
    [
      world.shopId,
      world.offerId,
      JSON.stringify({ tiers: { by: "net_sales", period: "calendar_month", mode: "whole", steps } }),
    ],
  );
  await world.settle(world.facts([order(2, "10")]), NOW);

  const { orders } = await world.output();
  expect(orders.map(({ commissions }) => commissions.map(({ amountMinor }) => amountMinor))).toEqual([
    ["6000"],
    ["12000"],
  ]);
});
