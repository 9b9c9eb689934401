import { spawn } from "node:child_process";
import path from "node:path";
import type { Database } from "../../../app/adapters/database/connect.ts";
import { multiply } from "../growth/seed.ts";
import { keepFinalRows } from "../pipeline/limit.ts";
import { ours } from "../pipeline/ours.ts";
import { prepare, settle } from "../pipeline/stage.ts";
import type { Bench } from "../run.ts";
import { benchDatabase, surroundings } from "../support/database.ts";
import { payAll, releaseAll, sumBalances } from "./seed.ts";

const base = 10_000;
const transfersWanted = 1_000_000;
const command = path.join(import.meta.dirname, "../../../scripts/audit.ts");

/**
 * `npm run audit` on a ledger of about 100,000 transfers, and on one of 1,000,000: how long it takes, and that its memory
 * does not grow with the ledger. Orders are settled, released and paid out by the app; the rest are copies of their rows.
 */
export const audit: Bench = async ({ say }) => {
  const database = await benchDatabase();
  try {
    say(`settling and releasing ${base} orders`);
    await prepare(database.pool, base);
    const worker = ours(database.url);
    await worker.drain();
    await worker.close();
    await releaseAll(database);
    await keepFinalRows(database.pool);

    const each = await transfersOf(database);
    const small = await grown(database, 100_000 / each - 1, say);
    const large = await grown(database, (transfersWanted - (await transfersOf(database))) / each, say, true);
    return {
      ratios: { "memory: small/large": round(small.memoryMb / large.memoryMb) },
      targets: { "memory: small/large": 0.7 },
      small,
      large,
      ...(await surroundings(database.pool)),
    };
  } finally {
    await database.stop();
  }
};

type Figures = { transfers: number; orders: number; seconds: number; memoryMb: number; transfersPerSecond: number };

let copied = 0;

/** Adds copies of the settled orders, and has the ledger audited. */
async function grown(
  database: Database & { url: string },
  more: number,
  say: (line: string) => void,
  pay = false,
): Promise<Figures> {
  const times = Math.ceil(more);
  await multiply(database.pool, times, copied);
  copied += times;
  await sumBalances(database);
  if (pay) await payAll(database);
  await settle(database.pool);
  const [transfers, orders] = [await transfersOf(database), await count(database, "order_states")];
  say(`auditing ${transfers} transfers of ${orders} orders`);
  const figures = await audited(database.url);
  say(`${figures.seconds} s, ${figures.memoryMb} MB`);
  return { transfers, orders, ...figures, transfersPerSecond: Math.round(transfers / figures.seconds) };
}

const transfersOf = (database: Pick<Database, "pool">) => count(database, "transfers");

async function count({ pool }: Pick<Database, "pool">, table: "transfers" | "order_states"): Promise<number> {
  const { rows } = await pool.query<{ count: bigint }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count ?? 0n);
}

/** The command as people run it; its last line tells what it took. */
async function audited(url: string): Promise<{ seconds: number; memoryMb: number }> {
  const child = spawn(process.execPath, [command], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise((resolve) => child.once("close", resolve));
  const [, seconds, memoryMb] = /\(([\d.]+) s, (\d+) MB/.exec(said) ?? [];
  if (code !== 0 || seconds === undefined) throw new Error(`The audit of a sound ledger says: ${said}`);
  return { seconds: Number(seconds), memoryMb: Number(memoryMb) };
}

const round = (value: number): number => Math.round(value * 100) / 100;
