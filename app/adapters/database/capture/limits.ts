import type { Pool } from "pg";
import type { CaptureLimit, CaptureLimits } from "#app/services/ports/capture.ts";
import { openLimits, type Limit } from "../rate-limits.ts";

const MINUTE = 60;

/**
 * Tries within so many seconds. A shopper mistypes a few times; a guesser needs thousands. A shop's own limit is far
 * above its honest traffic, since everybody of the shop shares it.
 */
const LIMITS: Readonly<Record<CaptureLimit, Limit>> = {
  entry_session: { points: 10, duration: 5 * MINUTE },
  entry_address: { points: 30, duration: 10 * MINUTE },
  entry_shop: { points: 3_000, duration: 10 * MINUTE },
  lookup_session: { points: 60, duration: 5 * MINUTE },
  lookup_address: { points: 300, duration: 10 * MINUTE },
  lookup_shop: { points: 60_000, duration: 10 * MINUTE },
  receipt_creator: { points: 20, duration: 60 * MINUTE },
  receipt_address: { points: 60, duration: 60 * MINUTE },
  // Each walks the shop's pages and asks Shopify; people press again while they mend something.
  self_test_creator: { points: 10, duration: 10 * MINUTE },
  self_test_shop: { points: 30, duration: 10 * MINUTE },
  // Steps of visits are many and matter little: each process counts them in its own memory.
  events_address: { points: 600, duration: MINUTE, inMemory: true },
  events_shop: { points: 60_000, duration: MINUTE, inMemory: true },
};

export async function openCaptureLimits(pool: Pool, signingKey: Uint8Array): Promise<CaptureLimits> {
  const limits = await openLimits(pool, LIMITS, { signingKey, purpose: "capture limits" });
  return { take: async (name, who, tries) => (await limits.take(name, who, tries)).allowed };
}
