import type { Instant } from "#app/domain/kernel/instant.ts";
import type { DueCommission, HoldStore } from "#app/services/ledger/release-holds.ts";
import type { Queryable } from "../connect.ts";
import { postTransfers } from "../ledger.ts";
import { instantText } from "../types.ts";
import { shopsWithDue } from "./due.ts";
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
const isDue = "d.matures_at <= $1 AND d.matured_minor < d.releasable_minor";

export function holdStore(client: Queryable): HoldStore {
  return {
    shopsWithDue: (now) => shopsWithDue(client, "commissions", isDue, now),

    async lockDue(shopId, now, limit) {
      await lockShops(client, [shopId]);
      const { rows } = await client.query<Row>(
        `SELECT d.shop_id, d.order_id, d.creator_id, d.currency, d.releasable_minor, d.matured_minor, d.held_minor,
           d.matures_at, d.posting_number
         FROM commissions d
         WHERE ${isDue} AND d.shop_id = $2 ORDER BY d.matures_at, d.order_id, d.creator_id LIMIT $3`,
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
