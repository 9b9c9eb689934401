import type { UncreditedOrder } from "#app/services/ports/creator-earnings.ts";
import type { Page, PageRequest } from "#app/services/ports/page.ts";
import { instantOf, pageOf, type Db } from "../db.ts";
import type { EvidenceKind } from "../generated/client.ts";
import { readCursor } from "./earning-lines.ts";
import type { OrderReferences } from "./order-references.ts";

type Row = {
  shop_id: number;
  order_id: bigint;
  processed_at: Date;
  evidence_id: bigint;
  kind: EvidenceKind;
  outcome: string;
  order_reason: string | null;
  sentence: string | null;
  brand_name: string;
  brand_slug: string;
  time_zone: string;
  offer_name: string;
};

/** Reasons of a verdict for which an order pays nobody; they come before what became of a single piece of evidence. */
const GATES = new Set(["test_order", "cancelled", "voided", "refunded", "excluded_order"]);

/**
 * Orders with the creator's evidence that never moved money for them: the strongest piece of evidence each. What was
 * earned once and taken back is not here; it has its lines among the earnings.
 */
export async function uncreditedOrders(
  db: Db,
  references: OrderReferences,
  creatorId: string,
  { after, limit }: PageRequest,
): Promise<Page<UncreditedOrder>> {
  const cursor = readCursor(after);
  const rows = await db.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (e.shop_id, e.order_id) e.shop_id, e.order_id, e.id AS evidence_id, e.kind, e.outcome,
        o.processed_at, v.reason AS order_reason, CASE WHEN c.credited THEN c.sentence END AS sentence,
        b.name AS brand_name, b.slug AS brand_slug, s.iana_timezone AS time_zone, f.name AS offer_name
      FROM evidence e
      JOIN order_states o ON o.shop_id = e.shop_id AND o.order_id = e.order_id AND o.processed_at IS NOT NULL
      JOIN shops s ON s.id = e.shop_id
      JOIN brands b ON b.id = s.brand_id
      JOIN partnerships p ON p.shop_id = e.shop_id AND p.id = e.partnership_id
      JOIN offers f ON f.shop_id = p.shop_id AND f.id = p.offer_id
      LEFT JOIN verdicts v ON v.shop_id = e.shop_id AND v.order_id = e.order_id
      LEFT JOIN commissions c ON c.shop_id = e.shop_id AND c.order_id = e.order_id AND c.creator_id = e.creator_id
      WHERE e.creator_id = ${creatorId}::uuid AND (c.order_id IS NULL OR c.posting_number = 0)
      ORDER BY e.shop_id, e.order_id, e.kind
    ) lost
    WHERE ${cursor.id}::bigint IS NULL OR (processed_at, evidence_id) < (${cursor.at}::timestamptz, ${cursor.id}::bigint)
    ORDER BY processed_at DESC, evidence_id DESC
    LIMIT ${limit + 1}`;
  return pageOf(
    rows,
    limit,
    (row) => read(row, references),
    (row) => `${row.processed_at.getTime()}_${row.evidence_id}`,
  );
}

function read(row: Row, references: OrderReferences): UncreditedOrder {
  const gate = row.order_reason !== null && GATES.has(row.order_reason) ? row.order_reason : null;
  return {
    reference: references.of({ shopId: row.shop_id, orderId: row.order_id }),
    processedAt: instantOf(row.processed_at),
    offerName: row.offer_name,
    evidence: row.kind,
    reason: gate ?? (row.outcome === "credited" ? "no_commission" : row.outcome),
    sentence: gate === null ? row.sentence : null,
    brandName: row.brand_name,
    brandSlug: row.brand_slug,
    timeZone: row.time_zone,
  };
}
