import type { Pool, PoolClient } from "pg";
import { DAY_MS, type Instant } from "#app/domain/kernel/instant.ts";

/** How long deliveries are kept, and how long repetitions are told: Shopify retries for 4 hours. */
export type Retention = { inboxDays: number; seenDays: number };

export const defaultRetention: Retention = { inboxDays: 30, seenDays: 7 };

const aheadDays = 7;
const lockKey = 715_201_125;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const nameOf = (day: string): string => `inbox_p${day.replaceAll("-", "")}`;

/**
 * Makes the partitions of the days to come, drops those past their time, forgets old repetitions. Safe to run at any time
 * and by several processes at once; run at start and once a day.
 *
 * A partition with a delivery that still waits is kept, whatever its age. Days are UTC's.
 *
 * @param now real time, since it is what deliveries are received by
 */
export async function keepInbox(pool: Pool, now: Instant, retention = defaultRetention): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await makeAhead(client, now);
    await dropOld(client, dayOf(now - retention.inboxDays * DAY_MS));
    await client.query("DELETE FROM deliveries_seen WHERE seen_at < $1", [
      new Date(now - retention.seenDays * DAY_MS).toISOString(),
    ]);
    await client.query("SELECT pg_advisory_unlock($1)", [lockKey]);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken); // a broken one is closed, and its lock with it
  }
}

async function makeAhead(client: PoolClient, now: Instant): Promise<void> {
  const existing = new Set((await partitions(client)).map(({ name }) => name));
  for (let ahead = 0; ahead <= aheadDays; ahead++) {
    const [day, next] = [dayOf(now + ahead * DAY_MS), dayOf(now + (ahead + 1) * DAY_MS)];
    if (existing.has(nameOf(day)) || (await defaultHolds(client, day, next))) continue;
    await client.query(
      `CREATE TABLE ${nameOf(day)} PARTITION OF inbox FOR VALUES FROM ('${day} 00:00+00') TO ('${next} 00:00+00')`,
    );
  }
}

/** Deliveries of a day without a partition are in the default one; that day gets none any more. */
async function defaultHolds(client: PoolClient, day: string, next: string): Promise<boolean> {
  const result = await client.query(
    "SELECT 1 FROM inbox_default WHERE received_at >= $1::timestamptz AND received_at < $2::timestamptz LIMIT 1",
    [`${day} 00:00+00`, `${next} 00:00+00`],
  );
  return result.rows.length > 0;
}

async function dropOld(client: PoolClient, firstKept: string): Promise<void> {
  const old = (await partitions(client)).filter(({ day }) => day !== null && day < firstKept);
  for (const { name } of old) {
    const waiting = await client.query(`SELECT 1 FROM ${name} WHERE state = 'pending' LIMIT 1`);
    if (waiting.rows.length === 0) await client.query(`DROP TABLE ${name}`);
  }
  await client.query("DELETE FROM inbox_default WHERE received_at < $1::timestamptz AND state <> 'pending'", [
    `${firstKept} 00:00+00`,
  ]);
}

async function partitions(client: PoolClient): Promise<{ name: string; day: string | null }[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'inbox'::regclass ORDER BY relname`,
  );
  return rows.map(({ name }) => {
    const match = /^inbox_p(\d{4})(\d\d)(\d\d)$/.exec(name);
    return { name, day: match ? `${match[1]}-${match[2]}-${match[3]}` : null };
  });
}
