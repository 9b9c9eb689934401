import type { Instant } from "#app/domain/kernel/instant.ts";
import type { DueCommission, HoldStore } from "#app/services/release-holds.ts";
import type { Queryable } from "../connect.ts";
import { postTransfers } from "../ledger.ts";
import { instantText } from "../types.ts";
import { lockShops } from "./store.ts";

type Row = {
  shop_id: number;
  order_id: bigint;
  creator_id: string;
  currency: string;
  releasable_minor: bigint;
  matured_minor: bigint;
  held_minor: bigint;
  matures_at: Instant;
  posting_number: number;
};

/** What is due: `matures_at` is null while a commission waits for payment or a chargeback, and no earlier than a review ends. */
const isDue = "c.matures_at <= $1 AND c.matured_minor < c.releasable_minor";

export function holdStore(client: Queryable): HoldStore {
  return {
    async shopsWithDue(now) {
      const { rows } = await client.query<{ shop_id: number }>(
        `SELECT DISTINCT c.shop_id FROM commissions c JOIN shops s ON s.id = c.shop_id
         WHERE ${isDue} AND s.uninstalled_at IS NULL ORDER BY 1`,
        [instantText(now)],
      );
      return rows.map(({ shop_id }) => shop_id);
    },

    async lockDue(shopId, now, limit) {
      await lockShops(client, [shopId]);
      const { rows } = await client.query<Row>(
        `SELECT c.shop_id, c.order_id, c.creator_id, c.currency, c.releasable_minor, c.matured_minor, c.held_minor,
           c.matures_at, c.posting_number
         FROM commissions c
         WHERE ${isDue} AND c.shop_id = $2 ORDER BY c.matures_at, c.order_id, c.creator_id LIMIT $3`,
        [instantText(now), shopId, limit],
      );
      return rows.map(dueOf);
    },

    async release(released) {
      if (released.length === 0) return;
      await client.query(
        `UPDATE commissions c SET matured_minor = c.releasable_minor, posting_number = c.posting_number + done.postings,
           held_minor = greatest(0, c.held_minor - (c.releasable_minor - c.matured_minor))
         FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::int[]) AS done (shop_id, order_id, creator_id, postings)
         WHERE c.shop_id = done.shop_id AND c.order_id = done.order_id AND c.creator_id = done.creator_id`,
        [
          released.map(({ due }) => due.shopId),
          released.map(({ due }) => due.orderId),
          released.map(({ due }) => due.creatorId),
          released.map(({ transfers }) => transfers.length),
        ],
      );
      await postTransfers(
        client,
        released.flatMap(({ transfers }) => transfers),
      );
    },
  };
}

const dueOf = (row: Row): DueCommission => ({
  shopId: row.shop_id,
  orderId: String(row.order_id),
  creatorId: row.creator_id,
  currency: row.currency,
  releasableMinor: row.releasable_minor,
  maturedMinor: row.matured_minor,
  heldMinor: row.held_minor,
  maturesAt: row.matures_at,
  postingNumber: row.posting_number,
});
