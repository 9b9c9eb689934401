import type { Pool } from "pg";
import type { AuditReports } from "#app/services/ledger/record-audit.ts";
import { instantText } from "../types.ts";

export const auditReports = (pool: Pool): AuditReports => ({
  async replace(runId, findings, at) {
    await pool.query(
      `WITH resolved AS (UPDATE audit_findings SET resolved_at = $2 WHERE resolved_at IS NULL)
       INSERT INTO audit_findings (run_id, shop_id, invariant, subject, detail, found_at)
       SELECT $1, shop_id, invariant, subject, jsonb_build_object('detail', detail), $2
       FROM unnest($3::int[], $4::text[], $5::text[], $6::text[]) AS found (shop_id, invariant, subject, detail)`,
      [
        runId,
        instantText(at),
        findings.map(({ shopId }) => shopId),
        findings.map(({ invariant }) => invariant),
        findings.map(({ subject }) => subject),
        findings.map(({ detail }) => detail),
      ],
    );
  },
});
