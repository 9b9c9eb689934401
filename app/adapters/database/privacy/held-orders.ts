import { formatInstant, type Instant } from "#app/domain/kernel/instant.ts";
import { unpackFacts, type PackedFacts } from "#app/domain/order/facts-codec.ts";
import type { OrderFacts } from "#app/domain/order/facts.ts";
import type { HeldOrder } from "#app/services/ports/privacy.ts";
import type { Queryable } from "../connect.ts";

type Row = {
  order_id: bigint;
  processed_at: Instant | null;
  facts: string;
  customer_key: string | null;
  reason: string | null;
  evidence: HeldOrder["evidence"];
  bodies: bigint;
};

/** What we hold of the orders that a customer asks about; orders that we never saw are not listed. */
export async function heldOrders(client: Queryable, shopId: number, orderIds: readonly string[]): Promise<HeldOrder[]> {
  const { rows } = await client.query<Row>(
    `SELECT o.order_id, o.processed_at, o.facts, o.customer_key, v.reason,
       coalesce((
         SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'clickedAt', e.clicked_at) ORDER BY e.id)
         FROM evidence e WHERE e.shop_id = o.shop_id AND e.order_id = o.order_id), '[]') AS evidence,
       (SELECT count(*) FROM inbox i
        WHERE i.shop_id = o.shop_id AND i.order_id = o.order_id AND i.encoding <> 'erased') AS bodies
     FROM order_states o LEFT JOIN verdicts v ON v.shop_id = o.shop_id AND v.order_id = o.order_id
     WHERE o.shop_id = $1 AND o.order_id = ANY ($2::bigint[]) ORDER BY o.order_id`,
    [shopId, orderIds],
  );
  return rows.map((row) => ({
    orderId: String(row.order_id),
    processedAt: row.processed_at === null ? null : formatInstant(row.processed_at),
    identified: row.customer_key !== null || namesSomebody(unpackFacts(JSON.parse(row.facts) as PackedFacts)),
    attribution: row.reason,
    evidence: row.evidence,
    bodies: Number(row.bodies),
  }));
}

const namesSomebody = ({ identities, likenesses }: OrderFacts): boolean => identities.length + likenesses.length > 0;
