import { types, type Pool, type QueryConfig } from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitName, RateLimits } from "#app/services/ports/creator-sign-in.ts";
import { derivedKey, keyedHash } from "./secrets.ts";

const HOUR = 3600;

/** Tries within so many seconds. A network address may be a whole office's; an e-mail address is one person's. */
const LIMITS: Readonly<Record<LimitName, { points: number; duration: number }>> = {
  sign_in_email: { points: 5, duration: HOUR },
  sign_in_visitor: { points: 30, duration: HOUR },
  confirm_visitor: { points: 60, duration: HOUR },
  apply: { points: 30, duration: 24 * HOUR },
};
const names = Object.keys(LIMITS) as LimitName[];

const tableName = "rate_limits";

/**
 * Counts in Postgres, so that all processes count together; while the database is away each counts in its memory.
 * By the machine's clock. Keys are hashed: the table tells nobody who came.
 */
export async function openRateLimits(pool: Pool, signingKey: Uint8Array): Promise<RateLimits> {
  // Made here and not by a migration: the table is the library's, and nothing is lost with it.
  await pool.query(
    `CREATE TABLE IF NOT EXISTS ${tableName} (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
  );
  const limiters = new Map(names.map((name) => [name, limiter(pool, name)]));
  const key = derivedKey(signingKey, "rate limits");

  return {
    async take(name, who) {
      const hashed = Buffer.from(keyedHash(key, who.trim().toLowerCase())).toString("base64url");
      try {
        await limiters.get(name)?.consume(hashed);
        return { allowed: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
  };
}

function limiter(pool: Pool, name: LimitName): RateLimiterPostgres {
  const options = { keyPrefix: name, ...LIMITS[name] };
  return new RateLimiterPostgres({
    ...options,
    // The library subtracts what it reads from a number: our pool's bigints are not for it.
    storeClient: { query: (query: QueryConfig) => pool.query({ ...query, types }) },
    storeType: "client",
    tableName,
    tableCreated: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
}
