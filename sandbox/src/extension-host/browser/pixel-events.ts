/** Customer events in the documented form, from what a page is. */
export interface Given {
  consentBanner: boolean;
  /** The settings that the app gave its pixel, JSON; null when it has not activated it. */
  pixel: string | null;
  product: string | null;
  checkout: { token: string; order: string | null } | null;
}

let sequence = 0;

function event(name: string, data: object) {
  const { href, hash, host, hostname, origin, pathname, port, protocol, search } = location;
  return {
    id: crypto.randomUUID(),
    clientId: crypto.randomUUID(),
    name,
    seq: (sequence += 1),
    timestamp: new Date().toISOString(),
    type: "standard",
    context: {
      document: {
        location: { href, hash, host, hostname, origin, pathname, port, protocol, search },
        referrer: document.referrer,
        characterSet: document.characterSet,
        title: document.title,
      },
      navigator: {
        language: navigator.language,
        cookieEnabled: true,
        languages: navigator.languages,
        userAgent: navigator.userAgent,
      },
      window: { innerWidth, innerHeight },
    },
    data,
  };
}

const variantOf = (product: string) => ({
  id: null,
  product: { id: product, title: "", vendor: "" },
  price: { amount: 0, currencyCode: "USD" },
});

/** What has happened by opening this page. */
export function pageEvents({ product, checkout }: Given) {
  const events = [event("page_viewed", {})];
  if (product !== null) events.push(event("product_viewed", { productVariant: variantOf(product) }));
  if (checkout?.order === null)
    events.push(event("checkout_started", { checkout: { token: checkout.token, order: null } }));
  else if (checkout)
    events.push(event("checkout_completed", { checkout: { token: checkout.token, order: { id: checkout.order } } }));
  return events;
}

export const addedToCart = (product: string) =>
  event("product_added_to_cart", { cartLine: { merchandise: variantOf(product), quantity: 1, cost: {} } });
