import path from "node:path";
import type { Pool } from "pg";
import { keepInbox } from "../../../app/adapters/database/inbox/partitions.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Bench } from "../run.ts";
import { contest, type Contest } from "../support/contest.ts";
import { shopDomain } from "../support/requests.ts";
import { ratio } from "../support/rounds.ts";

const rules = {
  names: ["bare", "template", "door"],
  serverFile: path.join(import.meta.dirname, "server.ts"),
  kind: "webhooks",
  status: 200,
  prepare,
} as const;

const longRun = 200_000;

/** The webhook door against what Node can do at best, and against what one gets from Shopify's template. */
export const webhooks: Bench = (options) =>
  contest(rules, options, async (contenders) => {
    const { say, seconds } = options;
    const { perSecond, cpuMicroseconds } = await contenders.rates();
    const half = await contenders.run("door", { seconds: seconds * 2, rate: Math.round(perSecond.door.median / 2) });
    say(`door at half of its rate: p50 ${half.p50Ms} ms, p99 ${half.p99Ms} ms`);
    const memory = await memoryOver(contenders);
    say(`door's memory after each quarter of ${longRun} deliveries: ${memory.join(", ")} MiB`);

    return {
      ratios: { bare: ratio(perSecond.door, perSecond.bare), template: ratio(perSecond.door, perSecond.template) },
      targets: { bare: 0.25, template: 4 },
      deliveriesPerSecond: perSecond,
      cpuMicroseconds,
      atHalfRate: {
        ratePerSecond: half.rate,
        p50Ms: half.p50Ms,
        p99Ms: half.p99Ms,
        maxMs: half.maxMs,
        p99LimitMs: 100,
      },
      memory: { deliveries: longRun, rssMiB: memory },
      stored: await stored(contenders.pool),
      ...(await contenders.surroundings()),
    };
  });

async function prepare(pool: Pool): Promise<void> {
  await keepInbox(pool, instant(Date.now()));
  await pool.query(
    `WITH brand AS (INSERT INTO brands (name, slug) VALUES ('bench', 'bench') ON CONFLICT (slug) DO UPDATE SET name = 'bench' RETURNING id)
     INSERT INTO shops (brand_id, domain, name, currency) SELECT id, $1, 'bench', 'USD' FROM brand ON CONFLICT DO NOTHING`,
    [shopDomain],
  );
}

async function memoryOver({ run, usage }: Contest<(typeof rules.names)[number]>): Promise<number[]> {
  const rss: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    await run("door", { count: longRun / 4, rate: null });
    rss.push((await usage("door")).rssMiB);
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
