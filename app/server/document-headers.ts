import type { Shopify } from "./shopify.ts";

/**
 * The security headers of an HTML document.
 *
 * The merchant's pages live in a frame of Shopify's admin: who may frame them is the library's word (it knows the
 * shop); we only add what may load. Everyone else's pages may not be framed at all.
 */
export function documentHeaders(shopify: Pick<Shopify, "addDocumentResponseHeaders">) {
  return (request: Request, headers: Headers, nonce: string): void => {
    if (!isMerchantPage(new URL(request.url).pathname)) {
      headers.set("Content-Security-Policy", policy(portalSources(nonce), "frame-ancestors 'none'"));
      return;
    }
    shopify.addDocumentResponseHeaders(request, headers);
    const framedBy = headers.get("Content-Security-Policy")?.replace(/;\s*$/, "") ?? "frame-ancestors 'none'";
    headers.set("Content-Security-Policy", policy(merchantSources(nonce), framedBy));
  };
}

export const isMerchantPage = (pathname: string): boolean => /^\/(app|auth)(\/|\.data|$)/.test(pathname);

const policy = (...parts: string[]): string => parts.join("; ");

const portalSources = (nonce: string): string =>
  policy(
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data: https:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  );

/** Polaris positions with `style` attributes; its font and App Bridge come from Shopify's CDN, which App Bridge may extend. */
const merchantSources = (nonce: string): string =>
  policy(
    `script-src 'self' 'nonce-${nonce}' https://cdn.shopify.com`,
    "style-src 'self' 'unsafe-inline' https://cdn.shopify.com",
    "object-src 'none'",
    "base-uri 'none'",
  );
