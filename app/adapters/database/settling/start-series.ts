import type { ShopBook } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";

/** Offers that are known to have a series; they never lose it. */
const started = new Set<string>();
const KNOWN_AT_MOST = 100_000;

const without = `
  SELECT offer_id FROM unnest($2::uuid[]) AS asked (offer_id)
  WHERE NOT EXISTS (SELECT FROM credit_series s WHERE s.shop_id = $1 AND s.offer_id = asked.offer_id)`;

/** One row for each credited commission, by order: the totals after it are sums over those before. */
const begin = `
  WITH earlier AS (
    SELECT c.*, $3::bigint + row_number() OVER (ORDER BY c.order_id, c.creator_id) AS position
    FROM commissions c WHERE c.shop_id = $1 AND c.offer_id = ANY($2::uuid[]) AND c.credited)
  INSERT INTO credit_series (shop_id, offer_id, creator_id, month, order_id, position, net_sales_minor, amount_minor, orders,
    month_net_sales_minor, month_amount_minor, month_orders, total_net_sales_minor, total_amount_minor, total_orders, offer_amount_minor)
  SELECT shop_id, offer_id, creator_id, month, order_id, position, net_sales_minor, amount_minor, 1,
    sum(net_sales_minor) OVER of_month, sum(amount_minor) OVER of_month, count(*) OVER of_month,
    sum(net_sales_minor) OVER of_creator, sum(amount_minor) OVER of_creator, count(*) OVER of_creator,
    sum(amount_minor) OVER of_offer
  FROM earlier
  WINDOW of_month AS (PARTITION BY offer_id, creator_id, month ORDER BY position),
    of_creator AS (PARTITION BY offer_id, creator_id ORDER BY position),
    of_offer AS (PARTITION BY offer_id ORDER BY position)
  RETURNING position`;

/** See `SettleStore.startSeries`. Runs under the shop's lock, so a series begins once. */
export async function startSeries(client: Queryable, book: ShopBook, offerIds: readonly string[]): Promise<ShopBook> {
  const unknown = offerIds.filter((offerId) => !started.has(offerId));
  if (unknown.length === 0) return book;
  const { rows: missing } = await client.query<{ offer_id: string }>(without, [book.shopId, unknown]);
  if (missing.length === 0) {
    if (started.size > KNOWN_AT_MOST) started.clear();
    for (const offerId of unknown) started.add(offerId);
    return book;
  }
  const { rows } = await client.query<{ position: bigint }>(begin, [
    book.shopId,
    missing.map(({ offer_id }) => offer_id),
    book.position,
  ]);
  return rows.reduce(
    (latest, { position }) => ({ ...latest, position: Math.max(latest.position, Number(position)) }),
    book,
  );
}
