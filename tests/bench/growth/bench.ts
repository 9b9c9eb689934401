import { Client, escapeIdentifier } from "pg";
import { openDatabase, type Database } from "../../../app/adapters/database/connect.ts";
import { keepFinalRows } from "../pipeline/limit.ts";
import { ours } from "../pipeline/ours.ts";
import { deliver, prepare, settle } from "../pipeline/stage.ts";
import type { Bench } from "../run.ts";
import { benchDatabase, surroundings } from "../support/database.ts";
import { interleaved, ratio } from "../support/rounds.ts";
import { multiply } from "./seed.ts";

const base = 10_000;
const sizes = { smallest: base, middle: 100_000, largest: 1_000_000 } as const;
type Size = keyof typeof sizes;
const names: readonly Size[] = ["smallest", "middle", "largest"];
/** New orders that each round settles on top of those. */
const fresh = 2_000;
const freshFrom = 5_000_000_000;

/** The pipeline on top of ever more orders: a database for each size, measured in turn. */
export const growth: Bench = async ({ rounds, say }) => {
  const database = await benchDatabase();
  const stored = new Map<Size, Database & { url: string }>();
  try {
    say(`settling ${base} orders`);
    await prepare(database.pool, base);
    await drainOnce(database.url);
    await keepFinalRows(database.pool);
    for (let round = 0; round < rounds; round++) {
      await deliver(database.pool, fresh, freshFrom + round * 100_000);
      await database.pool.query("UPDATE inbox SET state = 'aside', reason = $1 WHERE state = 'pending'", [
        `round ${round}`,
      ]);
    }
    await database.close();

    for (const name of names) {
      const url = await copyOf(database.url, `bench_${name}`);
      const copy = { ...openDatabase({ url }), url };
      stored.set(name, copy);
      if (sizes[name] > base) await multiply(copy.pool, sizes[name] / base - 1);
      await settle(copy.pool);
      say(`${name}: ${sizes[name]} orders stored`);
    }

    const turns = new Map<Size, number>();
    const rates = await interleaved(names, rounds, async (name) => {
      const { pool, url } = stored.get(name)!;
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      const before = await freshOrders(pool);
      await pool.query("UPDATE inbox SET state = 'pending', reason = NULL WHERE reason = $1", [`round ${turn}`]);
      await pool.query("CHECKPOINT");
      const startedAt = performance.now();
      await drainOnce(url);
      const settled = (await freshOrders(pool)) - before;
      const rate = Math.round((settled / (performance.now() - startedAt)) * 1000);
      say(`${name.padEnd(8)} ${rate} orders a second`);
      return rate;
    });
    return {
      ratios: { "largest/smallest": ratio(rates.largest, rates.smallest) },
      targets: { "largest/smallest": 0.8 },
      ordersPerSecond: rates,
      sizes,
      freshOrdersARound: fresh,
      rounds,
      ...(await surroundings(stored.get("smallest")!.pool)),
    };
  } finally {
    for (const { close } of stored.values()) await close();
    await database.stop();
  }
};

async function drainOnce(url: string): Promise<void> {
  const worker = ours(url);
  await worker.drain();
  await worker.close();
}

async function freshOrders(pool: Database["pool"]): Promise<number> {
  const { rows } = await pool.query<{ count: bigint }>(
    "SELECT count(*) FROM order_states WHERE order_id BETWEEN $1 AND $1 + 1000000000",
    [freshFrom],
  );
  return Number(rows[0]?.count ?? 0n);
}

/** A copy of a database on its own server. */
async function copyOf(url: string, name: string): Promise<string> {
  const source = new URL(url);
  const server = new URL(url);
  server.pathname = "/postgres";
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    const from = decodeURIComponent(source.pathname.slice(1));
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(from)}`);
  } finally {
    await client.end();
  }
  source.pathname = `/${name}`;
  return source.href;
}
