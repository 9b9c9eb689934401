import { DAY_MS, instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Funnel } from "#app/services/ports/capture.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

/** Visits are counted, not remembered. */
const KEPT_DAYS = 90;

export function createFunnel(db: Queryable): Funnel {
  const prunedAt = new Map<number, Instant>();

  /** Once a day and shop, with a step of that shop: no other clock is needed, and a shop without visits has none to forget. */
  async function prune(shopId: number, now: Instant): Promise<void> {
    if (now - (prunedAt.get(shopId) ?? 0) < DAY_MS) return;
    prunedAt.set(shopId, now);
    await db.query({
      name: "capture-prune",
      text: "DELETE FROM funnel_steps WHERE shop_id = $1 AND at < $2",
      values: [shopId, instantText(instant(now - KEPT_DAYS * DAY_MS))],
    });
  }

  return {
    async record(shopId, { visit, step, token, productId, orderId, at }) {
      await prune(shopId, at);
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
