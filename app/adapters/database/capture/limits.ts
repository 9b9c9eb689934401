import { types, type Pool, type QueryConfig } from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { CaptureLimit, CaptureLimits } from "#app/services/ports/capture.ts";
import { derivedKey, keyedHash } from "../creators/secrets.ts";

const MINUTE = 60;

/**
 * Tries within so many seconds. A shopper mistypes a few times; a guesser needs thousands. A shop's own limit is far
 * above its honest traffic, since everybody of the shop shares it.
 */
const LIMITS: Readonly<Record<CaptureLimit, { points: number; duration: number }>> = {
  entry_session: { points: 10, duration: 5 * MINUTE },
  entry_address: { points: 30, duration: 10 * MINUTE },
  entry_shop: { points: 3_000, duration: 10 * MINUTE },
  lookup_session: { points: 60, duration: 5 * MINUTE },
  lookup_address: { points: 300, duration: 10 * MINUTE },
  receipt_creator: { points: 20, duration: 60 * MINUTE },
  events_address: { points: 600, duration: MINUTE },
  events_shop: { points: 60_000, duration: MINUTE },
};
const names = Object.keys(LIMITS) as CaptureLimit[];

/** Steps of visits are many and matter little: each process counts them in its own memory. */
const IN_MEMORY: ReadonlySet<CaptureLimit> = new Set(["events_address", "events_shop"]);

const tableName = "rate_limits";

/** Counts in Postgres, so that all processes count together; while the database is away each counts in its memory. */
export async function openCaptureLimits(pool: Pool, signingKey: Uint8Array): Promise<CaptureLimits> {
  await pool.query(
    `CREATE TABLE IF NOT EXISTS ${tableName} (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
  );
  const limiters = new Map(names.map((name) => [name, limiterOf(pool, name)]));
  const key = derivedKey(signingKey, "capture limits");
  return {
    async take(name, who) {
      const hashed = Buffer.from(keyedHash(key, who.trim().toLowerCase())).toString("base64url");
      try {
        await limiters.get(name)?.consume(hashed);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
  };
}

function limiterOf(pool: Pool, name: CaptureLimit): RateLimiterPostgres | RateLimiterMemory {
  const options = { keyPrefix: name, ...LIMITS[name] };
  if (IN_MEMORY.has(name)) return new RateLimiterMemory(options);
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
