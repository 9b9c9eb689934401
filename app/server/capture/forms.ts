import { z } from "zod";
import { parseInstant } from "#app/domain/kernel/instant.ts";
import { FUNNEL_STEPS } from "#app/services/ports/capture.ts";

const code = z.string().max(255);
/** A link's token, with or without its time and signature. */
const ref = z.string().max(300).optional();
/** Shopify's id in a page's words: until the order exists it is an `OrderIdentity`, with the same number. */
const order = z
  .string()
  .regex(/^gid:\/\/shopify\/Order(Identity)?\/\d{1,19}$/, "must be an order's gid")
  .transform((gid) => gid.slice(gid.lastIndexOf("/") + 1));

export const creatorCodeForm = z.union([
  z.strictObject({ entered: z.string().trim().min(1).max(255) }),
  z.strictObject({ codes: z.array(code).max(6), ref }),
]);

export const receiptForm = z.strictObject({ order, codes: z.array(code).max(6), ref });

export const surveyForm = z.union([
  z.strictObject({ order, search: z.string().max(100) }),
  z.strictObject({ order, answer: z.string().trim().min(1).max(100) }),
]);

const digits = z
  .string()
  .regex(/^(gid:\/\/shopify\/\w+\/)?\d{1,18}$|^$/)
  .transform((text) => text.slice(text.lastIndexOf("/") + 1) || null);

/** What the web pixel sends; its names are in extensions/pixel/src/describe.ts. */
export const pixelForm = z
  .object({
    account: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
    visit: z.uuid(),
    step: z.enum(FUNNEL_STEPS),
    ref: z.string().regex(/^[\w-]{0,64}$/),
    at: z.string().transform((text, context) => {
      const at = parseInstant(text);
      if (at !== null) return at;
      context.addIssue({ code: "custom", message: "must be an instant" });
      return z.NEVER;
    }),
    product: digits,
    order: digits,
  })
  .transform(({ account, visit, step, at, ref: token, product, order: orderId }) => ({
    account,
    visit,
    step,
    at,
    token: token === "" ? null : token,
    productId: product,
    orderId,
  }));
