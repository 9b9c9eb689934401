import { randomUUID } from "node:crypto";
import type { AppInstallation, WebhookSubscription } from "../state/apps.ts";
import type { ShopTopic } from "../state/events.ts";
import type { Shop } from "../state/shop.ts";

export interface Attempt {
  readonly at: Date;
  readonly outcome: string;
  readonly accepted: boolean;
}

/** One webhook to one subscription: its payload is fixed at the event and never changes, whatever the retries. */
export interface Delivery {
  readonly webhookId: string;
  /** Shared by all subscriptions of one event. */
  readonly eventId: string;
  readonly topic: ShopTopic;
  readonly shop: string;
  readonly app: AppInstallation;
  readonly apiVersion: string;
  readonly triggeredAt: string;
  readonly name: string;
  readonly url: URL;
  readonly payload: Buffer;
  readonly attempts: Attempt[];
  state: "waiting" | "delivered" | "given_up" | "dropped";
}

export type Subscription = Pick<WebhookSubscription, "topic" | "uri" | "includeFields" | "filter">;

/** The subscriptions of the app's toml and those made through the Admin API, each (topic, uri) once. */
export function subscriptionsOf(app: AppInstallation, topic: ShopTopic): Subscription[] {
  const all: readonly Subscription[] = [...app.config.subscriptions, ...app.subscriptions];
  const wanted = all.filter((it) => it.topic.toLowerCase() === topic);
  return [...new Map(wanted.map((it) => [it.uri, it])).values()];
}

export function newDelivery(
  shop: Shop,
  app: AppInstallation,
  subscription: Subscription,
  event: { id: string; topic: ShopTopic; at: Date; payload: Buffer },
): Delivery {
  return {
    webhookId: randomUUID(),
    eventId: event.id,
    topic: event.topic,
    shop: shop.domain,
    app,
    apiVersion: app.config.apiVersion,
    triggeredAt: nanoseconds(event.at),
    name: event.topic.replace("/", "-"),
    url: absolute(subscription.uri, app.config.appUrl),
    payload: event.payload,
    attempts: [],
    state: "waiting",
  };
}

/** A relative uri hangs below the app's URL, as Shopify documents it: "/webhooks" of https://app.example/x is https://app.example/x/webhooks. */
export function absolute(uri: string, appUrl: string): URL {
  return uri.startsWith("/") ? new URL(appUrl.replace(/\/+$/, "") + uri) : new URL(uri);
}

/** Shopify writes this header with nanoseconds. */
const nanoseconds = (at: Date): string => at.toISOString().replace(/Z$/, "000000Z");

export function headersOf(delivery: Delivery, signature: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    Accept: "*/*",
    "User-Agent": "Shopify-Captain-Hook",
    "X-Shopify-Topic": delivery.topic,
    "X-Shopify-Hmac-Sha256": signature,
    "X-Shopify-Shop-Domain": delivery.shop,
    "X-Shopify-API-Version": delivery.apiVersion,
    "X-Shopify-Webhook-Id": delivery.webhookId,
    "X-Shopify-Event-Id": delivery.eventId,
    "X-Shopify-Triggered-At": delivery.triggeredAt,
    "X-Shopify-Name": delivery.name,
  };
}
