import type { Caller, CaptureLimits, CreatorDirectory, NamedCreator } from "../ports/capture.ts";

export type CheckDeps = { directory: CreatorDirectory; limits: CaptureLimits };

export type Checked =
  | { readonly kind: "found"; readonly creator: NamedCreator }
  /** Unknown, paused and ended alike: a guesser learns nothing. */
  | { readonly kind: "unknown" }
  | { readonly kind: "limited" }
  /** The whole shop is being guessed at: shoppers go on without us. */
  | { readonly kind: "busy" };

/** Shopify's longest code. */
const LONGEST = 255;

/** A shopper names a creator in checkout, by code or handle. Guessing is limited by session, address and shop. */
export async function checkCreatorCode(deps: CheckDeps, caller: Caller, entered: string): Promise<Checked> {
  const { limits, directory } = deps;
  if (!(await limits.take("entry_session", `${caller.shopId} ${caller.session}`))) return { kind: "limited" };
  if (!(await limits.take("entry_address", caller.address))) return { kind: "limited" };
  if (!(await limits.take("entry_shop", String(caller.shopId)))) return { kind: "busy" };
  const creator = await directory.byEntry(caller.shopId, entered.slice(0, LONGEST));
  return creator === null ? { kind: "unknown" } : { kind: "found", creator };
}

/**
 * Counts what is looked up and not typed, by session, address and shop. Every code that is asked about is a try: else a
 * cart full of guesses would be one.
 */
export async function mayLookUp(limits: CaptureLimits, caller: Caller, tries = 1): Promise<boolean> {
  return (
    (await limits.take("lookup_session", `${caller.shopId} ${caller.session}`, tries)) &&
    (await limits.take("lookup_address", caller.address, tries)) &&
    (await limits.take("lookup_shop", String(caller.shopId), tries))
  );
}

/** What a cart carries: codes, and a link's token with or without its time and signature. */
export type Carried = { readonly codes: readonly string[]; readonly ref: string | null };

const MOST_CODES = 6;

/** Whom a cart supports already. To know that one must have the codes: the limits are wider than those of what is typed. */
export async function whoIsSupported(deps: CheckDeps, caller: Caller, carried: Carried): Promise<Checked> {
  const { limits, directory } = deps;
  const codes = carried.codes.slice(0, MOST_CODES).map((code) => code.slice(0, LONGEST));
  if (!(await mayLookUp(limits, caller, Math.max(1, codes.length)))) return { kind: "limited" };
  const creator = await directory.byEvidence(caller.shopId, codes, tokenOf(carried.ref));
  return creator === null ? { kind: "unknown" } : { kind: "found", creator };
}

/** `<token>`, with or without `.<unix seconds>.<signature>`; whether it is genuine is judged on the order. */
export const tokenOf = (ref: string | null): string | null => /^([\w-]{1,64})(?:\.|$)/.exec(ref ?? "")?.[1] ?? null;
