import { z } from "zod";
import type { VerdictReason } from "#app/domain/verdict/judge.ts";
import type { OrderRow } from "#app/services/ports/order-views.ts";
import { amountText } from "./amounts-json.ts";
import { instantOf, instantOrNull } from "./db.ts";
import { Prisma } from "./generated/client.ts";

export type Row = {
  order_id: bigint;
  processed_at: Date | null;
  settled_at: Date;
  reason: string;
  sentence: string | null;
  creators: unknown;
};

/** Verdicts with the creators that they credit; amounts travel as text, JSON has no bigint. */
export const select = selectWith(Prisma.empty);

/** @param more further columns, each after a comma */
export function selectWith(more: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
  SELECT v.order_id, o.processed_at, v.settled_at, v.reason, v.explanation ->> 'sentenceForBrand' AS sentence,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object(
        'id', c.creator_id, 'name', cr.display_name, 'handle', cr.handle, 'amountMinor', c.amount_minor::text,
        'netSalesMinor', c.net_sales_minor::text, 'sentence', c.sentence) ORDER BY c.creator_id)
      FROM commissions c JOIN creators cr ON cr.id = c.creator_id
      WHERE c.shop_id = v.shop_id AND c.order_id = v.order_id AND c.credited), '[]') AS creators
    ${more}
  FROM verdicts v JOIN order_states o ON o.shop_id = v.shop_id AND o.order_id = v.order_id`;
}

const creators = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    handle: z.string(),
    amountMinor: amountText,
    netSalesMinor: amountText,
    sentence: z.string(),
  }),
);

export function readOrderRow(row: Row): OrderRow {
  const credited = creators
    .parse(row.creators)
    .map((creator) => ({ ...creator, name: creator.name || creator.handle }));
  return {
    orderId: String(row.order_id),
    processedAt: instantOrNull(row.processed_at),
    settledAt: instantOf(row.settled_at),
    reason: row.reason as VerdictReason,
    sentence: sentenceOf(credited, row.sentence),
    creators: credited.map(({ id, name, amountMinor }) => ({ id, name, amountMinor })),
    commissionMinor: credited.reduce((all, creator) => all + creator.amountMinor, 0n),
    netSalesMinor: credited.reduce((all, creator) => all + creator.netSalesMinor, 0n),
  };
}

/** Stored sentences know creators by their ids; people know them by their names. */
function sentenceOf(credited: readonly { name: string; sentence: string }[], stored: string | null): string {
  if (credited.length > 0) return credited.map(({ name, sentence }) => `${name} earns ${sentence}`).join(". ");
  const text = stored ?? "not settled yet";
  return text.charAt(0).toUpperCase() + text.slice(1);
}
