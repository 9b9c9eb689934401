import { packFacts } from "#app/domain/order/facts-codec.ts";
import { explainVerdict } from "#app/domain/wording/explain.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { SeriesChange, SettledCommission, SettledOrder, SettledVerdict } from "#app/services/ports/settling.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

const column = <Row, Value>(rows: readonly Row[], of: (row: Row) => Value): Value[] => rows.map(of);
const textOr = (at: Instant | null): string | null => (at === null ? null : instantText(at));

const statesSql = `
  INSERT INTO order_states AS kept (shop_id, order_id, facts, customer_key, processed_at, counts_for_customer, seen_paid_at,
    first_settled_at, kept_position, credit_partnership_id, history, priced_history, updated_at)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::bool[], $7::timestamptz[],
    $8::timestamptz[], $9::bigint[], $10::uuid[], $11::jsonb[], $12::jsonb[], $13::timestamptz[])
  ON CONFLICT (shop_id, order_id) DO UPDATE SET facts = excluded.facts, customer_key = excluded.customer_key,
    processed_at = excluded.processed_at, counts_for_customer = excluded.counts_for_customer,
    seen_paid_at = excluded.seen_paid_at, first_settled_at = excluded.first_settled_at,
    kept_position = excluded.kept_position, credit_partnership_id = excluded.credit_partnership_id,
    history = excluded.history, priced_history = excluded.priced_history,
    updated_at = excluded.updated_at`;

export async function writeStates(client: Queryable, orders: readonly SettledOrder[], now: Instant): Promise<void> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await client.query({
    name: "settle-write-states",
    text: statesSql,
    values: [
      column(orders, (order) => order.shopId),
      column(orders, (order) => order.orderId),
      column(orders, (order) => JSON.stringify(packFacts(order.facts))),
      column(orders, (order) => order.customerKey),
      column(orders, (order) => textOr(order.processedAt)),
      column(orders, (order) => order.counts),
      column(orders, (order) => textOr(order.facts.seenPaidAt)),
      column(orders, (order) => textOr(order.firstSettledAt)),
      column(orders, (order) => order.keptPosition),
      column(orders, (order) => order.creditPartnershipId),
      column(orders, (order) => json(order.history)),
      column(orders, (order) => json(order.pricedHistory)),
      column(orders, () => instantText(now)),
    ],
  });
}

const verdictsSql = `
  INSERT INTO verdicts (shop_id, order_id, reason, credited, rejected, explanation, settled_at)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[], $7::timestamptz[])
  ON CONFLICT (shop_id, order_id) DO UPDATE SET reason = excluded.reason, credited = excluded.credited,
    rejected = excluded.rejected, explanation = excluded.explanation, settled_at = excluded.settled_at`;

interface Judged extends SettledOrder {
  readonly verdict: SettledVerdict;
}

export async function writeVerdicts(
  client: Queryable,
  orders: readonly Judged[],
  currencyOf: (shopId: number) => Currency,
  now: Instant,
): Promise<void> {
  await client.query({
    name: "settle-write-verdicts",
    text: verdictsSql,
    values: [
      column(orders, (order) => order.shopId),
      column(orders, (order) => order.orderId),
      column(orders, ({ verdict }) => verdict.verdict.reason),
      column(orders, ({ verdict }) =>
        JSON.stringify(
          verdict.verdict.attribution.credited.map(({ id, creator }) => ({ partnershipId: id, creatorId: creator })),
        ),
      ),
      column(orders, ({ verdict }) =>
        JSON.stringify(
          verdict.verdict.attribution.rejected.map(({ partnership, kind, reason }) => ({
            partnershipId: partnership.id,
            creatorId: partnership.creator,
            kind,
            reason,
          })),
        ),
      ),
      column(orders, ({ shopId, verdict }) =>
        JSON.stringify({
          sentenceForBrand: explainVerdict(verdict.verdict, currencyOf(shopId), () => "the creator"),
          disputed: verdict.disputed,
        }),
      ),
      column(orders, () => instantText(now)),
    ],
  });
}

const evidenceSql = `
  INSERT INTO evidence AS kept (shop_id, order_id, partnership_id, creator_id, kind, outcome)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::uuid[], $5::evidence_kind[], $6::text[])
  ON CONFLICT (shop_id, order_id, partnership_id, kind) DO UPDATE SET outcome = excluded.outcome
  WHERE kept.outcome <> excluded.outcome`;

/**
 * Evidence is kept for good. Where the order's own state pays nobody, that is what became of all of it: a creator may ask
 * about a cancelled order, too.
 */
export async function writeEvidence(client: Queryable, orders: readonly Judged[]): Promise<void> {
  const rows = orders.flatMap(({ shopId, orderId, verdict }) =>
    outcomesOf(verdict).map(({ partnership, kind, outcome }) => ({ shopId, orderId, partnership, kind, outcome })),
  );
  if (rows.length === 0) return;
  await client.query({
    name: "settle-write-evidence",
    text: evidenceSql,
    values: [
      column(rows, (row) => row.shopId),
      column(rows, (row) => row.orderId),
      column(rows, (row) => row.partnership.id),
      column(rows, (row) => row.partnership.creator),
      column(rows, (row) => row.kind),
      column(rows, (row) => row.outcome),
    ],
  });
}

/** What became of each piece of evidence, once for each partnership and kind. */
function outcomesOf({ verdict, claims }: SettledVerdict) {
  const { outcome, credited, rejected } = verdict.attribution;
  if (outcome.kind === "credited") {
    const won = credited.map((partnership) => ({ partnership, kind: outcome.by, outcome: "credited" }));
    return [...won, ...rejected.map(({ partnership, kind, reason }) => ({ partnership, kind, outcome: reason }))];
  }
  if (rejected.length > 0)
    return rejected.map(({ partnership, kind, reason }) => ({ partnership, kind, outcome: reason }));
  const distinct = new Map(claims.map((claim) => [`${claim.partnership.id} ${claim.kind}`, claim]));
  return [...distinct.values()].map(({ partnership, kind }) => ({ partnership, kind, outcome: verdict.reason }));
}

const commissionsSql = `
  INSERT INTO commissions (shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, credited,
    amount_minor, matured_minor, held_minor, releasable_minor, net_sales_minor, month, evidence_kind, lines, sentence, hold_days,
    matures_at, posting_number, settled_at)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::bool[], $9::bigint[],
    $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::date[], $15::evidence_kind[], $16::jsonb[], $17::text[],
    $18::int[], $19::timestamptz[], $20::int[], $21::timestamptz[])
  ON CONFLICT (shop_id, order_id, creator_id) DO UPDATE SET partnership_id = excluded.partnership_id, offer_id = excluded.offer_id,
    offer_version_id = excluded.offer_version_id, credited = excluded.credited, amount_minor = excluded.amount_minor,
    matured_minor = excluded.matured_minor, held_minor = excluded.held_minor, releasable_minor = excluded.releasable_minor,
    net_sales_minor = excluded.net_sales_minor, month = excluded.month, evidence_kind = excluded.evidence_kind,
    lines = excluded.lines, sentence = excluded.sentence, hold_days = excluded.hold_days, matures_at = excluded.matures_at,
    posting_number = excluded.posting_number, settled_at = excluded.settled_at`;

export async function writeCommissions(
  client: Queryable,
  orders: readonly Judged[],
  currencyOf: (shopId: number) => Currency,
  now: Instant,
): Promise<void> {
  const rows = orders.flatMap(({ shopId, orderId, verdict }) =>
    verdict.commissions.map((commission) => ({ ...commission, shopId, orderId })),
  );
  if (rows.length === 0) return;
  await client.query({
    name: "settle-write-commissions",
    text: commissionsSql,
    values: [
      column(rows, (row) => row.shopId),
      column(rows, (row) => row.orderId),
      column(rows, (row) => row.creatorId),
      column(rows, (row) => row.partnershipId),
      column(rows, (row) => row.offerId),
      column(rows, (row) => row.offerVersionId),
      column(rows, (row) => currencyOf(row.shopId)),
      column(rows, (row) => row.credited),
      column(rows, (row) => row.amountMinor),
      column(rows, (row) => row.payableMinor),
      column(rows, (row) => row.heldMinor),
      column(rows, (row) => row.releasableMinor),
      column(rows, (row) => row.netSalesMinor),
      column(rows, (row) => `${row.month}-01`),
      column(rows, (row) => row.evidence),
      column(rows, (row) => entriesJson(row.entries)),
      column(rows, (row) => row.sentence),
      column(rows, (row) => row.holdDays),
      column(rows, (row) => textOr(row.maturesAt)),
      column(rows, (row) => row.postingNumber),
      column(rows, () => instantText(now)),
    ],
  });
}

/** Amounts as text, as in a replay's output. */
export function entriesJson(entries: SettledCommission["entries"]): string {
  return JSON.stringify(
    entries.map(({ lineId, commissionableMinor, bps, amountMinor, why }) => ({
      line: lineId,
      commissionableMinor: String(commissionableMinor),
      bps,
      amountMinor: String(amountMinor),
      why,
    })),
  );
}

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
  await client.query({
    name: "settle-write-series",
    text: seriesSql,
    values: [
      column(changes, (change) => change.shopId),
      column(changes, (change) => change.offerId),
      column(changes, (change) => change.creatorId),
      column(changes, (change) => `${change.month}-01`),
      column(changes, (change) => change.orderId),
      column(changes, (change) => change.position),
      column(changes, (change) => change.netSalesMinor),
      column(changes, (change) => change.amountMinor),
      column(changes, (change) => change.orders),
    ],
  });
}
