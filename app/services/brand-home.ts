import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { Clock } from "./ports/clock.ts";
import type { AuditState, OfferBudget, SetupSteps, ShopTotals } from "./ports/brand-figures.ts";
import type { Database } from "./ports/database.ts";
import type { OrderRow } from "./ports/order-views.ts";

type Deps = { database: Pick<Database, "figures" | "applications" | "orders">; clock: Clock };

export type BrandHome = {
  totals: ShopTotals;
  waitingApplications: number;
  newestSales: OrderRow[];
  setup: SetupSteps;
  audit: AuditState;
  /** Deliveries that could not be processed and wait for a person. */
  setAside: number;
  /** Those that are used up, or nearly. */
  budgets: OfferBudget[];
};

const newest = 8;

/** What a brand sees first. Reads alone, and cheap ones: the page asks again every other second. */
export async function brandHome({ database, clock }: Deps, { shopId }: { shopId: number }): Promise<BrandHome> {
  const [totals, waitingApplications, newestSales, setup, audit, setAside, budgets] = await Promise.all([
    database.figures.totals(shopId),
    database.applications.countWaiting(shopId),
    database.orders.newestSales(shopId, newest),
    database.figures.setup(shopId),
    database.figures.audit(shopId),
    database.figures.setAside(shopId),
    database.figures.budgets(shopId, clock.now()),
  ]);
  const used = budgets.filter((budget) => budgetLevel(budget) !== "enough");
  return { totals, waitingApplications, newestSales, setup, audit, setAside, budgets: used };
}
