import type { Formats } from "./words.ts";

/** For what waits at a shop that has removed the app. */
export const FROZEN_IN_WORDS = "Frozen: the brand has removed Fairshare.";

/** What a bonus or bounty is as a line of the earnings. */
export function awardLine(kind: "bonus" | "bounty", minus: boolean): string {
  const name = kind === "bonus" ? "Bonus" : "Bounty";
  return minus ? `${name} withdrawn` : name;
}

interface Award {
  readonly maturesAt: number;
  readonly releasedAt: number | null;
  readonly withdrawnAt: number | null;
}

/** Since when or from when a bonus or bounty is payable, or why it is not. */
export function awardInWords(
  { maturesAt, releasedAt, withdrawnAt }: Award,
  { frozen, now }: { readonly frozen: boolean; readonly now: number },
  { day }: Pick<Formats, "day">,
): string {
  if (withdrawnAt !== null) return `Withdrawn on ${day(withdrawnAt)}.`;
  if (releasedAt !== null) return `Payable since ${day(releasedAt)}.`;
  if (frozen) return FROZEN_IN_WORDS;
  return maturesAt > now ? `Payable on ${day(maturesAt)}.` : "Payable within minutes.";
}
