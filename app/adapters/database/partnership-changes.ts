import type { PoolClient } from "pg";
import type { Partnership } from "#app/services/ports/applications.ts";
import type {
  FlaggedCode,
  NamedPartnership,
  PartnershipChanges,
  PartnershipUnit,
} from "#app/services/ports/partnership-changes.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import type { Database } from "./connect.ts";
import { isUuid } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import { mailOutboxOver } from "./mail-outbox.ts";
import { lockShops } from "./settling/store.ts";
import { instantText } from "./types.ts";

/** With `pg` and not Prisma, because it settles. */
export const partnershipChanges = (
  database: Pick<Database, "transaction">,
  sealer: Sealer,
  settleIn: (client: PoolClient) => Settle,
): PartnershipChanges => ({
  transaction: (work) => database.transaction((client) => work(unitOf(client, sealer, settleIn(client)))),
});

function unitOf(client: PoolClient, sealer: Sealer, settle: Settle): PartnershipUnit {
  return {
    async lockShop(shopId) {
      await lockShops(client, [shopId]);
    },

    partnership: (shopId, partnershipId) => partnershipOf(client, shopId, partnershipId),

    async end(shopId, partnershipId, at, endedFor) {
      await client.query(
        `UPDATE partnerships SET state = 'ended', active_until = greatest(active_from, $3), ended_for = $4
         WHERE shop_id = $1 AND id = $2`,
        [shopId, partnershipId, instantText(at), endedFor],
      );
    },

    code: (shopId, codeId) => codeOf(client, shopId, codeId),

    async flag(shopId, codeId, at) {
      // Flagged again within the second in which it was cleared: the same flag goes on.
      await client.query(
        `INSERT INTO code_leaks (shop_id, code_id, flagged_at) VALUES ($1, $2, $3)
         ON CONFLICT (shop_id, code_id, flagged_at) DO UPDATE SET cleared_at = NULL`,
        [shopId, codeId, instantText(at)],
      );
    },

    async clearFlag(shopId, codeId, at) {
      await client.query(
        "UPDATE code_leaks SET cleared_at = $3 WHERE shop_id = $1 AND code_id = $2 AND cleared_at IS NULL",
        [shopId, codeId, instantText(at)],
      );
    },

    async settleFrom(partnership, from) {
      const { shopId } = partnership;
      const orderIds = await ordersFrom(client, partnership, instantText(from));
      if (orderIds.length > 0)
        await settle(
          [],
          orderIds.map((orderId) => ({ shopId, orderId })),
        );
      return orderIds.length;
    },

    async record({ shopId, actor, action, subject, detail, at }) {
      await client.query(
        "INSERT INTO activity_log (shop_id, actor, action, subject, detail, at) VALUES ($1, $2, $3, $4, $5, $6)",
        [shopId, actor, action, subject, JSON.stringify(detail ?? {}), instantText(at)],
      );
    },

    toCreator: (mail) => mailOutboxOver(client, sealer).toCreator(mail),
  };
}

async function ordersFrom(client: PoolClient, { shopId, id, creatorId }: Partnership, from: string): Promise<string[]> {
  const { rows } = await client.query<{ order_id: bigint }>(
    `SELECT DISTINCT e.order_id FROM evidence e
     JOIN order_states o ON o.shop_id = e.shop_id AND o.order_id = e.order_id AND o.processed_at >= $4
     WHERE e.creator_id = $3 AND e.shop_id = $1 AND e.partnership_id = $2 ORDER BY e.order_id`,
    [shopId, id, creatorId, from],
  );
  return rows.map(({ order_id }) => String(order_id));
}

type PartnershipRow = {
  id: string;
  offer_id: string;
  creator_id: string;
  state: Partnership["state"];
  brand_name: string;
  offer_name: string;
};

async function partnershipOf(client: PoolClient, shopId: number, id: string): Promise<NamedPartnership | null> {
  if (!isUuid(id)) return null;
  const { rows } = await client.query<PartnershipRow>(
    `SELECT p.id, p.offer_id, p.creator_id, p.state, s.name AS brand_name, o.name AS offer_name
     FROM partnerships p JOIN shops s ON s.id = p.shop_id JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id
     WHERE p.shop_id = $1 AND p.id = $2 FOR UPDATE OF p`,
    [shopId, id],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    shopId,
    id: row.id,
    offerId: row.offer_id,
    creatorId: row.creator_id,
    state: row.state,
    brandName: row.brand_name,
    offerName: row.offer_name,
  };
}

async function codeOf(client: PoolClient, shopId: number, id: string): Promise<FlaggedCode | null> {
  if (!isUuid(id)) return null;
  const { rows } = await client.query<{ code: string; partnership_id: string; flagged: boolean }>(
    `SELECT c.code, c.partnership_id,
       EXISTS (SELECT FROM code_leaks l WHERE l.shop_id = c.shop_id AND l.code_id = c.id AND l.cleared_at IS NULL) AS flagged
     FROM referral_codes c WHERE c.shop_id = $1 AND c.id = $2 FOR UPDATE`,
    [shopId, id],
  );
  const row = rows[0];
  const partnership = row === undefined ? null : await partnershipOf(client, shopId, row.partnership_id);
  return row === undefined || partnership === null ? null : { id, text: row.code, partnership, isFlagged: row.flagged };
}
