import type { BridgeConfig } from "./config.ts";

/** The app answers with this header when the session token was not good any more; one more try with a new one is due. */
const RETRY_HEADER = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE_HEADER = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/** Makes the page's `fetch` send the session token to the app's own origin (and those that it lists), and to no other. */
export function authenticateFetch(
  own: Window & { fetch: typeof fetch; Request: typeof Request },
  config: BridgeConfig,
  idToken: () => Promise<string>,
): void {
  if (config.disabledFeatures.includes("fetch") || own.parent === own) return;
  const plain = own.fetch.bind(own);
  own.fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new own.Request(input instanceof own.Request ? input : new URL(input, own.document.baseURI), init);
    if (!isOwn(new URL(request.url), own.location, config) || request.headers.has("Authorization"))
      return plain(input, init);
    const again = request.clone();
    const response = await plain(await withToken(request, idToken));
    const answer = response.headers.get(RETRY_HEADER) ? await plain(await withToken(again, idToken)) : response;
    const reauthorize = answer.headers.get(REAUTHORIZE_HEADER);
    if (reauthorize) own.open(new URL(reauthorize, own.location.href), "_top");
    return answer;
  };
}

async function withToken(request: Request, idToken: () => Promise<string>): Promise<Request> {
  request.headers.set("Authorization", `Bearer ${await idToken()}`);
  request.headers.set("X-Requested-With", "XMLHttpRequest");
  return request;
}

function isOwn(url: URL, location: Location, { appOrigins }: BridgeConfig): boolean {
  const sameHost = url.hostname === location.hostname || url.hostname.endsWith(`.${location.hostname}`);
  return (
    url.origin === location.origin ||
    (sameHost && url.port === location.port && url.protocol === location.protocol) ||
    appOrigins.includes(url.origin)
  );
}
