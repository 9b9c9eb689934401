import { render } from "preact";
import type { CheckoutApi } from "./api.ts";
import { CreatorCode } from "./CreatorCode.tsx";

declare const shopify: CheckoutApi;

export default async function checkout() {
  render(<CreatorCode api={shopify} />, document.body);
}
