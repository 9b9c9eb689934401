import type { Pool } from "pg";
import { later } from "#app/domain/kernel/instant.ts";
import type { ReconciledShop, ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import { packDelivery, storeDeliveries } from "../inbox/store.ts";
import { instantText } from "../types.ts";
import { behind, fetchedId } from "./behind.ts";
import { reconciledChargebacks } from "./chargebacks.ts";
import { reconciliationCounts } from "./counts.ts";
import { reconciliationSteps } from "./steps.ts";

type ShopRow = { id: number; domain: string; scopes: string; since: ReconciledShop["since"] };

/** What reconciliation reads and writes; it has no transaction of its own, each statement stands alone. */
export function reconciliationStore(pool: Pick<Pool, "query">, apiVersion: string): ReconciliationStore {
  return {
    ...reconciliationCounts(pool),
    ...reconciliationSteps(pool),
    ...reconciledChargebacks(pool, apiVersion),

    async shop(shopId) {
      const { rows } = await pool.query<ShopRow>(
        `SELECT id, domain, scopes, least(installed_at, created_at) AS since
         FROM shops WHERE id = $1 AND uninstalled_at IS NULL`,
        [shopId],
      );
      const [row] = rows;
      if (row === undefined) return null;
      const granted = new Set(row.scopes.split(",").map((scope) => scope.trim()));
      return {
        id: row.id,
        domain: row.domain,
        since: row.since,
        readsCustomers: granted.has("read_customers") || granted.has("write_customers"),
        readsAllOrders: granted.has("read_all_orders"),
        readsChargebacks: granted.has("read_shopify_payments_disputes"),
      };
    },

    behind: (shop, stamps) => behind(pool, shop, stamps),

    async hasWaiting(shopId, before) {
      const { rows } = await pool.query(
        "SELECT 1 FROM inbox WHERE state = 'pending' AND shop_id = $1 AND received_at < $2 LIMIT 1",
        [shopId, instantText(before)],
      );
      return rows.length > 0;
    },

    async deliver(shop, order, at) {
      const delivery = packDelivery({
        shopDomain: shop.domain,
        topic: "orders/updated",
        webhookId: fetchedId(order),
        eventId: null,
        // What was read now is newer than anything sent before; and no clock of ours may make it look like the future.
        triggeredAt: later(at, order.updatedAt),
        apiVersion,
        body: Buffer.from(JSON.stringify(order.body)),
      });
      return (await storeDeliveries(pool, [delivery])) === 1;
    },
  };
}
