import type { BrowserContext, Route } from "playwright-core";
import type { Stage } from "../../../scripts/demo/stage.ts";

export const ADMIN = "https://admin.shopify.com";
const CDN = "https://cdn.shopify.com";

/**
 * Shopify's two origins are the sandbox's: the admin is its page with the app in a frame, the CDN's App Bridge and font
 * its stand-ins. The app itself is reached at its own address, its answers untouched. Anything else outside of this
 * machine is refused and told.
 */
export async function routeOrigins(context: BrowserContext, stage: Stage, stray: (url: string) => void): Promise<void> {
  await context.route(
    (url) => url.protocol.startsWith("http") && !isHere(url.hostname),
    async (route) => {
      const url = new URL(route.request().url());
      if (url.origin === ADMIN) return toSandbox(route, stage, url.pathname + url.search);
      if (url.origin === CDN && url.pathname === "/shopifycloud/app-bridge.js")
        return toSandbox(route, stage, "/app-bridge.js");
      if (url.origin === CDN && /^\/static\/fonts\/inter\/v\d+\/styles\.css$/.test(url.pathname))
        return toSandbox(route, stage, "/inter.css");
      stray(url.href);
      return route.abort();
    },
  );
}

const isHere = (hostname: string): boolean => hostname.endsWith("localhost") || hostname === "127.0.0.1";

async function toSandbox(route: Route, { sandbox }: Stage, path: string): Promise<void> {
  const request = route.request();
  const headers = { ...request.headers(), "x-forwarded-host": "admin.shopify.com", "x-forwarded-proto": "https" };
  const body = request.postDataBuffer();
  const answer = await fetch(`${sandbox.url}${path}`, {
    method: request.method(),
    headers,
    redirect: "manual",
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  });
}
