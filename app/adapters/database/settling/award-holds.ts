import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { AwardHolds } from "#app/services/ports/awards.ts";
import type { Queryable } from "../connect.ts";
import { postTransfers } from "../ledger.ts";
import { instantText } from "../types.ts";
import { lockShops } from "./store.ts";

type Row = {
  shop_id: number;
  id: string;
  creator_id: string;
  currency: Currency;
  amount_minor: bigint;
  matures_at: Instant;
};

const isDue = "a.matures_at <= $1 AND a.released_at IS NULL AND a.withdrawn_at IS NULL";

export function awardHolds(client: Queryable): AwardHolds {
  return {
    async shopsWithDue(now) {
      const { rows } = await client.query<{ shop_id: number }>(
        `SELECT DISTINCT a.shop_id FROM awards a JOIN shops s ON s.id = a.shop_id
         WHERE ${isDue} AND s.uninstalled_at IS NULL ORDER BY 1`,
        [instantText(now)],
      );
      return rows.map(({ shop_id }) => shop_id);
    },

    async lockDue(shopId, now, limit) {
      await lockShops(client, [shopId]);
      const { rows } = await client.query<Row>(
        `SELECT a.shop_id, a.id, a.creator_id, a.currency, a.amount_minor, a.matures_at FROM awards a
         WHERE ${isDue} AND a.shop_id = $2 ORDER BY a.matures_at, a.id LIMIT $3`,
        [instantText(now), shopId, limit],
      );
      return rows.map((row) => ({
        shopId: row.shop_id,
        id: row.id,
        creatorId: row.creator_id,
        currency: row.currency,
        amountMinor: row.amount_minor,
        maturesAt: row.matures_at,
      }));
    },

    async release(due, transfers, at) {
      const [shopId] = due.map((award) => award.shopId);
      if (shopId === undefined) return;
      await client.query("UPDATE awards SET released_at = $3 WHERE shop_id = $1 AND id = ANY ($2::uuid[])", [
        shopId,
        due.map(({ id }) => id),
        instantText(at),
      ]);
      await postTransfers(client, transfers);
    },
  };
}
