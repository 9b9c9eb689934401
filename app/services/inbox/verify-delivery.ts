import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import { nanosBelowMs, parseInstant } from "#app/domain/kernel/instant.ts";
import type { Delivery } from "../ports/inbox.ts";

export type VerifiedDelivery =
  | { readonly kind: "verified"; readonly delivery: Delivery }
  /** Not signed with any of our secrets. */
  | { readonly kind: "forged" }
  /** Without what Shopify always sends; `missing` names it. */
  | { readonly kind: "incomplete"; readonly missing: string };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What we keep of a header at most; Shopify's are far shorter. */
const headerLimit = 255;

/**
 * Tells whether a delivery is Shopify's, and what its headers say.
 *
 * The signature is taken over the bytes as they came: the body need not be text. During a rotation of the app's secret
 * both secrets are valid, so each is tried. The checks come in the order of Shopify's library: body, signature, headers.
 *
 * @param secrets the app's client secrets, the newest first
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook
 */
export function verifyDelivery(headers: Headers, body: Uint8Array, secrets: readonly KeyObject[]): VerifiedDelivery {
  if (body.length === 0) return { kind: "incomplete", missing: "body" };
  const signature = header(headers, "x-shopify-hmac-sha256");
  if (signature === null) return { kind: "incomplete", missing: "x-shopify-hmac-sha256" };
  if (!secrets.some((secret) => isSignedWith(secret, body, signature))) return { kind: "forged" };

  const [topic, shopDomain, apiVersion, webhookId] = required.map((name) => header(headers, name));
  if (!topic || !shopDomain || !apiVersion || !webhookId) {
    return { kind: "incomplete", missing: required.find((name) => header(headers, name) === null) ?? "" };
  }
  const triggeredAt = header(headers, "x-shopify-triggered-at");
  return {
    kind: "verified",
    delivery: {
      shopDomain: shopDomain.toLowerCase(),
      topic: topic.toLowerCase(),
      webhookId,
      eventId: header(headers, "x-shopify-event-id"),
      triggeredAt: triggeredAt === null ? null : parseInstant(triggeredAt),
      triggeredBelowMs: triggeredAt === null ? 0 : nanosBelowMs(triggeredAt),
      apiVersion,
      body,
    },
  };
}

const required = ["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-api-version", "x-shopify-webhook-id"] as const;

function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value.slice(0, headerLimit) : null;
}

function isSignedWith(secret: KeyObject, body: Uint8Array, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest("base64");
  const [ours, theirs] = [Buffer.from(expected), Buffer.from(signature)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
