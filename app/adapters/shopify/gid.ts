/** Shopify's global id of what a webhook names by its number. */
export const gidOf = (kind: "Order" | "Product", number: string): string => `gid://shopify/${kind}/${number}`;

/** `gid://shopify/LineItem/123` → `123` */
export const numberIn = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1).split("?")[0] ?? "";
