import { z } from "zod";
import type { Partnership } from "#app/domain/attribution/evidence.ts";
import {
  FETCHED_MATCH_KEYS,
  type LineMatch,
  type OfferRule,
  type RuleProblem,
  instantText,
  offerRuleDocument,
  problemsOf,
  rateBps,
} from "#app/domain/commission/rule.ts";
import { folded } from "#app/domain/kernel/text.ts";
import { type Currency, parseCurrency } from "#app/domain/money/currency.ts";

const days = z
  .number({ error: "must be a whole number of days" })
  .int("must be a whole number of days")
  .min(0, "must be 0 or more")
  .max(36_500);
const name = z.string({ error: "must be text" }).trim().min(1, "must not be empty");

const partnership = z
  .strictObject({
    creator: name,
    codes: z.array(name).default([]),
    links: z.array(z.string().regex(/^[A-Za-z0-9_-]+$/, "a link token has letters, digits, _ and - only")).default([]),
    activeFrom: instantText.nullable().default(null),
    activeUntil: instantText.nullable().default(null),
    email: z.string().nullable().default(null),
    bps: rateBps.nullable().default(null),
    endedFor: z.literal("fraud", { error: 'must be "fraud" or null' }).nullable().default(null),
  })
  .refine(({ endedFor, activeUntil }) => endedFor === null || activeUntil !== null, {
    path: ["endedFor"],
    message: "needs activeUntil: say when the partnership ended",
  });

const document = z.strictObject({
  currency: z.string({ error: "must be an ISO 4217 code such as USD" }).transform((code, context): Currency => {
    const currency = parseCurrency(code);
    if (currency !== null) return currency;
    context.issues.push({
      code: "custom",
      input: code,
      message: `${JSON.stringify(code)} is not an ISO 4217 currency; use a code such as USD`,
    });
    return z.NEVER;
  }),
  attributionWindowDays: days.default(30),
  holdDays: days.default(30),
  rule: offerRuleDocument,
  partnerships: z.array(partnership, { error: "must be a list of partnerships" }),
});

/** An offer as a replay takes it, with everything that its partnerships can be recognised by. */
export interface ReplayOffer {
  readonly currency: Currency;
  readonly windowDays: number;
  readonly holdDays: number;
  readonly rule: OfferRule;
  /** By folded code, exact link token, folded creator name. */
  readonly byCode: ReadonlyMap<string, Partnership>;
  readonly byToken: ReadonlyMap<string, Partnership>;
  readonly byName: ReadonlyMap<string, Partnership>;
  /** Creators by the identity (`email:…`) that would make an order their own. */
  readonly byIdentity: ReadonlyMap<string, readonly string[]>;
}

export type ParsedOffer =
  | { readonly kind: "offer"; readonly offer: ReplayOffer }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

const OFFER_ID = "replay";

export function parseReplayOffer(input: unknown): ParsedOffer {
  const parsed = document.safeParse(input);
  if (!parsed.success) return { kind: "invalid", problems: problemsOf(parsed.error) };
  const problems = [...fetchedMatches(parsed.data.rule)];
  const maps = indexed(parsed.data.partnerships, problems);
  if (problems.length > 0) return { kind: "invalid", problems };
  const { currency, attributionWindowDays, holdDays, rule } = parsed.data;
  return { kind: "offer", offer: { currency, windowDays: attributionWindowDays, holdDays, rule, ...maps } };
}

/** A replay has the order's bodies alone, so it cannot know what they do not say. */
function* fetchedMatches(rule: OfferRule): Iterable<RuleProblem> {
  const lists: [string, readonly LineMatch[]][] = [
    ["rule.overrides", rule.overrides.map(({ match }) => match)],
    ["rule.exclusions", rule.exclusions],
  ];
  for (const [path, matches] of lists)
    for (const [index, match] of matches.entries())
      for (const key of FETCHED_MATCH_KEYS)
        if (match[key] !== undefined)
          yield {
            path: `${path}.${index}.${path.endsWith("overrides") ? "match." : ""}${key}`,
            message: "needs the Admin API, which a replay does not have; match by variant, product, sku or vendor",
          };
  if (rule.orders.excludeBusinessBuyers)
    yield {
      path: "rule.orders.excludeBusinessBuyers",
      message: "is not known to a replay; exclude a tag or a source instead",
    };
}

function indexed(partnerships: readonly z.output<typeof partnership>[], problems: RuleProblem[]) {
  const byCode = new Map<string, Partnership>();
  const byToken = new Map<string, Partnership>();
  const byName = new Map<string, Partnership>();
  const byIdentity = new Map<string, string[]>();
  const claim = (map: Map<string, Partnership>, key: string, owner: Partnership, path: string, what: string): void => {
    const other = map.get(key);
    if (other !== undefined && other !== owner)
      problems.push({
        path,
        message: `${what} ${JSON.stringify(key)} belongs to ${other.creator} already; give each partnership its own`,
      });
    map.set(key, owner);
  };
  partnerships.forEach((entry, index) => {
    const owner: Partnership = {
      id: entry.creator,
      creator: entry.creator,
      offerId: OFFER_ID,
      activeFrom: entry.activeFrom,
      activeUntil: entry.activeUntil,
      endedForFraud: entry.endedFor === "fraud",
      ownRateBps: entry.bps,
    };
    const path = `partnerships.${index}`;
    claim(byName, folded(entry.creator), owner, `${path}.creator`, "the creator");
    entry.codes.forEach((code, i) => claim(byCode, folded(code), owner, `${path}.codes.${i}`, "the code"));
    entry.links.forEach((token, i) => claim(byToken, token, owner, `${path}.links.${i}`, "the link"));
    const identity = `email:${folded(entry.email ?? "")}`;
    if (identity !== "email:") byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), entry.creator]);
  });
  return { byCode, byToken, byName, byIdentity };
}
