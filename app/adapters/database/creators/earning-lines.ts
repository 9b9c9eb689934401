import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type {
  AwardStanding,
  CommissionStanding,
  EarningLine,
  EarningsChoices,
  EarningsFilter,
  EarningsTotal,
} from "#app/services/ports/creator-earnings.ts";
import type { TransferKind } from "#app/services/ports/ledger.ts";
import type { Page, PageRequest } from "#app/services/ports/page.ts";
import { instantOf, instantOrNull, pageOf, type Db } from "../db.ts";
import { type EvidenceKind, Prisma } from "../generated/client.ts";
import { type OpenReview, openReview } from "./order-review.ts";
import type { OrderReferences } from "./order-references.ts";

type StandingRow = {
  shop_id: number;
  order_id: bigint;
  evidence_kind: EvidenceKind;
  commission_minor: bigint;
  matured_minor: bigint;
  matures_at: Date | null;
  seen_paid_at: Date | null;
  disputed: boolean;
  review: OpenReview | null;
  sentence: string;
  order_reason: string | null;
};

type Row = Omit<StandingRow, "order_id" | "evidence_kind"> & {
  id: bigint;
  kind: TransferKind;
  signed_minor: bigint;
  currency: string;
  happened_at: Date;
  reason: string;
  brand_name: string;
  brand_slug: string;
  time_zone: string;
  order_id: bigint | null;
  evidence_kind: EvidenceKind | null;
  frozen: boolean;
  award_kind: AwardStanding["kind"] | null;
  award_matures_at: Date | null;
  award_released_at: Date | null;
  award_withdrawn_at: Date | null;
};

/** What changes a creator's earnings; the rest moves between their own accounts. */
const changes = Prisma.sql`t.kind IN ('accrual', 'adjustment', 'bonus', 'bounty', 'manual', 'write_off')`;

/** Amounts towards the creator are above zero, those back to the brand below. */
const signed = Prisma.sql`CASE WHEN t.to_account = 'expense' THEN -t.amount_minor ELSE t.amount_minor END`;

/** The creator's shops first: transfers are indexed by shop and creator. */
const own = (creatorId: string, { brand, month }: EarningsFilter) => Prisma.sql`
  FROM (SELECT DISTINCT shop_id FROM account_balances WHERE creator_id = ${creatorId}::uuid) mine
  JOIN shops s ON s.id = mine.shop_id
  JOIN brands b ON b.id = s.brand_id
  JOIN transfers t ON t.shop_id = s.id AND t.creator_id = ${creatorId}::uuid AND ${changes}
  ${commissionOf(creatorId)}
  LEFT JOIN awards a ON a.shop_id = t.shop_id AND a.id = t.award_id
  WHERE (${brand}::text IS NULL OR b.slug = ${brand})
    AND (${month}::text IS NULL OR to_char(t.happened_at AT TIME ZONE s.iana_timezone, 'YYYY-MM') = ${month})`;

const commissionOf = (creatorId: string) => Prisma.sql`
  LEFT JOIN commissions c ON c.shop_id = t.shop_id AND c.order_id = t.order_id AND c.creator_id = ${creatorId}::uuid
  LEFT JOIN order_states o ON o.shop_id = c.shop_id AND o.order_id = c.order_id
  LEFT JOIN verdicts v ON v.shop_id = c.shop_id AND v.order_id = c.order_id`;

/** The columns of `readStanding`, from `commissions c`, `order_states o` and `verdicts v`. */
export const standingColumns = Prisma.sql`
  c.order_id, c.evidence_kind, c.amount_minor AS commission_minor, c.matured_minor, c.matures_at, c.sentence,
  o.seen_paid_at, coalesce((v.explanation ->> 'disputed')::boolean, false) AS disputed, ${openReview} AS review,
  v.reason AS order_reason`;

export async function earningLines(
  db: Db,
  references: OrderReferences,
  creatorId: string,
  filter: EarningsFilter,
  { after, limit }: PageRequest,
): Promise<Page<EarningLine>> {
  const cursor = readCursor(after);
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.shop_id, t.kind, ${signed} AS signed_minor, t.currency, t.happened_at, t.reason,
      b.name AS brand_name, b.slug AS brand_slug, s.iana_timezone AS time_zone,
      s.uninstalled_at IS NOT NULL AS frozen, a.kind::text AS award_kind, a.matures_at AS award_matures_at,
      a.released_at AS award_released_at, a.withdrawn_at AS award_withdrawn_at, ${standingColumns}
    ${own(creatorId, filter)}
      AND (${cursor.id}::bigint IS NULL OR (t.happened_at, t.id) < (${cursor.at}::timestamptz, ${cursor.id}::bigint))
    ORDER BY t.happened_at DESC, t.id DESC
    LIMIT ${limit + 1}`;
  return pageOf(
    rows,
    limit,
    (row) => readLine(row, references),
    (row) => `${row.happened_at.getTime()}_${row.id}`,
  );
}

export async function earningsTotals(db: Db, creatorId: string, filter: EarningsFilter): Promise<EarningsTotal[]> {
  const rows = await db.$queryRaw<{ currency: string; plus: bigint; minus: bigint; lines: bigint }[]>`
    SELECT t.currency, count(*) AS lines,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.to_account <> 'expense'), 0)::bigint AS plus,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.to_account = 'expense'), 0)::bigint AS minus
    ${own(creatorId, filter)}
    GROUP BY t.currency ORDER BY t.currency`;
  return rows.map(({ currency, plus, minus, lines }) => ({
    currency: currency as Currency,
    plusMinor: plus,
    minusMinor: minus,
    lines: Number(lines),
  }));
}

export async function earningsChoices(db: Db, creatorId: string): Promise<EarningsChoices> {
  const rows = await db.$queryRaw<{ slug: string; name: string; month: string }[]>`
    SELECT DISTINCT b.slug, b.name, to_char(t.happened_at AT TIME ZONE s.iana_timezone, 'YYYY-MM') AS month
    ${own(creatorId, { brand: null, month: null })}
    ORDER BY b.name, b.slug, month DESC`;
  const names = new Map(rows.map(({ slug, name }) => [slug, name]));
  return {
    brands: [...names].map(([slug, name]) => ({ slug, name })),
    months: [...new Set(rows.map(({ month }) => month))].toSorted().toReversed(),
  };
}

export const readStanding = (row: StandingRow, references: OrderReferences): CommissionStanding => ({
  reference: references.of({ shopId: row.shop_id, orderId: row.order_id }),
  evidence: row.evidence_kind,
  amountMinor: row.commission_minor,
  maturedMinor: row.matured_minor,
  maturesAt: instantOrNull(row.matures_at),
  seenPaid: row.seen_paid_at !== null,
  heldReason: row.disputed ? "chargeback" : (row.review?.signal ?? null),
  heldUntil: row.disputed || row.review === null ? null : instantOf(new Date(row.review.ends_at)),
  sentence: row.sentence,
  orderReason: row.order_reason,
});

function readLine(row: Row, references: OrderReferences): EarningLine {
  const { order_id, evidence_kind } = row;
  return {
    id: String(row.id),
    kind: row.kind,
    amountMinor: row.signed_minor,
    currency: row.currency as Currency,
    happenedAt: instantOf(row.happened_at),
    reason: row.reason,
    brandName: row.brand_name,
    brandSlug: row.brand_slug,
    timeZone: row.time_zone,
    commission:
      order_id === null || evidence_kind === null
        ? null
        : readStanding({ ...row, order_id, evidence_kind }, references),
    award: awardOf(row),
    frozen: row.frozen,
  };
}

const awardOf = (row: Row): AwardStanding | null =>
  row.award_kind === null || row.award_matures_at === null
    ? null
    : {
        kind: row.award_kind,
        maturesAt: instantOf(row.award_matures_at),
        releasedAt: instantOrNull(row.award_released_at),
        withdrawnAt: instantOrNull(row.award_withdrawn_at),
      };

/** A cursor of `<milliseconds>_<id>`; anything else starts at the top. */
export function readCursor(text: string | null): { at: Date | null; id: bigint | null } {
  const parts = /^(\d{1,15})_(\d{1,18})$/.exec(text ?? "");
  if (parts === null) return { at: null, id: null };
  const at: Instant = instant(Number(parts[1]));
  return { at: new Date(at), id: BigInt(parts[2] ?? "0") };
}
