import type {
  PixelEventsCheckoutCompleted,
  PixelEventsCheckoutStarted,
  PixelEventsPageViewed,
  PixelEventsProductAddedToCart,
  PixelEventsProductViewed,
} from "@shopify/web-pixels-extension";

/** The steps of the funnel, by Shopify's names. */
export const STEPS = [
  "page_viewed",
  "product_viewed",
  "product_added_to_cart",
  "checkout_started",
  "checkout_completed",
] as const;

export type Step =
  | PixelEventsPageViewed
  | PixelEventsProductViewed
  | PixelEventsProductAddedToCart
  | PixelEventsCheckoutStarted
  | PixelEventsCheckoutCompleted;

/** What is told of a step: ids of things, never of people. Absent is empty. */
export type Described = {
  id: string;
  step: (typeof STEPS)[number];
  /** ISO 8601, as Shopify stamped it. */
  at: string;
  product: string;
  checkout: string;
  order: string;
};

export function describe(event: Step): Described {
  const base = { id: event.id, at: event.timestamp, step: event.name, product: "", checkout: "", order: "" };
  switch (event.name) {
    case "page_viewed":
      return base;
    case "product_viewed":
      return { ...base, product: event.data.productVariant.product.id ?? "" };
    case "product_added_to_cart":
      return { ...base, product: event.data.cartLine?.merchandise.product.id ?? "" };
    case "checkout_started":
      return { ...base, checkout: event.data.checkout.token ?? "" };
    case "checkout_completed":
      return { ...base, checkout: event.data.checkout.token ?? "", order: event.data.checkout.order?.id ?? "" };
  }
}

const REF = /^([\w-]{1,64})(\.|$)/;

/** The link's token in an address, without its time and signature; `""` for none. */
export function tokenIn(search: string): string {
  return REF.exec(new URLSearchParams(search).get("ref") ?? "")?.[1] ?? "";
}
