import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { AwardHolds } from "#app/services/ports/awards.ts";
import type { Queryable } from "../connect.ts";
import { postTransfers } from "../ledger.ts";
import { instantText } from "../types.ts";
import { shopsWithDue } from "./due.ts";
import { lockShops } from "./store.ts";

type Row = {
  shop_id: number;
  id: string;
  creator_id: string;
  currency: Currency;
  amount_minor: bigint;
  matures_at: Instant;
};

const isDue = "d.matures_at <= $1 AND d.released_at IS NULL AND d.withdrawn_at IS NULL";

export function awardHolds(client: Queryable): AwardHolds {
  return {
    shopsWithDue: (now) => shopsWithDue(client, "awards", isDue, now),

    async lockDue(shopId, now, limit) {
      await lockShops(client, [shopId]);
      const { rows } = await client.query<Row>(
        `SELECT d.shop_id, d.id, d.creator_id, d.currency, d.amount_minor, d.matures_at FROM awards d
         WHERE ${isDue} AND d.shop_id = $2 ORDER BY d.matures_at, d.id LIMIT $3`,
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
