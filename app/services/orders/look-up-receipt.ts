import { type Carried, type CheckDeps, whoIsSupported } from "../codes/check-creator-code.ts";
import type { Caller, CaptureLimits, ReceiptOrder, Receipts, SurveyAnswers } from "../ports/capture.ts";

export type IssueDeps = CheckDeps & { receipts: Receipts; answers: SurveyAnswers };

export type Issued =
  /** `captured`: something on the order names a creator already, so there is nothing to ask. */
  { readonly kind: "issued"; readonly code: string; readonly captured: boolean } | { readonly kind: "limited" };

/**
 * The short code that names an order to its creator. Shopify's token says which shop a page is of, not which order: so a
 * receipt proves nothing by itself, it only says where to look.
 */
export async function issueReceipt(
  deps: IssueDeps,
  caller: Caller,
  order: { orderId: string; carried: Carried },
): Promise<Issued> {
  const supported = await whoIsSupported(deps, caller, order.carried);
  if (supported.kind === "limited" || supported.kind === "busy") return { kind: "limited" };
  const captured = supported.kind === "found" || (await deps.answers.has(caller.shopId, order.orderId));
  return { kind: "issued", code: await deps.receipts.codeFor(caller.shopId, order.orderId), captured };
}

export type LookedUp =
  | { readonly kind: "found"; readonly orders: readonly ReceiptOrder[] }
  /** No order of the creator's brands has this code. */
  | { readonly kind: "unknown" }
  | { readonly kind: "not_a_code" }
  | { readonly kind: "limited" };

/** A creator was told a receipt's code by a shopper: was that sale counted, or why not? Limited, for codes are short. */
export async function lookUpReceipt(
  deps: { receipts: Receipts; limits: CaptureLimits },
  asked: { creatorId: string; address: string; code: string },
): Promise<LookedUp> {
  const code = readReceiptCode(asked.code);
  if (code === null) return { kind: "not_a_code" };
  if (!(await deps.limits.take("receipt_creator", asked.creatorId))) return { kind: "limited" };
  if (!(await deps.limits.take("receipt_address", asked.address))) return { kind: "limited" };
  const orders = await deps.receipts.seenBy(asked.creatorId, code);
  return orders.length === 0 ? { kind: "unknown" } : { kind: "found", orders };
}

/** Case, spaces and dashes do not matter; letters that look like digits are read as those. Null: no code of ours. */
export function readReceiptCode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{4,8}$/.test(code) ? code : null;
}
