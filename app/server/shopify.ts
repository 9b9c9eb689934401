import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Env } from "./env.ts";
import type { Log } from "./log.ts";

/** The one version of the Admin API that every document is written for and checked against. */
export const apiVersion = ApiVersion.October26;

export type Shopify = ReturnType<typeof createShopify>;

/** Shopify's own library: installing, authenticating the embedded admin, tokens that expire and are refreshed. */
export function createShopify(options: { env: Env; fetch: typeof fetch; sessionStorage: SessionStorage; log: Log }) {
  const { env } = options;
  // The library has no setting for this. It must run after the adapter's import, which sets its own fetch.
  if (env.SHOPIFY_STAND_IN_URL !== undefined) setAbstractFetchFunc(options.fetch);

  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL.origin,
    apiVersion,
    distribution: AppDistribution.AppStore,
    sessionStorage: options.sessionStorage,
    // Scopes are declared in shopify.app.toml and granted by Shopify's managed installation.
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { level: LogSeverity.Warning, log: (severity, message) => forward(options.log, severity, message) },
  });
}

function forward(log: Log, severity: LogSeverity, message: string): void {
  if (severity === LogSeverity.Error) log.error({ from: "shopify" }, message);
  else if (severity === LogSeverity.Warning) log.warn({ from: "shopify" }, message);
  else log.debug({ from: "shopify" }, message);
}
