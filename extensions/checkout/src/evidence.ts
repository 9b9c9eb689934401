import { ATTRIBUTE } from "../../shared/cart-evidence.ts";
import type { CheckoutApi } from "./api.ts";

/** Copied to the order where the shop has a definition for it, which takes the optional scope write_orders: see docs/capture.md. */
const METAFIELD = { namespace: "$app", key: "creator_code" } as const;

/** What this checkout lets an extension change; accelerated checkouts and some carts let nothing. */
export function allowed(api: CheckoutApi) {
  const { attributes, discounts, metafields } = api.instructions.value;
  return {
    discounts: discounts.canUpdateDiscountCodes,
    attributes: attributes.canUpdateAttributes,
    metafields: metafields.canSetCartMetafields,
    anything: discounts.canUpdateDiscountCodes || attributes.canUpdateAttributes || metafields.canSetCartMetafields,
  };
}

/**
 * Writes the code on the cart, and so on the order. The attribute reaches the app in the order's webhook but is
 * deprecated; the metafield is its successor but no webhook carries it: hence both.
 * @returns whether at least one of them is there now
 */
export async function leaveEvidence(api: CheckoutApi, code: string): Promise<boolean> {
  const can = allowed(api);
  const done = await Promise.all([
    can.attributes && succeeds(api.applyAttributeChange({ type: "updateAttribute", key: ATTRIBUTE.code, value: code })),
    can.metafields &&
      succeeds(
        api.applyMetafieldChange({
          type: "updateCartMetafield",
          metafield: { ...METAFIELD, type: "single_line_text_field", value: code },
        }),
      ),
  ]);
  return done.includes(true);
}

/** Takes back what `leaveEvidence` and the discount left. @returns whether all of it is gone */
export async function takeBack(api: CheckoutApi, code: string): Promise<boolean> {
  const can = allowed(api);
  const has = api.discountCodes.value.some((one) => one.code.toLowerCase() === code.toLowerCase());
  const done = await Promise.all([
    !has || (can.discounts && succeeds(api.applyDiscountCodeChange({ type: "removeDiscountCode", code }))),
    can.attributes && succeeds(api.applyAttributeChange({ type: "removeAttribute", key: ATTRIBUTE.code })),
    !can.metafields || succeeds(api.applyMetafieldChange({ type: "removeCartMetafield", ...METAFIELD })),
  ]);
  return done.every(Boolean);
}

/** Whether a change went through: it may be refused, and on accelerated checkouts it may also reject. */
export async function succeeds(change: Promise<{ type: "success" | "error" }>): Promise<boolean> {
  try {
    return (await change).type === "success";
  } catch {
    return false;
  }
}
