import type { Instant } from "#app/domain/kernel/instant.ts";
import { type ReviewDecision, type ReviewSignal, reviewEndsAt } from "#app/domain/review/review.ts";
import type { OrderReview, SettledOrder } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Row = {
  order_id: bigint;
  creator_id: string;
  signal: ReviewSignal;
  began_at: Instant;
  decision: ReviewDecision | null;
};

export async function readReviews(
  client: Queryable,
  shopId: number,
  orderIds: readonly string[],
): Promise<OrderReview[]> {
  const { rows } = await client.query<Row>({
    name: "settle-reviews",
    text: `SELECT order_id, creator_id, signal, began_at, decision FROM order_reviews
      WHERE shop_id = $1 AND order_id = ANY ($2::bigint[]) ORDER BY order_id, creator_id`,
    values: [shopId, orderIds],
  });
  return rows.map((row) => ({
    orderId: String(row.order_id),
    creator: row.creator_id,
    signal: row.signal,
    beganAt: row.began_at,
    decision: row.decision,
  }));
}

/** A decision is the brand's, and never written here. */
const reviewsSql = `
  INSERT INTO order_reviews AS kept (shop_id, order_id, creator_id, signal, began_at, ends_at)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::review_signal[], $5::timestamptz[], $6::timestamptz[])
  ON CONFLICT (shop_id, order_id, creator_id) DO UPDATE
  SET signal = excluded.signal, began_at = excluded.began_at, ends_at = excluded.ends_at
  WHERE (kept.signal, kept.began_at) IS DISTINCT FROM (excluded.signal, excluded.began_at)`;

export async function writeReviews(client: Queryable, orders: readonly SettledOrder[]): Promise<void> {
  const rows = orders.flatMap(({ shopId, orderId, reviews }) =>
    reviews.map((review) => ({ ...review, shopId, orderId })),
  );
  if (rows.length === 0) return;
  await client.query({
    name: "settle-write-reviews",
    text: reviewsSql,
    values: [
      rows.map(({ shopId }) => shopId),
      rows.map(({ orderId }) => orderId),
      rows.map(({ creator }) => creator),
      rows.map(({ signal }) => signal),
      rows.map(({ beganAt }) => instantText(beganAt)),
      rows.map((review) => instantText(reviewEndsAt(review))),
    ],
  });
}
