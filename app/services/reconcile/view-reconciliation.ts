import { DAY_MS, type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { ReconciliationFigures, ReconciliationReports } from "../ports/reconciliation.ts";

type Deps = { reports: ReconciliationReports; clock: Clock };

export type ReconciliationView = {
  readonly since: Instant;
  /** Orders that a webhook should have brought and did not, found by comparing and settled since. */
  readonly healed: number;
  readonly compared: number;
  /** Chargebacks that were put right the same way. */
  readonly chargebacks: number;
  /** When the last comparison of recent orders ended; null before the first. */
  readonly lastAt: Instant | null;
  readonly sweep: ReconciliationFigures | null;
  readonly backFill: ReconciliationFigures | null;
};

const days = 30;

/** What comparing with Shopify found in the last 30 days. */
export async function viewReconciliation(
  { reports, clock }: Deps,
  { shopId }: { shopId: number },
): Promise<ReconciliationView> {
  const since = instant(clock.now() - days * DAY_MS);
  const figures = await reports.figures(shopId, since);
  const of = (kind: ReconciliationFigures["kind"]) => figures.find((one) => one.kind === kind) ?? null;
  const compared = figures.filter(({ kind }) => kind !== "back_fill");
  return {
    since,
    healed: compared.reduce((sum, { missing, newer }) => sum + missing + newer, 0),
    compared: compared.reduce((sum, one) => sum + one.compared, 0),
    chargebacks: figures.reduce((sum, one) => sum + one.chargebacks, 0),
    lastAt: of("recent")?.lastAt ?? null,
    sweep: of("sweep"),
    backFill: of("back_fill"),
  };
}
