import { expect, test } from "vitest";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

/** What is stored with a verdict, for the brand and for each creator, as settling itself writes it. */

const db = await testDatabase();
const NOW = at("2026-11-25T00:00:00Z");

async function written(name: string, bodies: readonly Record<string, unknown>[]) {
  const offer = {
    currency: "USD",
    rule: { percent: { bps: 1000 }, customers: { returning: null }, exclusions: [{ sku: "GIFT" }] },
    partnerships: [
      { creator: "maya", codes: ["MAYA10"] },
      { creator: "ben", codes: ["BEN"] },
    ],
  };
  const world = await ProductionWorld.open(db, offer, name);
  for (const fact of world.facts(bodies.map((body) => aDelivery("orders/updated", anOrderBody(body)))))
    await world.settle([fact], NOW);
  const { rows } = await db.pool.query<{ brand: string; creators: string[] }>(
    `SELECT v.explanation->>'sentenceForBrand' AS brand,
       ARRAY(SELECT c.sentence FROM commissions c WHERE c.shop_id = v.shop_id AND c.order_id = v.order_id ORDER BY c.creator_id) AS creators
     FROM verdicts v WHERE v.shop_id = $1 ORDER BY v.order_id`,
    [world.shopId],
  );
  return rows;
}

test("an order that pays, one that is credited with nothing, and those that are nobody's", async () => {
  const rows = await written("explained", [
    { id: 1, customer: { id: 7 }, line_items: [aLineBody(), aLineBody({ id: 12, sku: "GIFT" })] },
    { id: 2, customer: { id: 7 }, processed_at: "2026-11-21T10:00:00Z" },
    { id: 3, test: true },
    { id: 4, discount_codes: [] },
  ]);
  const unpaid = "0.00 USD for the code on the order: the offer does not pay for this kind of customer";
  expect(rows).toEqual([
    { brand: "pays the creator 1.00 USD for the code on the order", creators: ["1.00 USD for the code on the order"] },
    { brand: `pays the creator ${unpaid}`, creators: [unpaid] },
    { brand: "pays nothing: it is a test order", creators: [] },
    { brand: "pays nothing: no evidence of a creator", creators: [] },
  ]);
});

test("two creators of one order are each told of their own part alone", async () => {
  const [row] = await written("explained-apart", [
    {
      id: 5,
      discount_codes: [{ code: "MAYA10" }, { code: "BEN" }],
      discount_applications: [{ code: "MAYA10" }, { code: "BEN" }],
      line_items: [
        aLineBody({ discount_allocations: [{ amount: "1.00", discount_application_index: 0 }] }),
        aLineBody({
          id: 12,
          price: "22.00",
          discount_allocations: [{ amount: "2.00", discount_application_index: 1 }],
        }),
      ],
    },
  ]);
  expect(row?.creators).toEqual(["2.00 USD for the code on the order", "0.90 USD for the code on the order"]);
  expect(row?.brand).toMatch(/2\.00 USD.*0\.90 USD/);
});

test("once it is taken back, both are told", async () => {
  const cancelled = { updated_at: "2026-11-21T10:00:00Z", cancelled_at: "2026-11-21T10:00:00Z" };
  const rows = await written("taken-back", [{ id: 6 }, { id: 6, ...cancelled }]);
  expect(rows).toEqual([{ brand: "pays nothing: it was cancelled", creators: ["no longer credited to you"] }]);
});
