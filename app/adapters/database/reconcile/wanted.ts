import type { Instant } from "#app/domain/kernel/instant.ts";
import type { SettledOrder, WantedFacts } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";
import { addShopJob } from "./jobs.ts";

/**
 * Of a customer it is asked once, at the first order that we know; what a later order wants is there when that one has it.
 * A row that waits for its next try goes on waiting.
 */
const wantedSql = `
  INSERT INTO order_facts_wanted AS w (shop_id, order_id, product_ids, customer, lines, due_at)
  SELECT a.shop_id, a.order_id, a.product_ids, a.customer AND first.unasked, a.lines, $6
  FROM (SELECT shop_id, order_id, string_to_array(products, ',') AS product_ids, customer, lines
        FROM unnest($1::int[], $2::bigint[], $3::text[], $4::bool[], $5::bool[]) AS g (shop_id, order_id, products, customer, lines)) a
  CROSS JOIN LATERAL (SELECT coalesce((
    SELECT f.earlier_orders IS NULL FROM order_states o
    JOIN order_states f ON f.shop_id = o.shop_id AND f.customer_key = o.customer_key AND f.processed_at IS NOT NULL
    WHERE a.customer AND o.shop_id = a.shop_id AND o.order_id = a.order_id
    ORDER BY f.processed_at, f.order_id LIMIT 1), false) AS unasked) first
  WHERE cardinality(a.product_ids) > 0 OR a.lines OR (a.customer AND first.unasked)
  ON CONFLICT (shop_id, order_id) DO UPDATE SET product_ids = excluded.product_ids, customer = excluded.customer,
    lines = excluded.lines
  RETURNING w.shop_id`;

/** Notes what settled orders still want, and has it fetched after the transaction. */
export async function writeWanted(client: Queryable, orders: readonly SettledOrder[], now: Instant): Promise<void> {
  const rows = orders.filter((order): order is SettledOrder & { wanted: WantedFacts } => order.wanted !== null);
  if (rows.length === 0) return;
  const noted = await client.query<{ shop_id: number }>(wantedSql, [
    rows.map(({ shopId }) => shopId),
    rows.map(({ orderId }) => orderId),
    rows.map(({ wanted }) => wanted.productIds.join(",")),
    rows.map(({ wanted }) => wanted.customer),
    rows.map(({ wanted }) => wanted.lines),
    instantText(now),
  ]);
  for (const shopId of new Set(noted.rows.map((row) => row.shop_id)))
    await addShopJob(client, "fetch-order-facts", shopId);
}
