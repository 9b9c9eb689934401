import { render } from "preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import { CreatorReceipt } from "./CreatorReceipt.tsx";

declare const shopify: Api;

export default async function orderStatus() {
  const order = shopify.order.value?.id;
  if (order !== undefined) render(<CreatorReceipt placed={{ api: shopify, order }} />, document.body);
}
