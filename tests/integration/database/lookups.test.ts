/** Reads that grow with a shop go by an index that was made for them: by the plans of the very queries. */
import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import type { Db } from "../../../app/adapters/database/db.ts";
import { Prisma } from "../../../app/adapters/database/generated/client.ts";
import { createOrderViews } from "../../../app/adapters/database/order-views.ts";
import { createReviewNotices } from "../../../app/adapters/database/review-notices.ts";
import { holdStore } from "../../../app/adapters/database/settling/holds.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { OrderFilter } from "../../../app/services/ports/order-views.ts";
import { testDatabase } from "../../setup/test-database.ts";

const { transaction } = await testDatabase();
const now = instant(Date.parse("2026-11-24T10:00:00Z"));

/** In an empty database everything is equally cheap: what an index cannot do is made dear. */
const indexesAlone = `SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off;
  SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`;

/** The plans of what `work` asks; it gets no rows. */
const plansOf = (work: (explain: (text: string, values: readonly unknown[]) => Promise<void>) => Promise<unknown>) =>
  transaction(async (client: PoolClient) => {
    await client.query(indexesAlone);
    const plans: string[] = [];
    await work(async (text, values) => {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, [...values]);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    });
    return plans;
  });

const overPrisma = (explain: (text: string, values: readonly unknown[]) => Promise<void>) =>
  ({
    async $queryRaw(parts: TemplateStringsArray, ...values: unknown[]) {
      const { text, values: flat } = Prisma.sql(parts, ...values);
      await explain(text, flat);
      return [];
    },
  }) as unknown as Db;

const pagePlan = async (filter: OrderFilter, after: string | null) =>
  (await plansOf((explain) => createOrderViews(overPrisma(explain)).list(1, filter, { after, limit: 20 }, now)))[0];

test.each(["all", "credited", "evidence"] as const)(
  "a page of orders (%s), the first and a later one",
  async (filter) => {
    for (const after of [null, `${now}-77`]) {
      const plan = await pagePlan(filter, after);
      expect(plan).toContain("order_states_shop_id_processed_at_order_id_idx");
      expect(plan).not.toMatch(/Sort Key: o\./);
    }
    expect(await pagePlan(filter, `${now}-77`)).toMatch(/Index Cond: .*ROW\(processed_at, order_id\) </);
  },
);

test("the newest sales", async () => {
  const [plan] = await plansOf((explain) => createOrderViews(overPrisma(explain)).newestSales(1, 8));
  expect(plan).toContain("verdicts_shop_id_settled_at_order_id_idx");
  expect(plan).not.toMatch(/Sort Key: v\./);
});

test("what is due to be released, over the shops and of one, without what was released before", async () => {
  const plans = await plansOf(async (explain) => {
    const client = {
      async query(text: unknown, values: readonly unknown[] = []) {
        if (typeof text === "string" && text.includes("matured_minor <")) await explain(text, values);
        return { rows: [] };
      },
    } as unknown as PoolClient;
    await holdStore(client).shopsWithDue(now);
    await holdStore(client).lockDue(1, now, 100);
  });
  expect(plans).toHaveLength(2);
  for (const plan of plans) expect(plan).toMatch(/commissions_due_idx[^]*Index Cond: \(+(c\.)?matures_at <= /);
});

test("who is to be told of reviews, without those that are finished", async () => {
  const [plan] = await plansOf((explain) => createReviewNotices(overPrisma(explain)).creatorsToTell(now));
  expect(plan).toContain("order_reviews_untold_idx");
});
