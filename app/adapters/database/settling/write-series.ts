import type { SeriesChange } from "#app/services/ports/settling.ts";
import { plain } from "../columns.ts";
import type { Queryable } from "../connect.ts";

/** Each row carries its series' totals after it: those before it, and the changes of this call up to it. */
const seriesSql = `
  INSERT INTO credit_series (shop_id, offer_id, creator_id, month, order_id, position, net_sales_minor, amount_minor, orders,
    month_net_sales_minor, month_amount_minor, month_orders, total_net_sales_minor, total_amount_minor, total_orders, offer_amount_minor)
  SELECT g.shop_id, g.offer_id, g.creator_id, g.month, g.order_id, g.position, g.net_sales_minor, g.amount_minor, g.orders,
    coalesce(m.month_net_sales_minor, 0) + sum(g.net_sales_minor) OVER of_month,
    coalesce(m.month_amount_minor, 0) + sum(g.amount_minor) OVER of_month,
    coalesce(m.month_orders, 0) + sum(g.orders) OVER of_month,
    coalesce(t.total_net_sales_minor, 0) + sum(g.net_sales_minor) OVER of_creator,
    coalesce(t.total_amount_minor, 0) + sum(g.amount_minor) OVER of_creator,
    coalesce(t.total_orders, 0) + sum(g.orders) OVER of_creator,
    coalesce(b.offer_amount_minor, 0) + sum(g.amount_minor) OVER of_offer
  FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::int[])
    AS g (shop_id, offer_id, creator_id, month, order_id, position, net_sales_minor, amount_minor, orders)
  LEFT JOIN LATERAL (SELECT * FROM credit_series s WHERE s.shop_id = g.shop_id AND s.offer_id = g.offer_id
    AND s.creator_id = g.creator_id AND s.month = g.month ORDER BY s.position DESC LIMIT 1) m ON true
  LEFT JOIN LATERAL (SELECT * FROM credit_series s WHERE s.shop_id = g.shop_id AND s.offer_id = g.offer_id
    AND s.creator_id = g.creator_id ORDER BY s.position DESC LIMIT 1) t ON true
  LEFT JOIN LATERAL (SELECT * FROM credit_series s WHERE s.shop_id = g.shop_id AND s.offer_id = g.offer_id
    ORDER BY s.position DESC LIMIT 1) b ON true
  WINDOW of_month AS (PARTITION BY g.shop_id, g.offer_id, g.creator_id, g.month ORDER BY g.position),
    of_creator AS (PARTITION BY g.shop_id, g.offer_id, g.creator_id ORDER BY g.position),
    of_offer AS (PARTITION BY g.shop_id, g.offer_id ORDER BY g.position)`;

export async function writeSeries(client: Queryable, changes: readonly SeriesChange[]): Promise<void> {
  if (changes.length === 0) return;
  await client.query(seriesSql, [
    plain(changes.map((change) => change.shopId)),
    plain(changes.map((change) => change.offerId)),
    plain(changes.map((change) => change.creatorId)),
    plain(changes.map((change) => `${change.month}-01`)),
    plain(changes.map((change) => change.orderId)),
    plain(changes.map((change) => change.position)),
    plain(changes.map((change) => change.netSalesMinor)),
    plain(changes.map((change) => change.amountMinor)),
    plain(changes.map((change) => change.orders)),
  ]);
}
