import { z } from "zod";
import { MATCH_KEYS } from "#app/domain/commission/rule.ts";
import { floor } from "#app/domain/kernel/fraction.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { parseAmount, parseDecimal } from "#app/domain/money/money.ts";
import type { ShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import { ruleDocumentOf } from "./rule-document.ts";

export type OfferFormErrors = Record<string, string>;

export type OfferFormRead =
  | { kind: "invalid"; errors: OfferFormErrors }
  | {
      kind: "terms";
      details: { name: string; description: string; autoApprove: boolean; noticeDays: number };
      ruleDocument: unknown;
      shopperTerms: ShopperTerms;
      attributionWindowDays: number;
      holdDays: number;
    };

/**
 * Reads the posted form. Errors are by field, rows as `overrides.0.value`.
 * @param original the rule that the form began with: what it has no field for stays as it was
 */
export function readOfferForm(form: FormData, currency: Currency, original: unknown): OfferFormRead {
  const parsed = schemaFor(currency).safeParse(rawOf(form));
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message] as const);
    return { kind: "invalid", errors: Object.fromEntries(issues.toReversed()) };
  }
  const { name, description, autoApprove, noticeDays, holdDays, windowDays, ...rest } = parsed.data;
  return {
    kind: "terms",
    details: { name, description, autoApprove, noticeDays },
    ruleDocument: ruleDocumentOf(rest, original),
    shopperTerms: shopperTermsOf(rest),
    attributionWindowDays: windowDays,
    holdDays,
  };
}

export type OfferFormParsed = z.output<ReturnType<typeof schemaFor>>;

const schemaFor = (currency: Currency) =>
  z
    .object({
      name: z.string().trim().min(1, "Give the offer a name").max(80, "Use 80 characters at most"),
      description: z.string().trim().max(2_000, "Use 2,000 characters at most"),
      autoApprove: z.boolean(),
      noticeDays: days(0, 180),
      customers: z.enum(["all", "new_only", "by_kind"]),
      percent: optional(percent),
      returningPercent: optional(percent),
      flatPerOrder: optional(amount(currency)),
      base: z.enum(["after_discounts", "before_discounts"]),
      overrides: z.array(z.object({ key: matchKey, value: matchValue, percent })),
      exclusions: z.array(z.object({ key: matchKey, value: matchValue })),
      capPerOrder: optional(amount(currency)),
      capPerCreatorMonth: optional(amount(currency)),
      capBudget: optional(amount(currency)),
      holdDays: days(0, 365),
      windowDays: days(1, 365),
      saving: z.enum(["none", "percent", "fixed"]),
      savingPercent: optional(percent),
      savingAmount: optional(amount(currency)),
      savingMinimum: optional(amount(currency)),
      oncePerCustomer: z.boolean(),
    })
    .superRefine((form, context) => {
      const complain = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
      if (form.percent === null && form.flatPerOrder === null)
        complain("percent", "Enter a percentage, an amount per order, or both");
      if (form.percent === null && form.customers !== "all")
        complain("percent", "Enter what a new customer's order earns");
      if (form.customers === "by_kind" && form.returningPercent === null)
        complain("returningPercent", "Enter what a returning customer's order earns");
      const saving = form.saving === "percent" ? form.savingPercent : form.savingAmount;
      if (form.saving !== "none" && !saving) complain("savingValue", "Enter what shoppers save, above 0");
    });

const matchKey = z.enum(MATCH_KEYS);
const matchValue = z.string().trim().min(1, "Enter what to look for");

const percent = z.string().transform((text, context): number => {
  const decimal = parseDecimal(text.trim().replace(/\s*%$/, ""));
  const bps = decimal === null ? null : { num: decimal.num * 100n, den: decimal.den };
  if (bps !== null && bps.num % bps.den === 0n && bps.num >= 0n && bps.num <= 10_000n * bps.den)
    return Number(floor(bps));
  context.addIssue({ code: "custom", message: "Enter a percentage from 0 to 100, such as 12.5" });
  return z.NEVER;
});

const amount = (currency: Currency) =>
  z.string().transform((text, context): bigint => {
    const parsed = parseAmount(text.trim(), currency);
    if (parsed.kind === "amount" && !parsed.rounded && parsed.amountMinor >= 0n) return parsed.amountMinor;
    context.addIssue({ code: "custom", message: `Enter an amount in ${currency}, such as 25` });
    return z.NEVER;
  });

/** An empty field means none; what is in a filled one is wrong in the words of its own schema. */
const optional = <Output>(schema: z.ZodType<Output, string>) =>
  z.string().transform((text, context): Output | null => {
    if (text.trim() === "") return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

function days(least: number, most: number) {
  const message = `Enter whole days from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
    .refine((count) => count >= least && count <= most, message);
}

function shopperTermsOf(
  form: Pick<OfferFormParsed, "saving" | "savingPercent" | "savingAmount" | "savingMinimum" | "oncePerCustomer">,
): ShopperTerms {
  const conditions = { minimumMinor: form.savingMinimum || null, oncePerCustomer: form.oncePerCustomer };
  if (form.saving === "percent" && form.savingPercent !== null)
    return { kind: "percent", bps: form.savingPercent, ...conditions };
  if (form.saving === "fixed" && form.savingAmount !== null)
    return { kind: "fixed", amountMinor: form.savingAmount, ...conditions };
  return { kind: "none" };
}

/** Rows arrive as fields of the same name, in the rows' sequence. */
function rawOf(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? "");
  const all = (name: string) => form.getAll(name).map(String);
  const [values, percents] = [all("overrideValue"), all("overridePercent")];
  const excluded = all("exclusionValue");
  return {
    ...Object.fromEntries(textFields.map((name) => [name, text(name)])),
    autoApprove: form.has("autoApprove"),
    oncePerCustomer: form.has("oncePerCustomer"),
    // One field on the screen; what it means depends on the kind of saving.
    savingPercent: text("saving") === "percent" ? text("savingValue") : "",
    savingAmount: text("saving") === "fixed" ? text("savingValue") : "",
    overrides: all("overrideKey").map((key, index) => ({
      key,
      value: values[index] ?? "",
      percent: percents[index] ?? "",
    })),
    exclusions: all("exclusionKey").map((key, index) => ({ key, value: excluded[index] ?? "" })),
  };
}

const textFields = [
  "name",
  "description",
  "noticeDays",
  "customers",
  "percent",
  "returningPercent",
  "flatPerOrder",
  "base",
  "capPerOrder",
  "capPerCreatorMonth",
  "capBudget",
  "holdDays",
  "windowDays",
  "saving",
  "savingMinimum",
];
