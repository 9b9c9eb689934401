import { randomUUID } from "node:crypto";
import { parseCronItems } from "graphile-worker";
import { auditing } from "#app/adapters/database/audit/view.ts";
import { auditReports } from "#app/adapters/database/audit/reports.ts";
import { holdStore } from "#app/adapters/database/settling/holds.ts";
import { auditLedger } from "#app/services/audit-ledger.ts";
import { recordAudit } from "#app/services/record-audit.ts";
import { releaseHolds } from "#app/services/release-holds.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

type Parts = Pick<Container, "connection" | "clock" | "log">;

/** What runs by the clock alone; each is safe to run at any time, and twice at once. */
export function periodicTasks({ connection, clock, log }: Parts): Record<string, Task> {
  return {
    "release-holds": async () => {
      const transaction = <T>(work: (store: ReturnType<typeof holdStore>) => Promise<T>) =>
        connection.transaction((client) => work(holdStore(client)));
      const { released } = await releaseHolds({ transaction, clock });
      if (released > 0) log.info({ released }, "commissions released");
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
  };
}

/** Releases every minute, the audit every night. */
export const periodic = () =>
  parseCronItems([
    { task: "release-holds", match: "* * * * *", options: { backfillPeriod: 0, jobKey: "release-holds" } },
    { task: "audit-ledger", match: "23 3 * * *", options: { backfillPeriod: 0, jobKey: "audit-ledger" } },
  ]);
