import { render } from "preact";
import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { CreatorReceipt } from "./CreatorReceipt.tsx";

declare const shopify: Api;

export default async function thankYou() {
  const placed = { api: shopify, order: shopify.orderConfirmation.value.order.id };
  render(<CreatorReceipt placed={placed} />, document.body);
}
