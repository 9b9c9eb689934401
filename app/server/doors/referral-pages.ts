import type { ServerResponse } from "node:http";
import type { LiveLink } from "#app/services/ports/clicks.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);

/** What a link shows of itself in a chat or a timeline. */
export function previewPage(link: LiveLink, address: string): string {
  const title = escaped(link.brandName);
  const description = escaped(link.offerName);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="robots" content="noindex">
<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${title}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${escaped(address)}">
<meta name="twitter:card" content="summary">
</head><body><h1>${title}</h1><p>${description}</p></body></html>
`;
}

/** For links that nobody has and for those that have ended alike. */
export const unknownPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>This link does not work any more</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>body{font:17px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color:#222}</style>
</head><body><main><h1>This link does not work any more</h1>
<p>It may have ended, or a letter went missing on the way. Ask whoever gave it to you for a new one.</p></main></body></html>
`;

/** On every answer. Names and values in turn, as they go out: an object would be taken apart each time. */
export const referralHeaders = Object.entries({
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
  "Referrer-Policy": "strict-origin-when-cross-origin",
}).flat();

const pageHeaders = [
  ...referralHeaders,
  ...Object.entries({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
  }).flat(),
];

/** @param headers more of them, names and values in turn */
export function page(response: ServerResponse, status: number, html: string, headers: readonly string[] = []): void {
  const body = Buffer.from(html);
  response.writeHead(status, [...pageHeaders, "Content-Length", String(body.length), ...headers]).end(body);
}
