import { addShopJob, type ShopJob } from "#app/adapters/database/reconcile/jobs.ts";
import { AdminUnauthorized } from "#app/adapters/shopify/admin-errors.ts";
import { backFillOrders } from "#app/services/reconcile/back-fill-orders.ts";
import { fetchOrderFacts } from "#app/services/orders/fetch-order-facts.ts";
import { reconcileOrders } from "#app/services/reconcile/reconcile-orders.ts";
import { sweepOrders } from "#app/services/reconcile/sweep-orders.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

type Parts = Pick<Container, "connection" | "reconciliation" | "wantedFacts" | "orderSource" | "clock" | "log">;

/** Jobs that read a shop's orders at Shopify. Each does one step and comes back for the next, so that none waits inside. */
export function orderTasks(container: Parts, read: (payload: unknown) => { shopId: number }): Record<ShopJob, Task> {
  const { connection, log, clock } = container;
  const deps = { store: container.reconciliation, source: container.orderSource, wanted: container.wantedFacts, clock };
  const again = (name: ShopJob, shopId: number, delayMs?: number) => addShopJob(connection.pool, name, shopId, delayMs);
  const task =
    (name: ShopJob, work: (shopId: number) => Promise<void>): Task =>
    async (payload) => {
      const { shopId } = read(payload);
      try {
        await work(shopId);
      } catch (error) {
        if (!(error instanceof AdminUnauthorized)) throw error;
        // Trying again does not help until a merchant opens the app; the clock comes back by itself.
        log.warn({ shopId, job: name }, "the shop's token is not accepted: its orders were not read");
      }
    };
  return {
    "reconcile-orders": task("reconcile-orders", async (shopId) => {
      const outcome = await reconcileOrders(deps, { shopId });
      if (outcome.kind === "compared" && outcome.missing + outcome.newer + outcome.chargebacks === 0) return;
      log.info({ shopId, ...outcome }, "recent orders compared");
    }),
    "sweep-orders": task("sweep-orders", async (shopId) => {
      const outcome = await sweepOrders(deps, { shopId });
      if (outcome.kind === "later") await again("sweep-orders", shopId, outcome.delayMs);
      else log.info({ shopId, ...outcome }, "the last 60 days compared");
    }),
    "back-fill-orders": task("back-fill-orders", async (shopId) => {
      const { kind } = await backFillOrders(deps, { shopId });
      if (kind === "more") await again("back-fill-orders", shopId);
      else log.info({ shopId, outcome: kind }, "back-fill ended");
    }),
    "fetch-order-facts": task("fetch-order-facts", async (shopId) => {
      const outcome = await fetchOrderFacts(deps, { shopId });
      if (outcome.kind === "not_installed") return;
      if (outcome.orders > 0) log.info({ shopId, orders: outcome.orders }, "facts fetched, orders settled again");
      if (outcome.nextAt !== null) await again("fetch-order-facts", shopId, Math.max(0, outcome.nextAt - clock.now()));
    }),
  };
}
