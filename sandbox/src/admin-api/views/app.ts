import type { AppInstallation, WebhookSubscription } from "../../state/apps.ts";
import { gid } from "../../state/ids.ts";
import type { Context, View } from "../context.ts";
import { grantedScopes } from "../access.ts";
import { metafieldFields } from "./metafield.ts";
import { findNodesOf } from "./node.ts";

export const scopeView = (handle: string): View => ({
  __typename: "AccessScope",
  handle,
  description: handle.replaceAll("_", " "),
});

export function appView(app: AppInstallation): View {
  const { config } = app;
  return {
    __typename: "App",
    id: gid("App", app.appId),
    apiKey: config.apiKey,
    title: config.title,
    handle: config.handle,
    embedded: true,
    description: null,
    requestedAccessScopes: config.scopes.map(scopeView),
    optionalAccessScopes: config.optionalScopes.map(scopeView),
    webhookApiVersion: config.apiVersion,
    installation: () => installationView(app),
  };
}

export function installationView(app: AppInstallation): View {
  const id = gid("AppInstallation", app.id);
  return {
    __typename: "AppInstallation",
    id,
    app: () => appView(app),
    accessScopes: () => [...grantedScopes(app.scopes)].toSorted().map(scopeView),
    activeSubscriptions: [],
    launchUrl: (_: never, { shop }: Context) =>
      `https://admin.shopify.com/store/${shop.domain.replace(".myshopify.com", "")}/apps/${app.config.handle}`,
    ...metafieldFields(id),
  };
}

export const topicName = (topic: string): string => topic.replaceAll("/", "_").toUpperCase();

export const subscriptionView = (app: AppInstallation, subscription: WebhookSubscription): View => ({
  __typename: "WebhookSubscription",
  id: gid("WebhookSubscription", subscription.id),
  legacyResourceId: String(subscription.id),
  topic: topicName(subscription.topic),
  uri: uriOf(app, subscription),
  callbackUrl: uriOf(app, subscription),
  format: "JSON",
  filter: subscription.filter,
  includeFields: subscription.includeFields,
  metafieldNamespaces: subscription.metafieldNamespaces,
  name: null,
  apiVersion: {
    __typename: "ApiVersion",
    handle: app.config.apiVersion,
    displayName: app.config.apiVersion,
    supported: true,
  },
  createdAt: subscription.createdAt,
  updatedAt: subscription.createdAt,
});

/** A path of the toml is meant on the app's own host. */
export const uriOf = (app: AppInstallation, { uri }: WebhookSubscription): string =>
  uri.startsWith("/") ? new URL(uri, app.config.appUrl).href : uri;

export const pixelView = (pixel: NonNullable<AppInstallation["webPixel"]>): View => ({
  __typename: "WebPixel",
  id: gid("WebPixel", pixel.id),
  settings: pixel.settings,
});

findNodesOf("App", ({ app }, id) => (app.appId === id ? appView(app) : null));
findNodesOf("AppInstallation", ({ app }, id) => (app.id === id ? installationView(app) : null));
findNodesOf("WebPixel", ({ app }, id) => (app.webPixel?.id === id ? pixelView(app.webPixel) : null));
findNodesOf("WebhookSubscription", ({ app }, id) => {
  const found = app.subscriptions.find((s) => s.id === id);
  return found ? subscriptionView(app, found) : null;
});
