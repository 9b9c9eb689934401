import { expect, test } from "vitest";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";

const db = await testDatabase({ max: 2 });
const NOW = at("2026-11-25T00:00:00Z");

const offer: WorldOffer = {
  currency: "USD",
  rule: { percent: { bps: 1000 } },
  partnerships: [
    { creator: "maya", codes: ["MAYA10"], links: ["maya-link"] },
    { creator: "ben", codes: ["BEN"] },
  ],
};
const world = await ProductionWorld.open(db, offer, "corrections");

const minute = (count: number): string => `2026-11-20T10:0${count}:00Z`;
const body = (id: number, updated: number, change: Record<string, unknown> = {}) =>
  aDelivery(
    "orders/updated",
    anOrderBody({
      id,
      updated_at: minute(updated),
      line_items: [aLineBody({ quantity: 2, current_quantity: 2 })],
      ...change,
    }),
    { triggeredAt: minute(updated) },
  );
const refund = (id: number, updated: number): Delivery =>
  aDelivery(
    "refunds/create",
    { id: 900 + updated, order_id: id, refund_line_items: [{ line_item_id: 11, quantity: 1 }], transactions: [] },
    { triggeredAt: minute(updated) },
  );
const chargeback = (id: number, updated: number, status: string): Delivery =>
  aDelivery(
    "disputes/update",
    { id, order_id: id, type: "chargeback", status, amount: "5.00", currency: "USD" },
    { triggeredAt: minute(updated) },
  );

test.each<{ what: string; id: number; told: Delivery[]; reasons: string[] }>([
  {
    what: "two refunds, one after the other",
    id: 8001,
    told: [body(8001, 0), refund(8001, 1), refund(8001, 2)],
    reasons: ["1 of 2 units was refunded", "1 of 2 units was refunded"],
  },
  {
    what: "a cancellation",
    id: 8002,
    told: [body(8002, 0), body(8002, 1, { cancelled_at: minute(1) })],
    reasons: ["the order was cancelled"],
  },
  {
    what: "a chargeback",
    id: 8003,
    told: [body(8003, 0), chargeback(8003, 1, "needs_response"), chargeback(8003, 2, "lost")],
    reasons: ["a chargeback of 5.00 USD was lost"],
  },
  {
    what: "stronger evidence for somebody else",
    id: 8004,
    told: [
      body(8004, 0, {
        discount_codes: [],
        note_attributes: [{ name: "_creator_ref", value: "maya-link" }],
      }),
      body(8004, 1, { discount_codes: [{ code: "BEN" }] }),
    ],
    reasons: ["other evidence on the order was stronger"],
  },
])("a correction is kept with what happened: $what", async ({ id, told, reasons }) => {
  for (const fact of world.facts(told)) await world.settle([fact], NOW);
  const { rows } = await db.pool.query<{ reason: string }>(
    "SELECT reason FROM transfers WHERE order_id = $1 AND kind = 'adjustment' ORDER BY id",
    [id],
  );
  expect(rows.map(({ reason }) => reason)).toEqual(reasons);
});
