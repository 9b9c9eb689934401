import { z } from "zod";
import { amountMinorText } from "../commission/rule.ts";

/** What a shopper saves with a creator's code. `{}` is nothing: the codes are ours alone, Shopify knows no discount. */
export const shopperTermsSchema = z.strictObject({
  percent: z
    .strictObject({
      bps: z.int("must be whole basis points").min(1, "must be above 0").max(10_000, "must be 100 % at most"),
    })
    .optional(),
  fixed: z.strictObject({ amountMinor: amountMinorText.refine((amount) => amount > 0n, "must be above 0") }).optional(),
  minimumMinor: amountMinorText.optional(),
  oncePerCustomer: z.boolean().default(false),
});

export type ShopperTerms =
  | { readonly kind: "none" }
  | ({ readonly kind: "percent"; readonly bps: number } & Conditions)
  | ({ readonly kind: "fixed"; readonly amountMinor: bigint } & Conditions);

interface Conditions {
  /** The least subtotal, in minor units of the shop's currency; null for none. */
  readonly minimumMinor: bigint | null;
  readonly oncePerCustomer: boolean;
}

/** @throws ZodError when the document is none of ours: only what was checked on its way in is stored */
export function readShopperTerms(document: unknown): ShopperTerms {
  const { percent, fixed, minimumMinor, oncePerCustomer } = shopperTermsSchema.parse(document);
  const conditions = { minimumMinor: minimumMinor ?? null, oncePerCustomer };
  if (percent !== undefined) return { kind: "percent", bps: percent.bps, ...conditions };
  if (fixed !== undefined) return { kind: "fixed", amountMinor: fixed.amountMinor, ...conditions };
  return { kind: "none" };
}

/** The document that `readShopperTerms` reads, for storing and hashing: one text for equal terms. */
export function shopperTermsDocument(terms: ShopperTerms): Record<string, unknown> {
  if (terms.kind === "none") return {};
  const saving =
    terms.kind === "percent" ? { percent: { bps: terms.bps } } : { fixed: { amountMinor: String(terms.amountMinor) } };
  const minimum = terms.minimumMinor === null ? {} : { minimumMinor: String(terms.minimumMinor) };
  return { ...saving, ...minimum, oncePerCustomer: terms.oncePerCustomer };
}
