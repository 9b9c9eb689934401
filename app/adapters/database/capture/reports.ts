import type { EvidenceKind } from "#app/domain/attribution/evidence.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { FunnelStep } from "#app/services/ports/capture.ts";
import type { CaptureReports } from "#app/services/ports/capture-report.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Door = { kind: EvidenceKind; orders: bigint; minor: bigint };
type Lost = { kind: EvidenceKind; reason: string; orders: bigint };
type Step = { step: FunnelStep["step"]; visits: bigint; linked: bigint };
type Counts = { orders: bigint; answers: bigint; receipts: bigint };

export function createCaptureReports(db: Queryable): CaptureReports {
  return {
    async since(shopId, since) {
      const values = [shopId, instantText(since)];
      const doors = await db.query<Door>({ name: "capture-doors", text: doorsSql, values });
      const lost = await db.query<Lost>({ name: "capture-lost", text: lostSql, values });
      const funnel = await db.query<Step>({ name: "capture-steps", text: funnelSql, values });
      const counts = (await db.query<Counts>({ name: "capture-counts", text: countsSql, values })).rows[0];
      return {
        doors: doors.rows.map(({ kind, orders, minor }) => ({ kind, orders: Number(orders), commissionMinor: minor })),
        notCredited: lost.rows.map((row) => ({ ...row, orders: Number(row.orders) })),
        funnel: funnel.rows.map(({ step, visits, linked }) => ({
          step,
          visits: Number(visits),
          linked: Number(linked),
        })),
        orders: Number(counts?.orders ?? 0n),
        surveyAnswers: Number(counts?.answers ?? 0n),
        receipts: Number(counts?.receipts ?? 0n),
      };
    },
    async newestOrder(shopId) {
      const { rows } = await db.query<{ at: Instant | null }>({
        name: "capture-newest-order",
        text: "SELECT max(processed_at) AS at FROM order_states WHERE shop_id = $1",
        values: [shopId],
      });
      return rows[0]?.at ?? null;
    },
  };
}

const doorsSql = `
  SELECT k.evidence_kind AS kind, count(DISTINCT k.order_id) AS orders, sum(k.amount_minor)::bigint AS minor
  FROM commissions k JOIN order_states o ON o.shop_id = k.shop_id AND o.order_id = k.order_id
  WHERE k.shop_id = $1 AND k.credited AND o.processed_at >= $2
  GROUP BY k.evidence_kind ORDER BY orders DESC, kind`;

const lostSql = `
  SELECT e.kind, e.outcome AS reason, count(DISTINCT e.order_id) AS orders
  FROM evidence e JOIN order_states o ON o.shop_id = e.shop_id AND o.order_id = e.order_id
  WHERE e.shop_id = $1 AND e.outcome NOT IN ('credited', 'test_order') AND o.processed_at >= $2
  GROUP BY e.kind, e.outcome ORDER BY orders DESC, e.kind, reason`;

const funnelSql = `
  SELECT step, count(*) AS visits, count(token) AS linked
  FROM funnel_steps WHERE shop_id = $1 AND at >= $2
  GROUP BY step
  ORDER BY array_position(ARRAY['page_viewed', 'product_viewed', 'product_added_to_cart', 'checkout_started', 'checkout_completed'], step)`;

const countsSql = `
  SELECT (SELECT count(*) FROM order_states o LEFT JOIN verdicts v ON v.shop_id = o.shop_id AND v.order_id = o.order_id
      WHERE o.shop_id = $1 AND o.processed_at >= $2 AND v.reason IS DISTINCT FROM 'test_order') AS orders,
    (SELECT count(*) FROM survey_answers WHERE shop_id = $1 AND answered_at >= $2) AS answers,
    (SELECT count(*) FROM order_receipts WHERE shop_id = $1 AND created_at >= $2) AS receipts`;
