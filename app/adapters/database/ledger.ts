import {
  LedgerConflict,
  type Account,
  type Balances,
  type Ledger,
  type Posted,
  type Transfer,
} from "#app/services/ports/ledger.ts";
import { plain, quoted } from "./columns.ts";
import type { Queryable } from "./connect.ts";
import { instantText } from "./types.ts";

/** The ledger on one connection: give it a transaction's, or the pool for reading. */
export const createLedger = (client: Queryable): Ledger => ({
  post: (transfers) => postTransfers(client, transfers),
  balancesOfShop: (shopId, creatorId) => balances(client, { shopId, ...(creatorId ? { creatorId } : {}) }),
  balancesOfCreator: (creatorId) => balances(client, { creatorId }),
});

// Sorted by key: two callers with some keys in common wait for each other, and do not deadlock. The balances are kept
// by a trigger on the table, which locks the accounts in one order as well.
const insert = `
  INSERT INTO transfers (shop_id, creator_id, currency, from_account, to_account, amount_minor, kind, reason, order_id,
    payout_id, award_id, actor, idempotency_key, happened_at)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::account_kind[], $5::account_kind[], $6::bigint[],
    $7::transfer_kind[], $8::text[], $9::bigint[], $10::uuid[], $11::uuid[], $12::text[], $13::text[], $14::timestamptz[])
    AS given (shop_id, creator_id, currency, from_account, to_account, amount_minor, kind, reason, order_id, payout_id,
      award_id, actor, idempotency_key, happened_at)
  ORDER BY shop_id, idempotency_key COLLATE "C"
  ON CONFLICT (shop_id, idempotency_key) DO NOTHING
  RETURNING shop_id, idempotency_key`;

const lookup = `
  SELECT shop_id, idempotency_key, creator_id, currency, from_account, to_account, amount_minor::text, kind::text,
    reason, order_id::text, payout_id, award_id, actor
  FROM transfers
  JOIN jsonb_to_recordset($1::jsonb) AS given (shop_id int, idempotency_key text) USING (shop_id, idempotency_key)`;

type Row = {
  shop_id: number;
  idempotency_key: string;
  creator_id: string;
  currency: string;
  from_account: Account;
  to_account: Account;
  amount_minor: string;
  kind: string;
  reason: string;
  order_id: string | null;
  payout_id: string | null;
  award_id: string | null;
  actor: string | null;
};

/**
 * Posts transfers, in one statement whatever their number. See `Ledger.post`.
 *
 * @throws LedgerConflict
 */
export async function postTransfers(client: Queryable, transfers: readonly Transfer[]): Promise<Posted> {
  if (transfers.length === 0) return { posted: 0, alreadyPosted: [] };
  const rows = transfers.map(toRow);
  const { rows: inserted } = await client.query<Row>(insert, [
    plain(rows.map((row) => row.shop_id)),
    plain(rows.map((row) => row.creator_id)),
    quoted(rows.map((row) => row.currency)),
    plain(rows.map((row) => row.from_account)),
    plain(rows.map((row) => row.to_account)),
    plain(rows.map((row) => row.amount_minor)),
    plain(rows.map((row) => row.kind)),
    quoted(rows.map((row) => row.reason)),
    plain(rows.map((row) => row.order_id)),
    plain(rows.map((row) => row.payout_id)),
    plain(rows.map((row) => row.award_id)),
    quoted(rows.map((row) => row.actor)),
    quoted(rows.map((row) => row.idempotency_key)),
    plain(transfers.map(({ happenedAt }) => instantText(happenedAt))),
  ]);
  if (inserted.length === rows.length) return { posted: rows.length, alreadyPosted: [] };
  return { posted: inserted.length, alreadyPosted: await comparePosted(client, rows, inserted) };
}

/** Of the rows that were not inserted, the keys; each must be in the table with the same content. */
async function comparePosted(
  client: Queryable,
  rows: readonly Row[],
  inserted: readonly Pick<Row, "shop_id" | "idempotency_key">[],
): Promise<string[]> {
  const keyOf = (row: Pick<Row, "shop_id" | "idempotency_key">) => `${row.shop_id} ${row.idempotency_key}`;
  const keys = rows.map(({ shop_id, idempotency_key }) => ({ shop_id, idempotency_key }));
  const { rows: kept } = await client.query<Row>(lookup, [JSON.stringify(keys)]);
  const byKey = new Map(kept.map((row) => [keyOf(row), row]));
  const fresh = new Set(inserted.map(keyOf));
  const already: string[] = [];
  for (const row of rows) {
    const before = byKey.get(keyOf(row));
    if (before === undefined) throw new Error(`Transfer ${row.idempotency_key} was neither posted nor found.`);
    const differing = contents.filter((column) => before[column] !== row[column]);
    if (differing.length > 0) throw new LedgerConflict(row.shop_id, row.idempotency_key, differing);
    // Twice in one call: the first was posted now, the second was there already.
    if (!fresh.delete(keyOf(row))) already.push(row.idempotency_key);
  }
  return already;
}

/** What a key stands for. Not the instant: a repeated call may read its clock again. */
const contents = [
  "creator_id",
  "currency",
  "from_account",
  "to_account",
  "amount_minor",
  "kind",
  "reason",
  "order_id",
  "payout_id",
  "award_id",
  "actor",
] as const satisfies readonly (keyof Row)[];

const toRow = (transfer: Transfer): Row => ({
  shop_id: transfer.shopId,
  creator_id: transfer.creatorId,
  currency: transfer.currency,
  from_account: transfer.from,
  to_account: transfer.to,
  amount_minor: String(transfer.amountMinor),
  kind: transfer.kind,
  reason: transfer.reason,
  order_id: transfer.orderId === null ? null : String(transfer.orderId),
  payout_id: transfer.payoutId,
  award_id: transfer.awardId ?? null,
  actor: transfer.actor,
  idempotency_key: transfer.idempotencyKey,
});

type BalanceRow = {
  shop_id: number;
  creator_id: string;
  currency: string;
  pending: bigint;
  payable: bigint;
  in_transit: bigint;
  paid: bigint;
};

const of = (account: Account): string =>
  `coalesce(sum(balance_minor) FILTER (WHERE account = '${account}'), 0)::bigint AS ${account}`;

/** Kept balances of a shop, of a creator, or of both; creators without a transfer are absent. */
export async function balances(
  client: Queryable,
  filter: { shopId: number; creatorId?: string } | { shopId?: never; creatorId: string },
): Promise<Balances[]> {
  const { rows } = await client.query<BalanceRow>(
    `SELECT shop_id, creator_id, currency, ${of("pending")}, ${of("payable")}, ${of("in_transit")}, ${of("paid")}
     FROM account_balances
     WHERE ($1::int IS NULL OR shop_id = $1) AND ($2::uuid IS NULL OR creator_id = $2)
     GROUP BY shop_id, creator_id, currency
     ORDER BY shop_id, creator_id, currency`,
    [filter.shopId ?? null, filter.creatorId ?? null],
  );
  return rows.map((row) => ({
    shopId: row.shop_id,
    creatorId: row.creator_id,
    currency: row.currency,
    pendingMinor: row.pending,
    payableMinor: row.payable,
    inTransitMinor: row.in_transit,
    paidMinor: row.paid,
  }));
}
