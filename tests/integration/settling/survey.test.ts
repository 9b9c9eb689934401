import { expect, test } from "vitest";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const AT = "2026-11-02T10:00:00Z";
const NOW = instant(Date.parse("2026-11-20T00:00:00Z"));

const body = {
  id: 1,
  currency: "USD",
  created_at: AT,
  processed_at: AT,
  updated_at: AT,
  financial_status: "paid",
  discount_codes: [],
  line_items: [{ id: 1, quantity: 1, price: "10.00", tax_lines: [] }],
  refunds: [],
};

test.each([
  { first: "the order", survey: { bps: 500 }, reason: "survey", paid: ["50"] },
  { first: "the answer", survey: { bps: 500 }, reason: "survey", paid: ["50"] },
  { first: "the order", survey: undefined, reason: "no_evidence", paid: [] },
])("an answer after the purchase, $first first: $reason", async ({ first, survey, reason, paid }) => {
  const rule = { percent: { bps: 1000 }, ...(survey ? { evidence: { survey } } : {}) };
  const name = `survey-${reason.replace("_", "-")}-${first.replace(" ", "-")}`;
  const world = await ProductionWorld.open(db, { currency: "USD", rule, partnerships: [{ creator: "Maya" }] }, name);
  const order = world.facts([{ topic: "orders/create", shop: "any", webhookId: "w", triggeredAt: AT, body }]);
  const mark = { kind: "survey", creator: "maya" } as const;
  const answer = [
    { shopId: world.shopId, fact: { kind: "mark", orderId: "1", mark } as const, triggeredAt: NOW, text: 0 },
  ];
  for (const batch of first === "the order" ? [order, answer] : [answer, order]) await world.settle(batch, NOW);

  const { orders } = await world.output();
  expect(orders.map((one) => [one.reason, one.commissions.map(({ amountMinor }) => amountMinor)])).toEqual([
    [reason, paid],
  ]);
});
