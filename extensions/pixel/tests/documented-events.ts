/** Events in the form that Shopify documents for the Web Pixels API, cut to what a pixel of ours may look at. */
const context = {
  document: {
    location: {
      href: "https://demo.example/products/tee?ref=tokmaya.1764000000.c2ln",
      hash: "",
      host: "demo.example",
      hostname: "demo.example",
      origin: "https://demo.example",
      pathname: "/products/tee",
      port: "",
      protocol: "https:",
      search: "?ref=tokmaya.1764000000.c2ln",
    },
    referrer: "https://social.example/maya",
    characterSet: "UTF-8",
    title: "Tee",
  },
  navigator: { language: "en", cookieEnabled: true, languages: ["en"], userAgent: "Mozilla/5.0" },
  window: {},
};

const variant = {
  id: "39072856",
  image: { src: "https://cdn.example/tee.jpg" },
  price: { amount: 25, currencyCode: "USD" },
  product: {
    id: "632910392",
    title: "Tee",
    untranslatedTitle: "Tee",
    url: "/products/tee",
    vendor: "Demo",
    type: "Shirt",
  },
  sku: "TEE-M",
  title: "M",
  untranslatedTitle: "M",
};

const checkout = {
  token: "5b21d3a6",
  email: "shopper@example.com",
  phone: "+15551234567",
  currencyCode: "USD",
  attributes: [{ key: "_creator_ref", value: "tokmaya" }],
  shippingAddress: { firstName: "Sam", lastName: "Shopper", address1: "1 Main St" },
  totalPrice: { amount: 27.5, currencyCode: "USD" },
  lineItems: [],
};

const event = (name: string, data: object, type = "standard") => ({
  id: `sh-${name}`,
  clientId: "e2c1b3d4-client-of-a-person",
  name,
  seq: 1,
  timestamp: "2026-11-24T10:00:00.000Z",
  type,
  context,
  data,
});

export const documented = {
  page_viewed: event("page_viewed", {}),
  product_viewed: event("product_viewed", { productVariant: variant }),
  product_added_to_cart: event("product_added_to_cart", {
    cartLine: { cost: { totalAmount: { amount: 25, currencyCode: "USD" } }, merchandise: variant, quantity: 1 },
  }),
  checkout_started: event("checkout_started", { checkout: { ...checkout, order: null } }),
  checkout_completed: event("checkout_completed", {
    checkout: { ...checkout, order: { id: "5001", customer: { id: "77", isFirstOrder: true } } },
  }),
} as const;

export const onPage = (one: (typeof documented)["page_viewed"], search: string) => ({
  ...one,
  context: { ...context, document: { ...context.document, location: { ...context.document.location, search } } },
});
