import type { HeldOrder, PrivacyStore } from "#app/services/ports/privacy.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";
import { eraseBodies, unreadNaming } from "../inbox/erase.ts";

export function createPrivacyStore(client: Queryable): PrivacyStore {
  return {
    async hasEarlierWaiting(shopId, before) {
      const { rows } = await client.query(
        "SELECT 1 FROM inbox WHERE shop_id = $1 AND state = 'pending' AND id < $2 LIMIT 1",
        [shopId, before],
      );
      return rows.length > 0;
    },

    async eraseCustomer(shopId, traces) {
      const orders = await eraseIdentities(client, shopId, traces.orderIds);
      const unread = await unreadNaming(client, shopId, traces);
      return { orders, bodies: await eraseBodies(client, shopId, { orderIds: traces.orderIds, rows: unread }) };
    },

    async eraseShop(shopId) {
      const orders = await eraseIdentities(client, shopId, "all");
      const bodies = await eraseBodies(client, shopId, "all");
      await client.query(
        `WITH gone AS (SELECT domain FROM shops WHERE id = $1)
         DELETE FROM shop_sessions WHERE shop_domain IN (SELECT domain FROM gone)`,
        [shopId],
      );
      // Who acted in the shop was a person's user id at Shopify.
      await client.query(`UPDATE activity_log SET actor = 'erased' WHERE shop_id = $1 AND actor <> 'system'`, [shopId]);
      return { orders, bodies };
    },

    heldOrders: (shopId, orderIds) => heldOrders(client, shopId, orderIds),

    async record({ shopId, kind, requestKey, receivedAt, dueAt }, { at, report }) {
      await client.query(
        `INSERT INTO privacy_requests (shop_id, kind, request_key, received_at, due_at, done_at, report)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (shop_id, kind, request_key) DO NOTHING`,
        [
          shopId,
          kind,
          requestKey,
          instantText(receivedAt),
          instantText(dueAt),
          instantText(at),
          JSON.stringify(report),
        ],
      );
    },
  };
}

/** The hashes of e-mail and phone go; the key that orders of one customer share stays, since amounts rest on it. */
async function eraseIdentities(
  client: Queryable,
  shopId: number,
  orderIds: readonly string[] | "all",
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE order_states SET facts = jsonb_set(facts, '{identities}', '[]')
     WHERE shop_id = $1 AND ($2::bigint[] IS NULL OR order_id = ANY ($2)) AND facts ? 'identities'`,
    [shopId, orderIds === "all" ? null : orderIds],
  );
  return rowCount ?? 0;
}

async function heldOrders(client: Queryable, shopId: number, orderIds: readonly string[]): Promise<HeldOrder[]> {
  const { rows } = await client.query<{ held: HeldOrder }>(
    `SELECT jsonb_build_object(
       'orderId', o.order_id::text,
       'processedAt', o.processed_at,
       'identified', o.customer_key IS NOT NULL OR jsonb_array_length(coalesce(o.facts->'identities', '[]')) > 0,
       'attribution', v.reason,
       'evidence', coalesce((
         SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'clickedAt', e.clicked_at) ORDER BY e.id)
         FROM evidence e WHERE e.shop_id = o.shop_id AND e.order_id = o.order_id), '[]'),
       'bodies', (SELECT count(*) FROM inbox i WHERE i.shop_id = o.shop_id AND i.order_id = o.order_id
         AND i.encoding <> 'erased')) AS held
     FROM order_states o LEFT JOIN verdicts v ON v.shop_id = o.shop_id AND v.order_id = o.order_id
     WHERE o.shop_id = $1 AND o.order_id = ANY ($2::bigint[]) ORDER BY o.order_id`,
    [shopId, orderIds],
  );
  return rows.map(({ held }) => held);
}
