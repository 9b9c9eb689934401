import type { PrivacyStore } from "#app/services/ports/privacy.ts";
import type { Queryable } from "../connect.ts";
import { eraseBodies, unreadNaming } from "../inbox/erase.ts";
import { instantText } from "../types.ts";
import { eraseIdentities } from "./erase-identities.ts";
import { heldOrders } from "./held-orders.ts";

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
      await client.query(
        "UPDATE order_reviews SET decision_reason = NULL WHERE shop_id = $1 AND order_id = ANY ($2::bigint[])",
        [shopId, traces.orderIds],
      );
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
      // Evidence has become a part of the orders' facts; receipts and visits are of nobody else's use.
      for (const table of ["order_receipts", "survey_answers", "funnel_steps"])
        await client.query(`DELETE FROM ${table} WHERE shop_id = $1`, [shopId]);
      // Whom a brand has asked, and who has not answered, is asked no more.
      await client.query("UPDATE invitations SET contact_ciphertext = NULL WHERE shop_id = $1", [shopId]);
      await client.query("UPDATE shops SET email_ciphertext = NULL WHERE id = $1", [shopId]);
      // Who acted in the shop was a person's user id at Shopify.
      await client.query(`UPDATE activity_log SET actor = 'erased' WHERE shop_id = $1 AND actor <> 'system'`, [shopId]);
      await client.query(
        "UPDATE order_reviews SET decided_by = 'erased', decision_reason = NULL WHERE shop_id = $1 AND decision IS NOT NULL",
        [shopId],
      );
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
