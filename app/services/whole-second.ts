import { instant, type Instant } from "#app/domain/kernel/instant.ts";

/**
 * The beginning of the second of an instant. Shopify's times have whole seconds: an order placed right after something
 * began says the beginning of that second, and must not seem to come before it.
 */
export const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / 1_000) * 1_000);
