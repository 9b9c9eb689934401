import path from "node:path";
import type { Pool } from "pg";
import { keepInbox } from "../../../app/adapters/database/inbox/partitions.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Bench } from "../run.ts";
import { benchDatabase, surroundings } from "../support/database.ts";
import { startLoad, type LoadGenerator, type LoadResult } from "../support/load.ts";
import { shopDomain } from "../support/requests.ts";
import { interleaved, ratio } from "../support/rounds.ts";
import { startServer, type Served } from "../support/servers.ts";

const names = ["bare", "template", "door"] as const;
const connections = 64;
const longRun = 200_000;

/** The webhook door against what Node can do at best, and against what one gets from Shopify's template. */
export const webhooks: Bench = async ({ rounds, seconds, say }) => {
  const database = await benchDatabase();
  const load = await startLoad();
  const servers = new Map<string, Served>();
  try {
    await prepare(database.pool);
    for (const name of names) servers.set(name, await startServer(serverFile, [name, database.url]));
    const run = async (name: string, more: object = { seconds }) =>
      checked(
        name,
        await load.run({ url: servers.get(name)!.url, kind: "webhooks", connections, rate: null, ...more }),
      );

    for (const name of names) await run(name, { seconds: 2 });
    const rates = await interleaved(names, rounds, async (name) => {
      const { rate } = await run(name);
      say(`${name.padEnd(9)} ${rate} deliveries a second`);
      return rate;
    });
    const half = await run("door", { seconds: seconds * 2, rate: Math.round(rates.door.median / 2) });
    say(`door at half of its rate: p50 ${half.p50Ms} ms, p99 ${half.p99Ms} ms`);
    const memory = await memoryOver(load, servers.get("door")!);
    say(`door's memory after each quarter of ${longRun} deliveries: ${memory.join(", ")} MiB`);

    return {
      ratios: { bare: ratio(rates.door, rates.bare), template: ratio(rates.door, rates.template) },
      targets: { bare: 0.25, template: 4 },
      deliveriesPerSecond: rates,
      atHalfRate: {
        ratePerSecond: half.rate,
        p50Ms: half.p50Ms,
        p99Ms: half.p99Ms,
        maxMs: half.maxMs,
        p99LimitMs: 100,
      },
      memory: { deliveries: longRun, rssMiB: memory },
      stored: await stored(database.pool),
      connections,
      rounds,
      secondsARound: seconds,
      ...(await surroundings(database.pool)),
    };
  } finally {
    load.stop();
    for (const server of servers.values()) await server.stop();
    await database.stop();
  }
};

const serverFile = path.join(import.meta.dirname, "server.ts");

async function prepare(pool: Pool): Promise<void> {
  await keepInbox(pool, instant(Date.now()));
  await pool.query(
    `WITH brand AS (INSERT INTO brands (name, slug) VALUES ('bench', 'bench') ON CONFLICT (slug) DO UPDATE SET name = 'bench' RETURNING id)
     INSERT INTO shops (brand_id, domain, name, currency) SELECT id, $1, 'bench', 'USD' FROM brand ON CONFLICT DO NOTHING`,
    [shopDomain],
  );
}

/** A contender that refuses is no contender. */
function checked(name: string, result: LoadResult): LoadResult {
  const other = Object.keys(result.statuses).filter((status) => status !== "200");
  if (other.length > 0) throw new Error(`${name} answered ${JSON.stringify(result.statuses)}`);
  return result;
}

async function memoryOver(load: LoadGenerator, door: Served): Promise<number[]> {
  const rss: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    checked("door", await load.run({ url: door.url, kind: "webhooks", connections, count: longRun / 4, rate: null }));
    rss.push(await door.rssMiB());
  }
  return rss;
}

/** What a delivery came to on disk, on the average. */
async function stored(pool: Pool): Promise<object> {
  const { rows } = await pool.query<{ deliveries: bigint; body: number; packed: number; encoding: string }>(
    `SELECT count(*) AS deliveries, avg(body_bytes)::float8 AS body, avg(octet_length(body))::float8 AS packed,
       max(encoding) AS encoding FROM inbox`,
  );
  const [row] = rows;
  return {
    deliveries: Number(row?.deliveries ?? 0n),
    bodyBytes: Math.round(row?.body ?? 0),
    packedBytes: Math.round(row?.packed ?? 0),
    encoding: row?.encoding,
  };
}
