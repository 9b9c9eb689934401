import type { Api as OrderStatusApi } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import type { Api as ThankYouApi } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { cartEvidence } from "../../shared/cart-evidence.ts";

/** What both pages offer, and the same work needs. */
export type PageApi = Pick<
  ThankYouApi | OrderStatusApi,
  "attributes" | "discountCodes" | "i18n" | "sessionToken" | "settings" | "storage"
>;

/** The order that a page is about. */
export type Placed = { api: PageApi; order: string };

/** What on the order may point to a creator; the app says whether it does. */
export function evidenceOn(api: PageApi): { codes: string[]; ref?: string } {
  const { code, ref } = cartEvidence(api.attributes.value);
  const codes = [...(code ? [code] : []), ...api.discountCodes.value.map((one) => one.code)];
  return { codes: codes.slice(0, 6), ...(ref ? { ref } : {}) };
}
