import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Finding } from "./audit-ledger.ts";

/** What audits found, for people to see. */
export interface AuditReports {
  /** Replaces what earlier runs left open: what is not found again is resolved. */
  replace(runId: string, findings: readonly Finding[], at: Instant): Promise<void>;
}

/** Keeps an audit's findings, so that the brand's home can say that something is wrong. */
export async function recordAudit(
  { reports }: { reports: AuditReports },
  { runId, findings, now }: { runId: string; findings: readonly Finding[]; now: Instant },
): Promise<{ open: number }> {
  await reports.replace(runId, findings, now);
  return { open: findings.length };
}
