import type { HeadersArgs } from "@remix-run/node";

/** Keeps the headers that Shopify's library put on a loader's, an action's or a thrown response. */
export function forwardHeaders({ parentHeaders, loaderHeaders, actionHeaders, errorHeaders }: HeadersArgs): Headers {
  if (errorHeaders !== undefined && [...errorHeaders].length > 0) return errorHeaders;
  return new Headers([...parentHeaders, ...loaderHeaders, ...actionHeaders]);
}
