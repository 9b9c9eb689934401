import type { Pool } from "pg";
import type { Bench } from "../run.ts";
import { benchDatabase, surroundings } from "../support/database.ts";
import { interleaved, ratio } from "../support/rounds.ts";
import { insertFinalRows, keepFinalRows } from "./limit.ts";
import { ours } from "./ours.ts";
import { prismaWay } from "./prisma-way.ts";
import { prepare, reset } from "./stage.ts";

const names = ["limit", "prisma", "ours"] as const;
const orders = 10_000;
/** Prisma's way is measured on the first of the deliveries: its rate does not depend on how many there are. */
const prismaDeliveries = 600;

/** Orders a second from inbox row to transfers, against Postgres alone and against one transaction an order. */
export const pipeline: Bench = async ({ rounds, say }) => {
  const database = await benchDatabase();
  const { pool, url } = database;
  const worker = ours(url);
  try {
    say(`making deliveries of ${orders} orders`);
    const deliveries = await prepare(pool, orders);
    await worker.drain();
    await keepFinalRows(pool);
    const final = await finalRows(pool);
    const shopId = await shopOf(pool);

    const run = {
      limit: async () => orders / (await secondsOf(() => insertFinalRows(pool))),
      ours: async () => orders / (await secondsOf(() => worker.drain())),
      prisma: async () => {
        const seconds = await secondsOf(() => prismaWay(pool, url, shopId, prismaDeliveries));
        return Number((await finalRows(pool))["order_states"]) / seconds;
      },
    };
    const rates = await interleaved(names, rounds, async (name) => {
      await reset(pool, { inbox: name !== "limit" });
      const rate = Math.round(await run[name]());
      say(`${name.padEnd(6)} ${rate} orders a second`);
      if (name !== "prisma") same(final, await finalRows(pool));
      return rate;
    });
    return {
      ratios: { limit: ratio(rates.ours, rates.limit), prisma: ratio(rates.ours, rates.prisma) },
      targets: { limit: 0.25, prisma: 10 },
      ordersPerSecond: rates,
      orders,
      deliveries,
      finalRows: final,
      rounds,
      ...(await surroundings(pool)),
    };
  } finally {
    await worker.close();
    await database.stop();
  }
};

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

type Rows = Record<string, number>;

async function finalRows(pool: Pool): Promise<Rows> {
  const { rows } = await pool.query<Record<string, bigint>>(
    `SELECT (SELECT count(*) FROM order_states) AS order_states, (SELECT count(*) FROM verdicts) AS verdicts,
       (SELECT count(*) FROM evidence) AS evidence, (SELECT count(*) FROM commissions) AS commissions,
       (SELECT count(*) FROM transfers) AS transfers, (SELECT coalesce(sum(balance_minor), 0)::bigint FROM account_balances WHERE account = 'pending') AS "pendingMinor"`,
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]));
}

/**
 * Every round must come to the same rows and the same balances, or the rounds measured different things. Not the same number
 * of transfers: an order whose refund came in a later batch has one more.
 */
function same(expected: Rows, actual: Rows): void {
  const comparable = (rows: Rows) => JSON.stringify({ ...rows, transfers: 0 });
  if (comparable(expected) !== comparable(actual))
    throw new Error(`A round ended in ${JSON.stringify(actual)}, the first in ${JSON.stringify(expected)}`);
}

async function shopOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>("SELECT id FROM shops LIMIT 1");
  return rows[0]?.id ?? 0;
}
