import { expect, test } from "vitest";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const NOW = instant(Date.parse("2026-11-20T00:00:00Z"));
const AT = "2026-11-02T10:00:00Z";

test.each([
  { id: 1, state: { test: true }, outcome: "test_order" },
  { id: 2, state: { cancelled_at: AT }, outcome: "cancelled" },
  { id: 3, state: { financial_status: "voided" }, outcome: "voided" },
  { id: 4, state: {}, outcome: "credited" },
])("what points to a creator is kept, also where the order pays nobody: $outcome", async ({ id, state, outcome }) => {
  const offer = {
    currency: "USD",
    rule: { percent: { bps: 1000 } },
    partnerships: [{ creator: "maya", codes: [`maya${id}`] }],
  };
  const world = await ProductionWorld.open(db, offer, `claims-${id}`);
  const body = {
    id,
    currency: "USD",
    created_at: AT,
    processed_at: AT,
    updated_at: AT,
    financial_status: "paid",
    discount_codes: [{ code: `maya${id}` }],
    line_items: [{ id: 1, quantity: 1, price: "10.00", tax_lines: [] }],
    refunds: [],
    ...state,
  };
  await world.settle(
    world.facts([{ topic: "orders/create", shop: "any", webhookId: "w", triggeredAt: AT, body }]),
    NOW,
  );
  const { rows } = await db.pool.query("SELECT kind, outcome FROM evidence WHERE shop_id = $1", [world.shopId]);
  expect(rows).toEqual([{ kind: "code", outcome }]);
});
