/**
 * A `fetch` that sends what is meant for `https://<shop>` to a local stand-in for Shopify, with the shop in
 * `X-Forwarded-Host`. Everything else goes where it was going. Development and tests only: `readEnv` refuses the
 * stand-in's URL in production.
 */
export function standInFetch(standInUrl: URL, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.hostname.endsWith(".myshopify.com")) return send(request);

    const target = new URL(url.pathname + url.search, standInUrl);
    const headers = new Headers(request.headers);
    headers.set("X-Forwarded-Host", url.hostname);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    return send(target, {
      method: request.method,
      headers,
      redirect: request.redirect,
      signal: request.signal,
      ...body,
    });
  };
}
