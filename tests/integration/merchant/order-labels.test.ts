import { expect, test } from "vitest";
import { eraseBodies } from "../../../app/adapters/database/inbox/erase.ts";
import { keptOrderLabels } from "../../../app/adapters/database/order-labels.ts";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { packFacts } from "../../../app/domain/order/facts-codec.ts";
import { absorbOrder, noFacts } from "../../../app/domain/order/facts.ts";
import { USD } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aDelivery, anOrder, aShop, store, triggered } from "../inbox/support.ts";

const db = await testDatabase();
const shopId = await aShop(db.pool);
const otherId = await aShop(db.pool, "other.myshopify.com");
const labels = keptOrderLabels(db.pool);

/** A body in the inbox, and its order as settling keeps it: the facts know the body's place. */
async function arrived(id: number, more: object): Promise<void> {
  const body = anOrder(id, more);
  await store(db.pool, aDelivery("orders/create", body));
  const { rows } = await db.pool.query<{ id: bigint }>(
    "UPDATE inbox SET state = 'done', order_id = $1 WHERE state = 'pending' RETURNING id",
    [id],
  );
  const from = { triggeredAt: triggered, text: Number(rows[0]?.id) };
  const parsed = parseDelivery("orders/create", body, USD, from);
  if (parsed.kind !== "fact" || parsed.fact.kind !== "order") throw new Error(JSON.stringify(parsed));
  const { facts } = absorbOrder(noFacts(String(id)), parsed.fact.body, () => "");
  await db.pool.query("INSERT INTO order_states (shop_id, order_id, facts, updated_at) VALUES ($1, $2, $3, now())", [
    shopId,
    id,
    JSON.stringify(packFacts(facts)),
  ]);
}

test("an order's name and its lines' titles are read from its newest body", async () => {
  await arrived(41, {
    name: "#1041",
    line_items: [{ id: 410, name: "Canvas tote - Sand", quantity: 1, price: "12.00" }],
  });
  await arrived(42, {});
  expect(await labels(shopId, ["41", "42", "43"])).toEqual(
    new Map([["41", { name: "#1041", lines: new Map([["410", "Canvas tote - Sand"]]) }]]),
  );
});

test("another shop learns nothing of it", async () => expect(await labels(otherId, ["41"])).toEqual(new Map()));

test("an erased body names nothing", async () => {
  await eraseBodies(db.pool, shopId, { orderIds: ["41"], rows: [] });
  expect(await labels(shopId, ["41"])).toEqual(new Map());
});
