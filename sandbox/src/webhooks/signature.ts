import { createHmac } from "node:crypto";

/** What Shopify puts into X-Shopify-Hmac-Sha256: HMAC-SHA256 of the raw body under the app's secret, in base64. */
export const sign = (body: Buffer, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");
