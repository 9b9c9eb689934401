import { z } from "zod";
import type { Currency } from "#app/domain/money/currency.ts";
import { parseAmount } from "#app/domain/money/money.ts";
import type { ShopSettings } from "#app/services/ports/shops.ts";

export type SettingsRead =
  { kind: "settings"; settings: ShopSettings } | { kind: "invalid"; errors: Record<string, string> };

const days = "Enter whole days from 0 to 365";

/** Reads the posted settings; an empty minimum is the usual one. */
export function readSettings(form: FormData, currency: Currency): SettingsRead {
  const amount = z.string().transform((text, context): bigint | null => {
    if (text.trim() === "") return null;
    const parsed = parseAmount(text.trim(), currency);
    if (parsed.kind === "amount" && !parsed.rounded && parsed.amountMinor >= 0n) return parsed.amountMinor;
    context.addIssue({ code: "custom", message: `Enter an amount in ${currency}, such as 25` });
    return z.NEVER;
  });
  const schema = z.object({
    minimumPayoutMinor: amount,
    defaultHoldDays: z
      .string()
      .trim()
      .regex(/^\d{1,3}$/, days)
      .transform(Number)
      .refine((count) => count <= 365, days),
    mailsReviews: z.boolean(),
  });
  const parsed = schema.safeParse({
    minimumPayoutMinor: String(form.get("minimumPayout") ?? ""),
    mailsReviews: form.get("mailsReviews") !== null,
    defaultHoldDays: String(form.get("defaultHoldDays") ?? ""),
  });
  if (parsed.success) return { kind: "settings", settings: parsed.data };
  return {
    kind: "invalid",
    errors: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])),
  };
}
