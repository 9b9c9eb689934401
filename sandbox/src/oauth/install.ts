import type { AppConfig, AppInstallation } from "../state/apps.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

export interface InstallOptions {
  config: AppConfig;
  secret: string;
  /** Optional scopes that the merchant grants at once. */
  optionalScopes?: readonly string[];
}

/**
 * Installs the app as a merchant would: the scopes of its configuration are granted, its declared webhooks subscribed.
 * Installing again keeps what is there and takes over the newest configuration.
 */
export function installApp(
  world: World,
  shop: Shop,
  { config, secret, optionalScopes = [] }: InstallOptions,
): AppInstallation {
  const foreign = optionalScopes.find((scope) => !config.optionalScopes.includes(scope));
  if (foreign) throw new Error(`${foreign} is not among the optional scopes of the app's configuration`);
  const scopes = [...new Set([...config.scopes, ...optionalScopes])];
  const subscriptions = config.subscriptions.map((subscription) => ({
    ...subscription,
    id: world.ids.next("WebhookSubscription"),
    createdAt: world.now(),
  }));
  const known = shop.apps.get(config.apiKey);
  if (known) return Object.assign(known, { config, secret, scopes, subscriptions });
  const app: AppInstallation = {
    id: world.ids.next("AppInstallation"),
    appId: appIdOf(world, config.apiKey),
    config,
    secret,
    scopes,
    installedAt: world.now(),
    tokens: [],
    webPixel: null,
    subscriptions,
    bucket: null,
  };
  shop.apps.set(config.apiKey, app);
  return app;
}

/** An app has one id, in however many shops it is installed. */
function appIdOf(world: World, apiKey: string): number {
  for (const shop of world.shops.values()) {
    const app = shop.apps.get(apiKey);
    if (app) return app.appId;
  }
  return world.ids.next("App");
}
