import type { Api as BlockApi } from "@shopify/ui-extensions/purchase.checkout.block.render";
import type { Api as ReductionsApi } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";

/** What both of our places in checkout offer. */
export type CheckoutApi = BlockApi | ReductionsApi;
