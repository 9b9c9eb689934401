import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { Clock } from "../ports/clock.ts";
import type { AuditState, OfferBudget, SetupSteps, ShopTotals } from "../ports/brand-figures.ts";
import type { Database } from "../ports/database.ts";
import type { LabelsByOrder, OrderLabels } from "../ports/order-labels.ts";
import type { OrderRow } from "../ports/order-views.ts";
import type { ReconciliationReports } from "../ports/reconciliation.ts";
import { type ReconciliationView, viewReconciliation } from "../reconcile/view-reconciliation.ts";

type Deps = {
  database: Pick<Database, "figures" | "applications" | "orders">;
  orderLabels: Pick<OrderLabels, "kept">;
  reconciliationReports: ReconciliationReports;
  clock: Clock;
};

export type BrandHome = {
  totals: ShopTotals;
  waitingApplications: number;
  /** Orders held until the brand looks at them, or the review ends. */
  heldForReview: number;
  newestSales: OrderRow[];
  /** By kept bodies alone: nothing is asked of Shopify while the page polls. */
  labels: LabelsByOrder;
  setup: SetupSteps;
  audit: AuditState;
  /** Deliveries that could not be processed and wait for a person. */
  setAside: number;
  /** Those that are used up, or nearly. */
  budgets: OfferBudget[];
  reconciliation: ReconciliationView;
};

const newest = 8;

/** What a brand sees first. Reads alone, and cheap ones: the page asks again every other second. */
export async function brandHome(deps: Deps, { shopId }: { shopId: number }): Promise<BrandHome> {
  const { database, orderLabels, reconciliationReports: reports, clock } = deps;
  const { figures } = database;
  const sales = database.orders.newestSales(shopId, newest).then(async (newestSales) => ({
    newestSales,
    labels: await orderLabels.kept(
      shopId,
      newestSales.map(({ orderId }) => orderId),
    ),
  }));
  const [totals, setup, waitingApplications, heldForReview, audit, setAside, budgets, reconciliation] =
    await Promise.all([
      figures.totals(shopId),
      figures.setup(shopId),
      database.applications.countWaiting(shopId),
      figures.heldForReview(shopId, clock.now()),
      figures.audit(shopId),
      figures.setAside(shopId),
      figures.budgets(shopId, clock.now()),
      viewReconciliation({ reports, clock }, { shopId }),
    ]);
  return {
    ...(await sales),
    totals,
    setup,
    waitingApplications,
    heldForReview,
    audit,
    setAside,
    budgets: budgets.filter((budget) => budgetLevel(budget) !== "enough"),
    reconciliation,
  };
}
