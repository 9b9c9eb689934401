import { randomUUID } from "node:crypto";
import { parseCronItems } from "graphile-worker";
import type { PoolClient } from "pg";
import { auditing } from "#app/adapters/database/audit/view.ts";
import { auditReports } from "#app/adapters/database/audit/reports.ts";
import { createEndedSignIns } from "#app/adapters/database/creators/ended-sign-ins.ts";
import { addShopJob, addUnfinished, installedShops } from "#app/adapters/database/reconcile/jobs.ts";
import { awardHolds } from "#app/adapters/database/settling/award-holds.ts";
import { holdStore } from "#app/adapters/database/settling/holds.ts";
import { auditLedger } from "#app/services/ledger/audit-ledger.ts";
import { forgetSignIns } from "#app/services/creators/forget-sign-ins.ts";
import { noticeBudgets } from "#app/services/offers/notice-budgets.ts";
import { noticeReviews } from "#app/services/reviews/notice-reviews.ts";
import { recordAudit } from "#app/services/ledger/record-audit.ts";
import { releaseAwards } from "#app/services/ledger/release-awards.ts";
import { releaseHolds } from "#app/services/ledger/release-holds.ts";
import { systemClock } from "./clock.ts";
import { retirementKey } from "./code-tasks.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

/** Over how many seconds the shops' nightly comparisons begin. */
const sweepsSpread = 3_600;

type Parts = Pick<Container, "connection" | "database" | "clock" | "log">;

/** What runs by the clock alone; each is safe to run at any time, and twice at once. */
export function periodicTasks({ connection, database, clock, log }: Parts): Record<string, Task> {
  const within =
    <Holds>(over: (client: PoolClient) => Holds) =>
    <T>(work: (holds: Holds) => Promise<T>): Promise<T> =>
      connection.transaction((client) => work(over(client)));
  return {
    "release-holds": async () => {
      const { released } = await releaseHolds({ transaction: within(holdStore), clock });
      if (released > 0) log.info({ released }, "commissions released");
    },
    "release-awards": async () => {
      const { released } = await releaseAwards({ transaction: within(awardHolds), clock });
      if (released > 0) log.info({ released }, "awards released");
    },
    "notice-budgets": async () => {
      const { noticed } = await noticeBudgets({ database, clock });
      if (noticed > 0) log.info({ noticed }, "budgets that end were noticed");
    },
    "notice-reviews": async () => {
      const toTell = await noticeReviews({ database, clock });
      if (toTell.creators + toTell.brands > 0) log.info(toTell, "news of reviews noticed");
    },
    "reconcile-shops": async () => {
      for (const shopId of await installedShops(connection.pool))
        await addShopJob(connection.pool, "reconcile-orders", shopId);
      await addUnfinished(connection.pool);
    },
    "sweep-shops": async () => {
      for (const [index, shopId] of (await installedShops(connection.pool)).entries())
        await addShopJob(connection.pool, "sweep-orders", shopId, (index % sweepsSpread) * 1_000);
    },
    "retire-codes": async () => {
      for (const shopId of await database.codes.shopsToRetireIn(clock.now()))
        await database.jobs.add("retire-shop-codes", { shopId }, { key: retirementKey(shopId) });
    },
    "audit-ledger": async () => {
      const now = clock.now();
      const findings = await auditing(connection, (view) => Array.fromAsync(auditLedger(view, now)));
      const { open } = await recordAudit(
        { reports: auditReports(connection.pool) },
        { runId: randomUUID(), findings, now },
      );
      if (open > 0) log.error({ findings: open }, "the audit found rows that break an invariant");
      else log.info("the audit found nothing");
    },
    "forget-sign-ins": async () => {
      const signIns = createEndedSignIns(connection.prisma);
      log.info(await forgetSignIns({ signIns, wallClock: systemClock }), "ended sign-ins forgotten");
    },
  };
}

/**
 * Releases every minute, the audit and the clearing up every night; codes every hour, so that after an end for fraud one
 * does not live on until the night.
 */
export const periodic = () =>
  parseCronItems([
    { task: "release-holds", match: "* * * * *", options: { backfillPeriod: 0, jobKey: "release-holds" } },
    { task: "release-awards", match: "* * * * *", options: { backfillPeriod: 0, jobKey: "release-awards" } },
    { task: "notice-budgets", match: "*/5 * * * *", options: { backfillPeriod: 0, jobKey: "notice-budgets" } },
    { task: "notice-reviews", match: "*/5 * * * *", options: { backfillPeriod: 0, jobKey: "notice-reviews" } },
    { task: "reconcile-shops", match: "*/5 * * * *", options: { backfillPeriod: 0, jobKey: "reconcile-shops" } },
    { task: "sweep-shops", match: "47 1 * * *", options: { backfillPeriod: 0, jobKey: "sweep-shops" } },
    { task: "audit-ledger", match: "23 3 * * *", options: { backfillPeriod: 0, jobKey: "audit-ledger" } },
    { task: "retire-codes", match: "7 * * * *", options: { backfillPeriod: 0, jobKey: "retire-codes" } },
    { task: "forget-sign-ins", match: "41 2 * * *", options: { backfillPeriod: 0, jobKey: "forget-sign-ins" } },
  ]);
