import type { Funnel } from "#app/services/ports/capture.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

export function createFunnel(db: Queryable): Funnel {
  return {
    async record(shopId, { visit, step, token, productId, orderId, at }) {
      await db.query({
        name: "capture-funnel",
        text: `
          INSERT INTO funnel_steps (shop_id, visit, step, token, product_id, order_id, at)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        values: [shopId, visit, step, token, productId, orderId, instantText(at)],
      });
    },
  };
}
