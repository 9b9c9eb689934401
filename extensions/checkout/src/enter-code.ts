import type { CheckoutApi } from "./api.ts";
import { whoIs } from "./directory.ts";
import { allowed, leaveEvidence, succeeds } from "./evidence.ts";

export type Entered =
  /** The order will name this creator; `discount`: what became of the code's discount. */
  | { kind: "supported"; name: string; code: string; discount: "applied" | "refused" | "none" }
  /** The app could not be asked; the code is on the order, and the app will read it there. */
  | { kind: "noted"; code: string }
  | { kind: "unknown" }
  | { kind: "limited" }
  /** This checkout lets nothing be changed. */
  | { kind: "locked" };

/**
 * A shopper names a creator, by code or handle. The discount is applied only now, on the shopper's tap.
 *
 * Without an answer from the app the text itself is taken for a code: Shopify knows whether it is a discount, and
 * what is on the order is checked when the order arrives.
 */
export async function enterCode(api: CheckoutApi, text: string): Promise<Entered> {
  if (!allowed(api).anything) return { kind: "locked" };
  const lookup = await whoIs(api, text);
  if (lookup.kind === "unknown" || lookup.kind === "limited") return lookup;

  const creator = lookup.kind === "found" ? lookup.creator : { name: text, code: text, discount: true };
  const applied = creator.discount && (await applyDiscount(api, creator.code));
  const noted = await leaveEvidence(api, creator.code);
  if (!applied && !noted) return { kind: "locked" };
  if (lookup.kind === "unreachable" && !applied) return { kind: "noted", code: creator.code };
  const discount = !creator.discount ? "none" : applied ? "applied" : "refused";
  return { kind: "supported", name: creator.name, code: creator.code, discount };
}

async function applyDiscount(api: CheckoutApi, code: string): Promise<boolean> {
  if (api.discountCodes.value.some((one) => one.code.toLowerCase() === code.toLowerCase())) return true;
  if (!allowed(api).discounts) return false;
  return succeeds(api.applyDiscountCodeChange({ type: "addDiscountCode", code }));
}
