import { types, type Pool, type QueryConfig } from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { derivedKey, keyedHash } from "./creators/secrets.ts";

/** Tries within so many seconds; `inMemory`: each process counts for itself. */
export type Limit = { points: number; duration: number; inMemory?: boolean };

export type Taken = { allowed: true } | { allowed: false; retryAfterSeconds: number };

const tableName = "rate_limits";

/**
 * Counts in Postgres, so that all processes count together; while the database is away each counts in its memory.
 * By the machine's clock. Keys are hashed: the table tells nobody who came.
 */
export async function openLimits<Name extends string>(
  pool: Pool,
  limits: Readonly<Record<Name, Limit>>,
  { signingKey, purpose }: { signingKey: Uint8Array; purpose: string },
): Promise<{ take(name: Name, who: string, tries?: number): Promise<Taken> }> {
  // Made here and not by a migration: the table is the library's, and nothing is lost with it.
  await pool.query(
    `CREATE TABLE IF NOT EXISTS ${tableName} (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
  );
  const names = Object.keys(limits) as Name[];
  const limiters = new Map(names.map((name) => [name, limiterOf(pool, name, limits[name])]));
  const key = derivedKey(signingKey, purpose);

  return {
    async take(name, who, tries = 1) {
      const hashed = Buffer.from(keyedHash(key, who.trim().toLowerCase())).toString("base64url");
      try {
        await limiters.get(name)?.consume(hashed, tries);
        return { allowed: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
  };
}

function limiterOf(pool: Pool, name: string, { points, duration, inMemory }: Limit) {
  const options = { keyPrefix: name, points, duration };
  if (inMemory) return new RateLimiterMemory(options);
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
