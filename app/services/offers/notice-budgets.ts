import { budgetStage } from "#app/domain/offer/budget.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "budgetNotices" | "transaction">; clock: Clock };

/**
 * Sees which budgets end soon or have ended, and has the offers' creators told, each of the two once for each budget of an
 * offer. Safe to run at any time and twice at once. Where a budget is used up before anybody was told that it ends soon,
 * the one mail says so (docs/decisions/0009).
 */
export async function noticeBudgets({ database, clock }: Deps): Promise<{ noticed: number }> {
  const now = clock.now();
  let noticed = 0;
  for (const budget of await database.budgetNotices.watched(now)) {
    const stage = budgetStage(budget);
    if (stage === "none") continue;
    if ((stage === "used_up" ? budget.usedUpAt : budget.endsSoonAt) !== null) continue;
    const told = await database.transaction(async (tx) => {
      if (!(await tx.budgetNotices.note(budget, stage, now))) return false;
      const { shopId, offerId } = budget;
      await tx.jobs.add("tell-budget", {
        shopId,
        offerId,
        budgetMinor: String(budget.budgetMinor),
        stage,
        warned: budget.endsSoonAt !== null,
        after: null,
      });
      return true;
    });
    if (told) noticed += 1;
  }
  return { noticed };
}
