import type { PoolClient } from "pg";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { FactsUnit, WantedRow, WantedStore } from "#app/services/ports/order-facts.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import type { Database } from "../connect.ts";
import { lockShops } from "../settling/store.ts";
import { instantText } from "../types.ts";
import { keepProductFacts } from "./product-versions.ts";

type Row = {
  order_id: bigint;
  product_ids: string[];
  customer: boolean;
  lines: boolean;
  attempts: number;
  version: string;
};

export function wantedStore(
  database: Pick<Database, "pool" | "transaction">,
  settleIn: (client: PoolClient) => Settle,
): WantedStore {
  const { pool } = database;
  return {
    async due(shopId, at, limit) {
      const { rows } = await pool.query<Row>(
        `SELECT order_id, product_ids, customer, lines, attempts, xmin::text AS version FROM order_facts_wanted
         WHERE shop_id = $1 AND due_at <= $2 ORDER BY due_at, order_id LIMIT $3`,
        [shopId, instantText(at), limit],
      );
      return rows.map(({ order_id, product_ids, customer, lines, attempts, version }): WantedRow => ({
        orderId: String(order_id),
        productIds: product_ids,
        customer,
        lines,
        attempts,
        version,
      }));
    },

    async firstOrders(shopId, orderIds) {
      const { rows } = await pool.query<{ order_id: bigint; first_id: bigint }>(
        `SELECT o.order_id, f.order_id AS first_id FROM order_states o
         CROSS JOIN LATERAL (
           SELECT order_id, earlier_orders FROM order_states
           WHERE shop_id = o.shop_id AND customer_key = o.customer_key AND processed_at IS NOT NULL
           ORDER BY processed_at, order_id LIMIT 1) f
         WHERE o.shop_id = $1 AND o.order_id = ANY ($2::bigint[]) AND f.earlier_orders IS NULL`,
        [shopId, orderIds],
      );
      return new Map(rows.map(({ order_id, first_id }) => [String(order_id), String(first_id)]));
    },

    async nextDue(shopId) {
      const { rows } = await pool.query<{ next: Instant | null }>(
        "SELECT min(due_at) AS next FROM order_facts_wanted WHERE shop_id = $1",
        [shopId],
      );
      return rows[0]?.next ?? null;
    },

    transaction: (work) => database.transaction((client) => work(factsUnit(client, settleIn(client)))),
  };
}

function factsUnit(client: PoolClient, settle: Settle): FactsUnit {
  return {
    async lock(shopId) {
      await lockShops(client, [shopId]);
    },

    keepProducts: (shopId, facts, at) => keepProductFacts(client, shopId, facts, at),

    async keepEarlierOrders(shopId, counts) {
      await client.query(
        `UPDATE order_states o SET earlier_orders = told.count
         FROM unnest($2::bigint[], $3::int[]) AS told (order_id, count)
         WHERE o.shop_id = $1 AND o.order_id = told.order_id AND o.earlier_orders IS NULL`,
        [shopId, [...counts.keys()], [...counts.values()]],
      );
    },

    async waitingFor(shopId, productIds) {
      const { rows } = await client.query<{ order_id: bigint }>(
        "SELECT order_id FROM order_facts_wanted WHERE shop_id = $1 AND product_ids && $2::text[]",
        [shopId, productIds],
      );
      return rows.map(({ order_id }) => String(order_id));
    },

    async answered(shopId, rows) {
      await client.query(
        `DELETE FROM order_facts_wanted w USING unnest($2::bigint[], $3::text[]) AS read (order_id, version)
         WHERE w.shop_id = $1 AND w.order_id = read.order_id AND w.xmin::text = read.version`,
        [shopId, rows.map(({ orderId }) => orderId), rows.map(({ version }) => version)],
      );
    },

    async postpone(shopId, orderIds, dueAt) {
      await client.query(
        `UPDATE order_facts_wanted SET attempts = attempts + 1, due_at = $3
         WHERE shop_id = $1 AND order_id = ANY ($2::bigint[])`,
        [shopId, orderIds, instantText(dueAt)],
      );
    },

    async settleAgain(shopId, orderIds) {
      await settle(
        [],
        orderIds.map((orderId) => ({ shopId, orderId })),
      );
    },
  };
}
