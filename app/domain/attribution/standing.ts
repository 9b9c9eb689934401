import { DAY_MS, type Instant } from "../kernel/instant.ts";
import type { Evidence, LossReason, OfferTerms, Partnership } from "./evidence.ts";

/** Codes, entries and landings are honoured so long after a partnership's end: posts live longer than contracts. */
export const GRACE_DAYS = 14;

/** Why evidence does not count for an order processed at `processedAt`, or `null` when it counts. */
export function whyNotCounting(
  evidence: Evidence,
  processedAt: Instant,
  terms: OfferTerms,
): Extract<LossReason, "outside_window" | "not_active" | "offer_not_in_force"> | null {
  const { clickedAt } = evidence;
  const timedClick = evidence.kind === "click" && typeof clickedAt === "number";
  if (timedClick && !withinWindow(clickedAt, processedAt, terms.windowDays)) return "outside_window";
  if (endedForFraudBefore(evidence.partnership, processedAt)) return "not_active";
  const active = timedClick
    ? activeAt(evidence.partnership, clickedAt)
    : activeOrInGrace(evidence.partnership, processedAt);
  if (!active) return "not_active";
  return terms.inForce ? null : "offer_not_in_force";
}

function withinWindow(clickedAt: Instant, processedAt: Instant, windowDays: number): boolean {
  return clickedAt <= processedAt && processedAt - clickedAt <= windowDays * DAY_MS;
}

const started = ({ activeFrom }: Partnership, at: Instant): boolean => activeFrom === null || activeFrom <= at;

/** Pausing is not here on purpose: it does not steal what was set in motion. */
const activeAt = (partnership: Partnership, at: Instant): boolean =>
  started(partnership, at) && (partnership.activeUntil === null || at < partnership.activeUntil);

const activeOrInGrace = (partnership: Partnership, at: Instant): boolean =>
  started(partnership, at) && (partnership.activeUntil === null || at - partnership.activeUntil <= GRACE_DAYS * DAY_MS);

const endedForFraudBefore = ({ endedForFraud, activeUntil }: Partnership, processedAt: Instant): boolean =>
  endedForFraud && activeUntil !== null && processedAt >= activeUntil;
