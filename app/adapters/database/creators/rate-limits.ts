import type { Pool } from "pg";
import type { LimitName, RateLimits } from "#app/services/ports/creator-sign-in.ts";
import { openLimits, type Limit } from "../rate-limits.ts";

const HOUR = 3600;

/** Tries within so many seconds. A network address may be a whole office's; an e-mail address is one person's. */
const LIMITS: Readonly<Record<LimitName, Limit>> = {
  sign_in_email: { points: 5, duration: HOUR },
  sign_in_visitor: { points: 30, duration: HOUR },
  confirm_visitor: { points: 60, duration: HOUR },
  apply: { points: 30, duration: 24 * HOUR },
};

export const openRateLimits = (pool: Pool, signingKey: Uint8Array): Promise<RateLimits> =>
  openLimits(pool, LIMITS, { signingKey, purpose: "rate limits" });
