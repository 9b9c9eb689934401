import { packFacts } from "#app/domain/order/facts-codec.ts";
import { explainVerdict } from "#app/domain/wording/explain.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { SettledCommission, SettledOrder, SettledVerdict } from "#app/services/ports/settling.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Queryable } from "../connect.ts";
import { cut, plain, quoted, TextBlock } from "../columns.ts";
import { instantText } from "../types.ts";

const textOr = (at: Instant | null): string | null => (at === null ? null : instantText(at));
const jsonOr = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

const statesSql = `
  INSERT INTO order_states AS kept (shop_id, order_id, facts, customer_key, processed_at, counts_for_customer, seen_paid_at,
    first_settled_at, kept_position, credit_partnership_id, history, priced_history, updated_at)
  SELECT shop_id, order_id, ${cut("$3", "facts_at", "facts_for")}, customer_key, processed_at, counts, seen_paid_at,
    first_settled_at, kept_position, credit_partnership_id, ${cut("$3", "history_at", "history_for")}::jsonb,
    ${cut("$3", "priced_at", "priced_for")}::jsonb, $4
  FROM unnest($1::int[], $2::bigint[], $5::text[], $6::timestamptz[], $7::bool[], $8::timestamptz[], $9::timestamptz[],
    $10::bigint[], $11::uuid[], $12::int[], $13::int[], $14::int[], $15::int[], $16::int[], $17::int[])
    AS given (shop_id, order_id, customer_key, processed_at, counts, seen_paid_at, first_settled_at, kept_position,
      credit_partnership_id, facts_at, facts_for, history_at, history_for, priced_at, priced_for)
  ON CONFLICT (shop_id, order_id) DO UPDATE SET facts = excluded.facts, customer_key = excluded.customer_key,
    processed_at = excluded.processed_at, counts_for_customer = excluded.counts_for_customer,
    seen_paid_at = excluded.seen_paid_at, first_settled_at = excluded.first_settled_at,
    kept_position = excluded.kept_position, credit_partnership_id = excluded.credit_partnership_id,
    history = excluded.history, priced_history = excluded.priced_history,
    updated_at = excluded.updated_at`;

export async function writeStates(client: Queryable, orders: readonly SettledOrder[], now: Instant): Promise<void> {
  const block = new TextBlock();
  const texts = [
    ...block.add(orders.map((order) => JSON.stringify(packFacts(order.facts)))),
    ...block.add(orders.map((order) => jsonOr(order.history))),
    ...block.add(orders.map((order) => jsonOr(order.pricedHistory))),
  ];
  await client.query({
    name: "settle-write-states",
    text: statesSql,
    values: [
      plain(orders.map((order) => order.shopId)),
      plain(orders.map((order) => order.orderId)),
      block.bytes,
      instantText(now),
      quoted(orders.map((order) => order.customerKey)),
      plain(orders.map((order) => textOr(order.processedAt))),
      plain(orders.map((order) => order.counts)),
      plain(orders.map((order) => textOr(order.facts.seenPaidAt))),
      plain(orders.map((order) => textOr(order.firstSettledAt))),
      plain(orders.map((order) => order.keptPosition)),
      plain(orders.map((order) => order.creditPartnershipId)),
      ...texts,
    ],
  });
}

const verdictsSql = `
  INSERT INTO verdicts (shop_id, order_id, reason, credited, rejected, explanation, settled_at)
  SELECT shop_id, order_id, reason, ${cut("$3", "credited_at", "credited_for")}::jsonb,
    ${cut("$3", "rejected_at", "rejected_for")}::jsonb, ${cut("$3", "explanation_at", "explanation_for")}::jsonb, $4
  FROM unnest($1::int[], $2::bigint[], $5::text[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[])
    AS given (shop_id, order_id, reason, credited_at, credited_for, rejected_at, rejected_for, explanation_at, explanation_for)
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
  const block = new TextBlock();
  const texts = [
    ...block.add(orders.map(({ verdict }) => creditedJson(verdict))),
    ...block.add(orders.map(({ verdict }) => rejectedJson(verdict))),
    ...block.add(orders.map(({ shopId, verdict }) => explanationJson(verdict, currencyOf(shopId)))),
  ];
  await client.query({
    name: "settle-write-verdicts",
    text: verdictsSql,
    values: [
      plain(orders.map((order) => order.shopId)),
      plain(orders.map((order) => order.orderId)),
      block.bytes,
      instantText(now),
      plain(orders.map(({ verdict }) => verdict.verdict.reason)),
      ...texts,
    ],
  });
}

const creditedJson = ({ verdict }: SettledVerdict): string =>
  JSON.stringify(verdict.attribution.credited.map(({ id, creator }) => ({ partnershipId: id, creatorId: creator })));

const rejectedJson = ({ verdict }: SettledVerdict): string =>
  JSON.stringify(
    verdict.attribution.rejected.map(({ partnership, kind, reason }) => ({
      partnershipId: partnership.id,
      creatorId: partnership.creator,
      kind,
      reason,
    })),
  );

const explanationJson = ({ verdict, disputed }: SettledVerdict, currency: Currency): string =>
  JSON.stringify({ sentenceForBrand: explainVerdict(verdict, currency, () => "the creator"), disputed });

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
      plain(rows.map((row) => row.shopId)),
      plain(rows.map((row) => row.orderId)),
      plain(rows.map((row) => row.partnership.id)),
      plain(rows.map((row) => row.partnership.creator)),
      plain(rows.map((row) => row.kind)),
      plain(rows.map((row) => row.outcome)),
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
  SELECT shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, credited, amount_minor,
    matured_minor, held_minor, releasable_minor, net_sales_minor, month, kind, ${cut("$3", "lines_at", "lines_for")}::jsonb,
    sentence, hold_days, matures_at, posting_number, $4
  FROM unnest($1::int[], $2::bigint[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::bool[], $11::bigint[],
    $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::date[], $17::evidence_kind[], $18::text[], $19::int[],
    $20::timestamptz[], $21::int[], $22::int[], $23::int[])
    AS given (shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, credited, amount_minor,
      matured_minor, held_minor, releasable_minor, net_sales_minor, month, kind, sentence, hold_days, matures_at,
      posting_number, lines_at, lines_for)
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
    verdict.commissions.map((commission) => ({ shopId, orderId, commission })),
  );
  if (rows.length === 0) return;
  const block = new TextBlock();
  const lines = block.add(rows.map(({ commission }) => entriesJson(commission.entries)));
  await client.query({
    name: "settle-write-commissions",
    text: commissionsSql,
    values: [
      plain(rows.map(({ shopId }) => shopId)),
      plain(rows.map(({ orderId }) => orderId)),
      block.bytes,
      instantText(now),
      plain(rows.map(({ commission }) => commission.creatorId)),
      plain(rows.map(({ commission }) => commission.partnershipId)),
      plain(rows.map(({ commission }) => commission.offerId)),
      plain(rows.map(({ commission }) => commission.offerVersionId)),
      plain(rows.map(({ shopId }) => currencyOf(shopId))),
      plain(rows.map(({ commission }) => commission.credited)),
      plain(rows.map(({ commission }) => commission.amountMinor)),
      plain(rows.map(({ commission }) => commission.payableMinor)),
      plain(rows.map(({ commission }) => commission.heldMinor)),
      plain(rows.map(({ commission }) => commission.releasableMinor)),
      plain(rows.map(({ commission }) => commission.netSalesMinor)),
      plain(rows.map(({ commission }) => `${commission.month}-01`)),
      plain(rows.map(({ commission }) => commission.evidence)),
      quoted(rows.map(({ commission }) => commission.sentence)),
      plain(rows.map(({ commission }) => commission.holdDays)),
      plain(rows.map(({ commission }) => textOr(commission.maturesAt))),
      plain(rows.map(({ commission }) => commission.postingNumber)),
      ...lines,
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
