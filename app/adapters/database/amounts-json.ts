import { z } from "zod";

/** Amounts in a JSON column are text: JSON numbers would be floats. */
export const amountText = z.string().transform((text) => BigInt(text));

/** A commission's entries, as settling writes them. */
export const entriesDocument = z.array(
  z.object({
    line: z.string().nullable(),
    commissionableMinor: amountText,
    bps: z.number().nullable(),
    amountMinor: amountText,
    why: z.string(),
  }),
);
