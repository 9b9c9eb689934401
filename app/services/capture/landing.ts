import { clickTokenText, type ClickToken } from "./click-token.ts";
import type { LiveLink } from "../ports/clicks.ts";

/** Query parameters of a landing page: the link's token, and the click's time and signature. */
export const landingParameter = { ref: "ref", signature: "ref_sig" } as const;

const longestPath = 2_000;

/**
 * A path that stays on the shop, or null. Browsers read `//host`, `/\host` and (once dots are resolved) `/.//host` as
 * another site, and a shop decodes a `redirect` once more, hence no encoded slashes at its start. `/discount/…` is
 * refused, since it would swap the code and redirect again.
 */
export function shopPath(text: string): string | null {
  if (text.length > longestPath || !/^\/(?!\/)[^\\\s]*$/.test(text) || hasControl(text)) return null;
  const base = "https://shop.invalid";
  if (!URL.canParse(text, base)) return null;
  const { origin, pathname, search, hash } = new URL(text, base);
  if (origin !== base || /^\/(\/|%2f|%5c)/i.test(pathname) || /^\/+discount(\/|$)/i.test(decoded(pathname)))
    return null;
  return pathname + search + hash;
}

const hasControl = (text: string): boolean => [...text].some((character) => character < " " || character === "\u007f");

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Where a visit of a link goes: a page of the shop, with the click in its address, by way of Shopify's discount page when
 * the offer saves the shopper something.
 *
 * @param origin the shop's storefront, without a slash at the end
 * @param wanted a deep link from the visit's address; ignored unless it stays on the shop
 */
export function landingUrl(origin: string, link: LiveLink, click: ClickToken, wanted: string | null): string {
  const path = (wanted === null ? null : shopPath(wanted)) ?? shopPath(link.destinationPath) ?? "/";
  const landing = withClick(path, click);
  if (link.discountCode === null) return origin + landing;
  const code = encodeURIComponent(link.discountCode);
  return `${origin}/discount/${code}?redirect=${encodeURIComponent(landing)}&${landingParameter.ref}=${click.token}`;
}

function withClick(path: string, click: ClickToken): string {
  const url = new URL(path, "https://shop.invalid");
  const [token = "", ...proof] = clickTokenText(click).split(".");
  url.searchParams.set(landingParameter.ref, token);
  url.searchParams.set(landingParameter.signature, proof.join("."));
  return url.pathname + url.search + url.hash;
}
