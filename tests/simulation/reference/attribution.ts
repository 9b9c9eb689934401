import { clickTime, discounted, evidenceOf, STRENGTH, strongestFirst, type Evidence } from "./evidence.ts";
import { byCodePoints, folded, text, type Json } from "./json.ts";
import type { Offer, Partnership } from "./offer.ts";
import { customerOf, emailsOf, processedAt, stateReason, type Order } from "./order.ts";
import type { EvidenceKind } from "./output.ts";
import { addMonths } from "./time.ts";

export type Rejected = { creator: string; evidence: EvidenceKind; reason: string };
/** `credited`: in the sequence of the evidence; several only for codes. Empty where the order pays nothing. */
export type Attribution = {
  reason: string;
  evidence: EvidenceKind | undefined;
  credited: Partnership[];
  rejected: Rejected[];
};
export type Attributed = { order: Order; attribution: Attribution };

function excluded(body: Json, { rule }: Offer): boolean {
  const tags = (text(body["tags"]) ?? "").split(",").map(folded);
  const source = body["source_name"];
  return (
    (text(source) !== undefined && rule.excludeSources.includes(folded(source))) ||
    tags.some((tag) => tag !== "" && rule.excludeTags.includes(tag))
  );
}

/** The customer's latest earlier order credited by other evidence, and only that one, at most N months before. */
function lifetimeEvidence(order: Order, offer: Offer, earlier: readonly Attributed[]): Evidence[] {
  const customer = customerOf(order);
  if (offer.rule.lifetimeMonths === undefined || customer.kind !== "id") return [];
  const last = earlier.findLast(({ order: other, attribution }) => {
    const theirs = customerOf(other);
    const same = theirs.kind === "id" && theirs.id === customer.id;
    return same && attribution.credited.length > 0 && attribution.evidence !== "lifetime";
  });
  const [partnership] = last?.attribution.credited ?? [];
  if (!last || !partnership) return [];
  if (addMonths(processedAt(last.order), offer.rule.lifetimeMonths) < processedAt(order)) return [];
  return [{ kind: "lifetime", partnership }];
}

type Judged = Evidence & { against: "outside_window" | "not_active" | undefined; self: boolean; unpaid: boolean };

function reasonOf(one: Judged, all: readonly Judged[]): string {
  if (one.against) return one.against;
  if (one.self) return "self_referral";
  if (one.unpaid) return "survey_unpaid";
  const clicks = all.filter((other) => other.kind === "click" && !other.against);
  if (one.kind === "click" && clicks.some((other) => clickTime(other) > clickTime(one))) return "older_click";
  return "weaker_evidence";
}

/** Everybody's evidence but the winners', once per creator and kind, with the reason of what counts first. */
function losers(all: readonly Judged[], winners: readonly Partnership[]): Rejected[] {
  const found = new Map<string, Rejected>();
  for (const one of all.toSorted((a, b) => Number(a.against !== undefined) - Number(b.against !== undefined))) {
    const { creator } = one.partnership;
    const key = JSON.stringify([creator, one.kind]);
    if (winners.includes(one.partnership) || found.has(key)) continue;
    found.set(key, { creator, evidence: one.kind, reason: reasonOf(one, all) });
  }
  return [...found.values()].sort(
    (a, b) => byCodePoints(a.creator, b.creator) || STRENGTH.indexOf(a.evidence) - STRENGTH.indexOf(b.evidence),
  );
}

/**
 * Whom the order is credited to when `body` is its newest; evidence and e-mails are of all its bodies.
 *
 * @param earlier the orders processed before this one, in their sequence
 */
export function attribute(order: Order, body: Json, offer: Offer, earlier: readonly Attributed[]): Attribution {
  const nothing = { evidence: undefined, credited: [], rejected: [] };
  const state = stateReason(body) ?? (excluded(body, offer) ? "excluded_order" : undefined);
  if (state) return { reason: state, ...nothing };

  const emails = emailsOf(order).map(folded);
  const all = strongestFirst([...evidenceOf(order, offer), ...lifetimeEvidence(order, offer, earlier)]).map(
    (one): Judged => ({
      ...one,
      against: discounted(one, processedAt(order), offer),
      self: (one.partnership.email ?? "") !== "" && emails.includes(one.partnership.email ?? ""),
      unpaid: one.kind === "survey" && offer.rule.evidence.survey === undefined,
    }),
  );
  const counting = all.filter((one) => !one.against && !one.unpaid);
  const strongest = counting[0];
  if (!strongest) return { reason: "no_evidence", ...nothing, rejected: losers(all, []) };

  // Only codes can be of several creators at once; of all other kinds the first one has it.
  const rivals = strongest.kind === "code" ? counting.filter((one) => one.kind === "code") : [strongest];
  const credited = [...new Set(rivals.filter((one) => !one.self).map((one) => one.partnership))];
  if (credited.length === 0) return { reason: "self_referral", ...nothing, rejected: losers(all, []) };
  return { reason: strongest.kind, evidence: strongest.kind, credited, rejected: losers(all, credited) };
}
