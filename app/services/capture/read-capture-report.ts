import { DAY_MS, instant } from "#app/domain/kernel/instant.ts";
import type { CaptureReport, CaptureReports } from "../ports/capture-report.ts";
import type { Clock } from "../ports/clock.ts";

export const REPORT_DAYS = 30;

/** The last 30 days of a shop: which doors captured its orders, and what was seen but not credited. */
export async function readCaptureReport(
  deps: { reports: CaptureReports; clock: Clock },
  shopId: number,
): Promise<CaptureReport> {
  return deps.reports.since(shopId, instant(deps.clock.now() - REPORT_DAYS * DAY_MS));
}
