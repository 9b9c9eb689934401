import { z } from "zod";
import { type Instant, parseInstant } from "../kernel/instant.ts";
import { LARGEST_AMOUNT_MINOR } from "../money/money.ts";

/**
 * An offer's rule as one JSON document. How its parts meet is told in `commissions-for.ts`. Errors name the path and
 * the remedy. Unknown keys are refused: a rule that the code does not understand must not be priced by what it does.
 */

export const amountMinorText = z
  .string({ error: 'must be minor units as text, such as "1250"' })
  .regex(/^-?\d{1,16}$/, 'must be minor units as text, such as "1250"')
  .transform((text) => BigInt(text))
  .refine((amount) => amount >= 0n && amount <= LARGEST_AMOUNT_MINOR, "must be 0 or more, and no more than any order");

export const instantText = z
  .string({ error: 'must be an ISO 8601 instant with its zone, such as "2026-11-27T00:00:00Z"' })
  .transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.issues.push({
      code: "custom",
      input: text,
      message: 'must be an ISO 8601 instant with its zone, such as "2026-11-27T00:00:00Z"',
    });
    return z.NEVER;
  });

const bps = z
  .number({ error: "must be basis points: a whole number from 0 to 10000 (100 %)" })
  .int("must be a whole number of basis points (10 % is 1000)")
  .min(0, "must be 0 or more basis points")
  .max(10_000, "must be 10000 basis points (100 %) at most");
export const rateBps = bps;
const rate = z.strictObject({ bps });
const flat = z.strictObject({ amountMinor: amountMinorText });

/** What a line is recognised by, most specific first. Compared as text, exactly. */
export const MATCH_KEYS = ["variant", "product", "sku", "collection", "productType", "vendor", "tag"] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];
/** What only the Admin API knows of a line. */
export const FETCHED_MATCH_KEYS: readonly MatchKey[] = ["collection", "productType", "tag"];

const matchValue = z.string({ error: "must be text, as Shopify writes it" }).min(1, "must not be empty").optional();
const match = z
  .strictObject({
    variant: matchValue,
    product: matchValue,
    sku: matchValue,
    collection: matchValue,
    productType: matchValue,
    vendor: matchValue,
    tag: matchValue,
  })
  .refine((keys) => Object.keys(keys).length > 0, `needs at least one of ${MATCH_KEYS.join(", ")}`);
export type LineMatch = z.infer<typeof match>;

const count = z.number({ error: "must be a whole number" }).int("must be a whole number");

const salesStep = z.strictObject({ fromMinor: amountMinorText, bps });
const ordersStep = z.strictObject({ fromCount: count.min(0, "must be 0 or more"), bps });
const period = z.enum(["calendar_month", "all_time"]);
const mode = z.enum(["marginal", "whole"]);
const atLeastOne = "needs at least one step";

const tiers = z
  .discriminatedUnion("by", [
    z.strictObject({ by: z.literal("net_sales"), period, mode, steps: z.array(salesStep).min(1, atLeastOne) }),
    z.strictObject({ by: z.literal("orders"), period, mode, steps: z.array(ordersStep).min(1, atLeastOne) }),
  ])
  .superRefine((document, context) => {
    const starts = document.steps.map((step) => ("fromMinor" in step ? step.fromMinor : BigInt(step.fromCount)));
    const complain = (index: number, message: string): void =>
      void context.addIssue({ code: "custom", path: ["steps", index], message });
    if (starts[0] !== 0n) complain(0, "the first step must start at 0");
    starts.forEach((start, index) => {
      const before = starts[index - 1];
      if (before !== undefined && start <= before) complain(index, "steps must start higher than the one before");
    });
  });
export type Tiers = z.infer<typeof tiers>;

const repeat = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all_orders") }),
  z.strictObject({ kind: z.literal("first_order") }),
  z.strictObject({ kind: z.literal("first_orders"), count: count.min(1, "must be 1 or more") }),
  z.strictObject({ kind: z.literal("months"), count: count.min(1, "must be 1 or more").max(1200) }),
]);
export type Repeat = z.infer<typeof repeat>;

const boost = z
  .strictObject({ from: instantText, until: instantText, bps })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "must be later than `from`" });

export const EARNING_KEYS = ["percent", "flatPerOrder", "flatPerItem", "tiers", "customers", "evidence"] as const;

export const offerRuleSchema = z
  .strictObject({
    base: z.enum(["after_discounts", "before_discounts"]).default("after_discounts"),
    percent: rate.optional(),
    flatPerOrder: flat.optional(),
    flatPerItem: flat.optional(),
    overrides: z.array(z.strictObject({ match, bps })).default([]),
    exclusions: z.array(match).default([]),
    orders: z
      .strictObject({
        excludeSources: z.array(z.string()).default([]),
        excludeTags: z.array(z.string()).default([]),
        excludeBusinessBuyers: z.boolean().default(false),
      })
      .default({ excludeSources: [], excludeTags: [], excludeBusinessBuyers: false }),
    customers: z.strictObject({ new: rate.nullable().optional(), returning: rate.nullable().optional() }).default({}),
    evidence: z
      .strictObject({
        code: rate.optional(),
        entered: rate.optional(),
        click: rate.optional(),
        landing: rate.optional(),
        lifetime: rate.optional(),
        survey: rate.optional(),
      })
      .default({}),
    tiers: tiers.optional(),
    repeat: repeat.default({ kind: "all_orders" }),
    lifetime: z.strictObject({ months: count.min(1, "must be 1 or more").max(1200) }).optional(),
    boost: boost.optional(),
    caps: z
      .strictObject({
        perOrderMinor: amountMinorText.optional(),
        perCreatorMonthMinor: amountMinorText.optional(),
        budgetMinor: amountMinorText.optional(),
      })
      .default({}),
  })
  .describe("How an offer pays");

/** What an offer pays. Rates are integer basis points, amounts minor units of the shop's currency. */
export type OfferRule = z.output<typeof offerRuleSchema>;

/** A rule document as a person writes it; at least one key must give something to earn. */
export const offerRuleDocument = z
  .unknown()
  .superRefine((document, context) => {
    const keys = document !== null && typeof document === "object" ? Object.keys(document) : [];
    if (keys.some((key) => (EARNING_KEYS as readonly string[]).includes(key))) return;
    context.addIssue({ code: "custom", message: `needs at least one of ${EARNING_KEYS.join(", ")}` });
  })
  .pipe(offerRuleSchema);

export type ParsedRule =
  | { readonly kind: "rule"; readonly rule: OfferRule }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

export interface RuleProblem {
  /** Where, such as `overrides.0.match.product`. */
  readonly path: string;
  readonly message: string;
}

export function parseRule(document: unknown): ParsedRule {
  const parsed = offerRuleDocument.safeParse(document);
  return parsed.success ? { kind: "rule", rule: parsed.data } : { kind: "invalid", problems: problemsOf(parsed.error) };
}

export function problemsOf(error: z.ZodError): RuleProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}

/** Whether pricing an order under this rule needs to know of its products what only the Admin API knows. */
export const readsProducts = ({ overrides, exclusions }: OfferRule): boolean =>
  [...overrides.map(({ match: keys }) => keys), ...exclusions].some((keys) =>
    FETCHED_MATCH_KEYS.some((key) => keys[key] !== undefined),
  );

/** Whether it asks for a customer's place among their orders, and beyond the first one for which. */
export function readsHistory({ customers, repeat: limit }: OfferRule): "no" | "first" | "count" {
  if (limit.kind === "first_orders" || limit.kind === "months") return "count";
  const first = limit.kind === "first_order" || customers.new !== undefined || customers.returning !== undefined;
  return first ? "first" : "no";
}

/** Whether pricing an order under this rule reads running totals (and so has to lock them). */
export const readsTotals = ({ tiers: steps, caps }: OfferRule): boolean =>
  steps !== undefined || caps.perCreatorMonthMinor !== undefined || caps.budgetMinor !== undefined;
