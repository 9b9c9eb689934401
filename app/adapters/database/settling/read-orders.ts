import type { Instant } from "#app/domain/kernel/instant.ts";
import { type PackedFacts, unpackFacts } from "#app/domain/order/facts-codec.ts";
import type { PostedCommission, StoredHistory, StoredOrder } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Row = {
  shop_id: number;
  order_id: bigint;
  facts: string;
  customer_key: string | null;
  processed_at: Instant | null;
  counts_for_customer: boolean;
  credit_partnership_id: string | null;
  history: StoredHistory | null;
  priced_history: StoredHistory | null;
  kept_position: bigint | null;
  first_settled_at: Instant | null;
  earlier_orders: number | null;
  posted: PostedRow[] | null;
};

/** Amounts are text: JSON numbers would be floats. */
type PostedRow = {
  creator_id: string;
  partnership_id: string;
  offer_id: string;
  offer_version_id: string;
  evidence_kind: PostedCommission["evidence"];
  credited: boolean;
  amount: string;
  matured: string;
  held: string;
  net_sales: string;
  month: string;
  hold_days: number;
  posting_number: number;
};

const columns = `
  o.shop_id, o.order_id, o.facts, o.customer_key, o.processed_at, o.counts_for_customer, o.credit_partnership_id, o.history,
  o.priced_history, o.kept_position, o.first_settled_at, o.earlier_orders,
  (SELECT jsonb_agg(jsonb_build_object('creator_id', c.creator_id, 'partnership_id', c.partnership_id, 'offer_id', c.offer_id,
     'offer_version_id', c.offer_version_id, 'evidence_kind', c.evidence_kind, 'credited', c.credited,
     'amount', c.amount_minor::text, 'matured', c.matured_minor::text, 'held', c.held_minor::text,
     'net_sales', c.net_sales_minor::text, 'month', to_char(c.month, 'YYYY-MM'), 'hold_days', c.hold_days,
     'posting_number', c.posting_number) ORDER BY c.creator_id)
   FROM commissions c WHERE c.shop_id = o.shop_id AND c.order_id = o.order_id) AS posted`;

const byKey = `
  SELECT ${columns}
  FROM unnest($1::int[], $2::bigint[]) AS asked (shop_id, order_id)
  JOIN order_states o USING (shop_id, order_id)`;

/** Of each customer, the order before a place and those from it on. */
const ofCustomers = `
  SELECT ${columns}
  FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::bigint[]) AS asked (shop_id, customer_key, processed_at, order_id)
  CROSS JOIN LATERAL (
    (SELECT * FROM order_states b
     WHERE b.shop_id = asked.shop_id AND b.customer_key = asked.customer_key
       AND (b.processed_at, b.order_id) < (asked.processed_at, asked.order_id)
     ORDER BY b.processed_at DESC, b.order_id DESC LIMIT 1)
    UNION ALL
    (SELECT * FROM order_states f
     WHERE f.shop_id = asked.shop_id AND f.customer_key = asked.customer_key
       AND (f.processed_at, f.order_id) >= (asked.processed_at, asked.order_id)
     ORDER BY f.processed_at, f.order_id LIMIT $5)
  ) AS o`;

export async function readOrders(
  client: Queryable,
  keys: readonly { shopId: number; orderId: string }[],
): Promise<StoredOrder[]> {
  const distinct = new Map(keys.map((key) => [`${key.shopId} ${key.orderId}`, key]));
  const asked = [...distinct.values()];
  const { rows } = await client.query<Row>({
    name: "settle-orders",
    text: byKey,
    values: [asked.map(({ shopId }) => shopId), asked.map(({ orderId }) => orderId)],
  });
  return rows.map(stored);
}

export async function readCustomerOrders(
  client: Queryable,
  asks: readonly { shopId: number; customerKey: string; processedAt: Instant; orderId: string }[],
  later: number | null,
): Promise<StoredOrder[]> {
  const { rows } = await client.query<Row>({
    name: "settle-customers",
    text: ofCustomers,
    values: [
      asks.map(({ shopId }) => shopId),
      asks.map(({ customerKey }) => customerKey),
      asks.map(({ processedAt }) => instantText(processedAt)),
      asks.map(({ orderId }) => orderId),
      later,
    ],
  });
  return rows.map(stored);
}

/** Orders in the sequence of their keys, after one: for walking through all of them in bounded memory. */
export async function readOrdersAfter(
  client: Queryable,
  after: { readonly shopId: number; readonly orderId: string } | null,
  limit: number,
): Promise<StoredOrder[]> {
  const { rows } = await client.query<Row>({
    name: "walk-orders",
    text: `SELECT ${columns} FROM order_states o
      WHERE (o.shop_id, o.order_id) > ($1::int, $2::bigint) ORDER BY o.shop_id, o.order_id LIMIT $3`,
    values: [after?.shopId ?? 0, after?.orderId ?? "0", limit],
  });
  return rows.map(stored);
}

const stored = (row: Row): StoredOrder => ({
  shopId: row.shop_id,
  orderId: String(row.order_id),
  // Written by `packFacts` and by nobody else; its version is checked when it is read.
  facts: unpackFacts(JSON.parse(row.facts) as PackedFacts),
  customerKey: row.customer_key,
  processedAt: row.processed_at,
  counts: row.counts_for_customer,
  creditPartnershipId: row.credit_partnership_id,
  history: row.history,
  pricedHistory: row.priced_history,
  keptPosition: row.kept_position === null ? null : Number(row.kept_position),
  firstSettledAt: row.first_settled_at,
  earlierOrders: row.earlier_orders,
  posted: (row.posted ?? []).map(posted),
});

const posted = (row: PostedRow): PostedCommission => ({
  creatorId: row.creator_id,
  partnershipId: row.partnership_id,
  offerId: row.offer_id,
  offerVersionId: row.offer_version_id,
  evidence: row.evidence_kind,
  credited: row.credited,
  pendingMinor: BigInt(row.amount) - BigInt(row.matured),
  payableMinor: BigInt(row.matured),
  heldMinor: BigInt(row.held),
  netSalesMinor: BigInt(row.net_sales),
  month: row.month,
  holdDays: row.hold_days,
  postingNumber: row.posting_number,
});
