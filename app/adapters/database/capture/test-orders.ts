import type { Instant } from "#app/domain/kernel/instant.ts";
import type { RealTestOrder, TestOrders } from "#app/services/ports/capture-self-test.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Row = {
  order_id: bigint;
  arrived_at: Instant;
  evidence: { kind: RealTestOrder["evidence"][number]["kind"]; creatorId: string; name: string }[];
  receipt: boolean;
  surveyed: boolean;
  counted: boolean;
};

export function createTestOrders(db: Queryable): TestOrders {
  return {
    async newest(shopId, since) {
      const { rows } = await db.query<Row>({
        name: "capture-test-order",
        text: newest,
        values: [shopId, instantText(since)],
      });
      const [row] = rows;
      if (row === undefined) return null;
      const { order_id: orderId, arrived_at: arrivedAt, ...seen } = row;
      return { ...seen, orderId: String(orderId), arrivedAt };
    },
  };
}

// Evidence of a test order is kept as of any other that pays nobody: with the verdict's reason.
const newest = `
  SELECT v.order_id, o.first_settled_at AS arrived_at,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'creatorId', e.creator_id,
        'name', coalesce(nullif(btrim(c.display_name), ''), c.handle)) ORDER BY e.kind, c.handle), '[]')
      FROM evidence e JOIN creators c ON c.id = e.creator_id
      WHERE e.shop_id = v.shop_id AND e.order_id = v.order_id) AS evidence,
    EXISTS (SELECT FROM order_receipts q WHERE q.shop_id = v.shop_id AND q.order_id = v.order_id) AS receipt,
    EXISTS (SELECT FROM survey_answers a WHERE a.shop_id = v.shop_id AND a.order_id = v.order_id) AS surveyed,
    EXISTS (SELECT FROM funnel_steps f WHERE f.shop_id = v.shop_id AND f.at >= $2 AND f.order_id = v.order_id) AS counted
  FROM verdicts v JOIN order_states o ON o.shop_id = v.shop_id AND o.order_id = v.order_id
  WHERE v.shop_id = $1 AND v.settled_at >= $2 AND v.reason = 'test_order' AND o.first_settled_at >= $2
  ORDER BY v.settled_at DESC, v.order_id DESC LIMIT 1`;
