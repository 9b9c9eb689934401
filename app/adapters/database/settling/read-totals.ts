import type { TotalsAsk, TotalsAt } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";

type Row = {
  shop_id: number;
  offer_id: string;
  creator_id: string;
  month: string;
  position: bigint;
  month_net_sales: bigint | null;
  month_orders: number | null;
  month_amount: bigint | null;
  total_net_sales: bigint | null;
  total_orders: number | null;
  offer_amount: bigint | null;
};

/** Each total is the last row of its series at or before the position. */
const totalsSql = `
  SELECT asked.shop_id, asked.offer_id, asked.creator_id, asked.month, asked.position,
    m.month_net_sales_minor AS month_net_sales, m.month_orders, m.month_amount_minor AS month_amount,
    t.total_net_sales_minor AS total_net_sales, t.total_orders, b.offer_amount_minor AS offer_amount
  FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[]) AS asked (shop_id, offer_id, creator_id, month, position)
  LEFT JOIN LATERAL (
    SELECT * FROM credit_series s
    WHERE s.shop_id = asked.shop_id AND s.offer_id = asked.offer_id AND s.creator_id = asked.creator_id
      AND s.month = (asked.month || '-01')::date AND s.position <= asked.position
    ORDER BY s.position DESC LIMIT 1) m ON true
  LEFT JOIN LATERAL (
    SELECT * FROM credit_series s
    WHERE s.shop_id = asked.shop_id AND s.offer_id = asked.offer_id AND s.creator_id = asked.creator_id AND s.position <= asked.position
    ORDER BY s.position DESC LIMIT 1) t ON true
  LEFT JOIN LATERAL (
    SELECT * FROM credit_series s
    WHERE s.shop_id = asked.shop_id AND s.offer_id = asked.offer_id AND s.position <= asked.position
    ORDER BY s.position DESC LIMIT 1) b ON true`;

export async function readTotals(client: Queryable, asks: readonly TotalsAsk[]): Promise<TotalsAt[]> {
  if (asks.length === 0) return [];
  const { rows } = await client.query<Row>({
    name: "settle-totals",
    text: totalsSql,
    values: [
      asks.map(({ shopId }) => shopId),
      asks.map(({ offerId }) => offerId),
      asks.map(({ creatorId }) => creatorId),
      asks.map(({ month }) => month),
      asks.map(({ position }) => position),
    ],
  });
  return rows.map((row) => ({
    shopId: row.shop_id,
    offerId: row.offer_id,
    creatorId: row.creator_id,
    month: row.month,
    position: Number(row.position),
    monthly: { netSalesMinor: row.month_net_sales ?? 0n, orders: row.month_orders ?? 0 },
    allTime: { netSalesMinor: row.total_net_sales ?? 0n, orders: row.total_orders ?? 0 },
    monthUsedMinor: row.month_amount ?? 0n,
    budgetUsedMinor: row.offer_amount ?? 0n,
  }));
}
