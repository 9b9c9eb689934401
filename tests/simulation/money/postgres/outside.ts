import type { Database } from "#app/adapters/database/connect.ts";
import type { Account } from "#app/services/ports/ledger.ts";
import type { Stage, StagedTransfer } from "../stage.ts";

/** Creators and their partnerships are in the sequence of the world's. */
export type OpenedShop = {
  shopId: number;
  domain: string;
  creatorIds: readonly string[];
  partnershipIds: readonly string[];
};

/** What is to be seen of a world's shop from outside, over a connection that never breaks. */
export const postgresOutside = (
  db: Database,
  { shopId, domain, creatorIds }: OpenedShop,
  failures: readonly string[],
): Pick<Stage, "accounts" | "payouts" | "transfers" | "aside" | "audit"> => ({
  accounts: () => accounts(db, shopId, creatorIds),
  payouts: () => payouts(db, shopId, creatorIds),
  transfers: () => transfers(db, shopId, creatorIds),
  async aside() {
    const { rows } = await db.pool.query<{ topic: string; reason: string }>(
      "SELECT topic, reason FROM inbox WHERE shop_domain = $1 AND (state = 'aside' OR attempts > 0)",
      [domain],
    );
    return [...failures, ...rows.map(({ topic, reason }) => `${topic}: ${reason}`)];
  },
  // Of all worlds at once, in the end: see the stage.
  audit: async () => [],
});

async function accounts(db: Database, shopId: number, creatorIds: readonly string[]) {
  const { rows } = await db.pool.query<{ creator_id: string; account: string; balance_minor: bigint }>(
    "SELECT creator_id, account, balance_minor FROM account_balances WHERE shop_id = $1",
    [shopId],
  );
  return creatorIds.map((creatorId) => {
    const of = (account: string) =>
      rows.find((row) => row.creator_id === creatorId && row.account === account)?.balance_minor ?? 0n;
    return { pending: of("pending"), payable: of("payable"), inTransit: of("in_transit"), paid: of("paid") };
  });
}

async function payouts(db: Database, shopId: number, creatorIds: readonly string[]) {
  const rows = await db.prisma.payout.findMany({
    where: { shopId },
    orderBy: [{ createdAt: "asc" }, { creatorId: "asc" }],
  });
  return rows.map(({ id, creatorId, amountMinor, state, ourKey }) => ({
    id,
    creator: creatorIds.indexOf(creatorId),
    minor: amountMinor,
    state,
    ourKey,
  }));
}

type Row = {
  creator_id: string;
  kind: string;
  from_account: Account;
  to_account: Account;
  amount_minor: bigint;
  order_id: bigint | null;
  award_id: string | null;
  payout_id: string | null;
};

async function transfers(db: Database, shopId: number, creatorIds: readonly string[]): Promise<StagedTransfer[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT creator_id, kind, from_account, to_account, amount_minor, order_id, award_id, payout_id
     FROM transfers WHERE shop_id = $1 ORDER BY id`,
    [shopId],
  );
  return rows.map((row) => ({
    creator: creatorIds.indexOf(row.creator_id),
    kind: row.kind,
    from: row.from_account,
    to: row.to_account,
    minor: row.amount_minor,
    orderId: row.order_id === null ? null : Number(row.order_id),
    awardId: row.award_id,
    payoutId: row.payout_id,
  }));
}
