import type { Instant } from "../kernel/instant.ts";
import { byCodePoints } from "../kernel/text.ts";

/**
 * Which of two bodies is the newer. `updated_at` has whole seconds, so ties are common: then the trigger decides,
 * then the number of refunds, then the canonical text, so that any order of arrival ends in the same choice.
 */
export interface Rank extends Trigger {
  readonly updatedAt: Instant;
  readonly refunds: number;
}

/** When Shopify says that a delivery was triggered, and which delivery it was. */
export interface Trigger {
  readonly triggeredAt: Instant;
  /** Shopify writes nanoseconds: those below the millisecond, 0 to 999,999; absent where they were not kept. */
  readonly belowMs?: number | undefined;
  /** Where the body's canonical text can be had; read on a tie only, since texts are long and ties rare. */
  readonly text: TextRef;
}

/** An opaque handle of a body's canonical text (a place in a file, an inbox row). */
export type TextRef = number;
export type TextOf = (ref: TextRef) => string;

const FUTURE_MS = 5 * 60_000;

/** A body from more than 5 minutes after its own trigger has a wrong clock and counts as of its trigger. */
export function effectiveUpdatedAt(updatedAt: Instant, triggeredAt: Instant): Instant {
  return updatedAt - triggeredAt > FUTURE_MS ? triggeredAt : updatedAt;
}

export function compareRanks(a: Rank, b: Rank, textOf: TextOf): number {
  return a.updatedAt - b.updatedAt || compareInstants(a, b) || a.refunds - b.refunds || compareTexts(a, b, textOf);
}

/** For what has no `updated_at`: the later trigger, then the greater text. */
export function compareTriggers(a: Trigger, b: Trigger, textOf: TextOf): number {
  return compareInstants(a, b) || compareTexts(a, b, textOf);
}

export const compareInstants = (a: Trigger, b: Trigger): number =>
  a.triggeredAt - b.triggeredAt || (a.belowMs ?? 0) - (b.belowMs ?? 0);

const compareTexts = (a: Trigger, b: Trigger, textOf: TextOf): number =>
  a.text === b.text ? 0 : byCodePoints(textOf(a.text), textOf(b.text));
