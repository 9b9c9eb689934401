import { expect, test } from "vitest";
import { ours } from "../../bench/pipeline/ours.ts";
import { prismaWay } from "../../bench/pipeline/prisma-way.ts";
import { prepare, reset } from "../../bench/pipeline/stage.ts";
import { testDatabase } from "../../setup/test-database.ts";

/** The way that the bench compares ours with must do the same work, or it is no baseline. */

const db = await testDatabase();

/** Not when it was written, nor in how many postings: an order's later body may come in the same batch, or alone. */
const settled = {
  order_states:
    "shop_id, order_id, facts, customer_key, processed_at, counts_for_customer, seen_paid_at, history, priced_history",
  verdicts: "shop_id, order_id, reason, credited, rejected",
  evidence: "shop_id, order_id, partnership_id, creator_id, kind, outcome",
  commissions: `shop_id, order_id, creator_id, partnership_id, offer_id, offer_version_id, currency, credited, amount_minor,
    matured_minor, held_minor, releasable_minor, net_sales_minor, month, evidence_kind, lines, sentence, hold_days, matures_at`,
  account_balances: "shop_id, creator_id, currency, account, balance_minor",
};

async function rowsLeft() {
  const tables = Object.entries(settled).map(async ([table, columns]) => {
    const { rows } = await db.pool.query<object>(`SELECT ${columns} FROM ${table} ORDER BY ${columns}`);
    return [table, rows] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

test("one Prisma transaction a delivery ends in the rows that ours ends in", { timeout: 180_000 }, async () => {
  const deliveries = await prepare(db.pool, 30);
  const { rows: shops } = await db.pool.query<{ id: number }>("SELECT id FROM shops");
  await prismaWay(db.pool, db.url, shops[0]?.id ?? 0, deliveries);
  const baseline = await rowsLeft();

  await reset(db.pool, { inbox: true });
  const worker = ours(db.url);
  await worker.drain();
  await worker.close();

  expect(baseline["commissions"]).toHaveLength(30);
  expect(baseline).toEqual(await rowsLeft());
});
