/** An access token that the sandbox gave to an app. */
export interface AccessToken {
  token: string;
  kind: "offline" | "online";
  scopes: string[];
  issuedAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  /** Rotates: using it makes a new pair and spends this one. */
  refreshToken: string | null;
  refreshExpiresAt: Date | null;
  userId: number | null;
}

export interface WebhookSubscription {
  id: number;
  /** As in the toml: "orders/create". */
  topic: string;
  /** A path of the app or a full URL. */
  uri: string;
  includeFields: string[];
  filter: string | null;
  metafieldNamespaces: string[];
  createdAt: Date;
}

/** What the app's own configuration (`shopify.app.toml`) says. */
export interface AppConfig {
  apiKey: string;
  title: string;
  handle: string;
  appUrl: string;
  scopes: string[];
  optionalScopes: string[];
  apiVersion: string;
  subscriptions: Pick<WebhookSubscription, "topic" | "uri" | "includeFields" | "filter" | "metafieldNamespaces">[];
  proxy: { url: string; prefix: string; subpath: string } | null;
}

export interface AppInstallation {
  id: number;
  appId: number;
  config: AppConfig;
  secret: string;
  /** Granted now: the toml's scopes and the optional ones that the merchant allowed. */
  scopes: string[];
  installedAt: Date;
  tokens: AccessToken[];
  webPixel: { id: number; settings: string } | null;
  subscriptions: WebhookSubscription[];
  /** Leaky bucket of the Admin API, in points. */
  bucket: { available: number; at: Date } | null;
}
