import { z } from "zod";
import { BRAND_END_REASONS } from "#app/domain/offer/end-reasons.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { parseAmount } from "#app/domain/money/money.ts";

/** What a form of the creator's page answers: a message, or what is wrong by field. */
export type Answer = { kind: "done"; message: string } | { kind: "invalid"; problems: Record<string, string> };

export type FormRead<T> = { kind: "read"; value: T } | { kind: "invalid"; problems: Record<string, string> };

/** Said of no field in particular. */
export const refused = (message: string): Answer => ({ kind: "invalid", problems: { form: message } });

const reason = z.string().trim().min(3, "Give a reason, in a few words").max(500, "Use 500 characters at most");

const amount = (currency: Currency) =>
  z.string().transform((text, context): bigint => {
    const parsed = parseAmount(text.trim(), currency);
    if (parsed.kind === "amount" && !parsed.rounded && parsed.amountMinor > 0n) return parsed.amountMinor;
    context.addIssue({ code: "custom", message: `Enter an amount above zero in ${currency}, such as 25` });
    return z.NEVER;
  });

const days = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/, "Enter whole days from 0 to 365")
  .transform(Number)
  .refine((count) => count <= 365, "Enter whole days from 0 to 365");

/** The amount was typed in the currency that the page showed. */
const sameCurrency = (currency: Currency) =>
  z
    .string()
    .refine((text) => text === currency, "The store's currency has changed: reload the page")
    .transform(() => currency);

export const readPartnershipForm = (form: FormData) =>
  read(
    form,
    z.discriminatedUnion("to", [
      z.object({ to: z.enum(["active", "paused"]), partnershipId: z.string(), reason }),
      z.object({
        to: z.literal("ended"),
        partnershipId: z.string(),
        endedFor: z.enum(BRAND_END_REASONS, "Choose why it ends"),
        reason,
      }),
    ]),
  );

export const readCodeForm = (form: FormData) =>
  read(
    form,
    z.object({ codeId: z.string(), leaked: z.enum(["yes", "no"]).transform((text) => text === "yes"), reason }),
  );

/** The reason is of an own order alone: the creator gets nothing, and reads why. */
export const readReviewForm = (form: FormData) =>
  read(
    form,
    z.discriminatedUnion("decision", [
      z.object({ decision: z.literal("pay"), creatorId: z.uuid() }).transform((word) => ({ ...word, reason: null })),
      z.object({ decision: z.literal("own_order"), creatorId: z.uuid(), reason }),
    ]),
  );

export const readAwardForm = (form: FormData, currency: Currency) =>
  read(
    form,
    z.discriminatedUnion("intent", [
      z.object({
        intent: z.literal("grant"),
        awardId: z.uuid(),
        partnershipId: z.string(),
        kind: z.enum(["bonus", "bounty"], "Choose what it is"),
        amountMinor: amount(currency),
        currency: sameCurrency(currency),
        holdDays: days,
        reason,
      }),
      z.object({ intent: z.literal("withdraw"), awardId: z.uuid(), reason }),
    ]),
  );

export const readBalanceForm = (form: FormData, currency: Currency) =>
  read(
    form,
    z.discriminatedUnion("intent", [
      z.object({
        intent: z.literal("correct"),
        requestId: z.uuid(),
        way: z.enum(["add", "take"], "Choose which way"),
        amountMinor: amount(currency),
        currency: sameCurrency(currency),
        reason,
      }),
      z.object({
        intent: z.literal("write_off"),
        requestId: z.uuid(),
        owedMinor: z
          .string()
          .regex(/^\d{1,18}$/)
          .transform(BigInt),
        currency: sameCurrency(currency),
        reason,
      }),
    ]),
  );

function read<S extends z.ZodType>(form: FormData, shape: S): FormRead<z.output<S>> {
  const parsed = shape.safeParse(Object.fromEntries(form));
  if (parsed.success) return { kind: "read", value: parsed.data };
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) problems[path.join(".") || "form"] ??= message;
  return { kind: "invalid", problems };
}
