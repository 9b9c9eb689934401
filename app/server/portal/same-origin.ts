/**
 * Refuses a form that another site sent with our visitor's cookie. Browsers name the origin of every POST; where one
 * does not, it says at least whether the request comes from our own pages.
 *
 * @throws Response 403
 */
export function assertSameOrigin(request: Request, appUrl: URL): void {
  const origin = request.headers.get("Origin");
  const site = request.headers.get("Sec-Fetch-Site");
  const ours = origin === null ? site === "same-origin" : origin === appUrl.origin || origin === originOf(request);
  if (!ours)
    throw new Response("This form was not sent from our own page. Open the page and send it again.", { status: 403 });
}

/** Behind a proxy that ends TLS, the request's scheme is not the browser's: its host is compared, and nobody else's page has it. */
function originOf(request: Request): string {
  return new URL(request.url).origin;
}
