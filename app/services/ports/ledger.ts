import type { Instant } from "#app/domain/kernel/instant.ts";

/** Accounts of a creator in a shop and a currency; `expense` is the brand's cost for that creator, the source of all. */
export type Account = "expense" | "pending" | "payable" | "in_transit" | "paid";

export type TransferKind =
  | "accrual"
  | "adjustment"
  | "release"
  | "review_held"
  | "review_lifted"
  | "bonus"
  | "bounty"
  | "manual"
  | "payout_started"
  | "payout_confirmed"
  | "payout_failed"
  | "payout_returned"
  | "write_off";

/** Money that goes from one account of a creator to another. Which kinds go where: docs/database.md. */
export type Transfer = {
  shopId: number;
  creatorId: string;
  /** ISO 4217. */
  currency: string;
  from: Account;
  to: Account;
  /** Above zero. */
  amountMinor: bigint;
  kind: TransferKind;
  /** For people, without personal data; not empty. */
  reason: string;
  orderId: bigint | null;
  payoutId: string | null;
  /** The bonus or bounty that it grants, releases or withdraws; most transfers are of none. */
  awardId?: string;
  /** The person behind it; required for `manual`. */
  actor: string | null;
  /** Unique in the shop: posting it again with the same content does nothing. */
  idempotencyKey: string;
  happenedAt: Instant;
};

export type Posted = {
  posted: number;
  /** The keys that were posted before, with the same content. */
  alreadyPosted: string[];
};

export type Balances = {
  shopId: number;
  creatorId: string;
  currency: string;
  pendingMinor: bigint;
  payableMinor: bigint;
  inTransitMinor: bigint;
  paidMinor: bigint;
};

export type Ledger = {
  /**
   * Posts all or none, in the caller's transaction. One call a transaction: accounts are locked in one order within
   * a call, so that any number of callers wait for each other instead of deadlocking.
   *
   * @throws LedgerConflict when a key was posted before with other content
   * @throws an error of the database when an account would fall below zero that may not
   */
  post(transfers: readonly Transfer[]): Promise<Posted>;
  /** Of one shop, by creator and currency; of one creator when named. */
  balancesOfShop(shopId: number, creatorId?: string): Promise<Balances[]>;
  /** Of one creator in every shop. */
  balancesOfCreator(creatorId: string): Promise<Balances[]>;
};

/** An idempotency key stands for one content for good: two contents under one key is a bug of the caller. */
export class LedgerConflict extends Error {
  override name = "LedgerConflict";
  readonly idempotencyKey: string;
  constructor(shopId: number, idempotencyKey: string, differing: readonly string[]) {
    super(`Shop ${shopId}: transfer ${idempotencyKey} was posted before with another ${differing.join(", ")}.`);
    this.idempotencyKey = idempotencyKey;
  }
}
