import { type Account, type Ledger, LedgerConflict, type Transfer } from "#app/services/ports/ledger.ts";
import type { State } from "./state.ts";

/** Posts once by key, and keeps the accounts where they may be: what the database refuses is refused here, too. */
export function postAll(state: State, transfers: readonly Transfer[]): string[] {
  const known = new Map(state.transfers.map((transfer) => [transfer.idempotencyKey, transfer]));
  const already: string[] = [];
  const fresh: Transfer[] = [];
  for (const transfer of transfers) {
    const before = known.get(transfer.idempotencyKey);
    if (before === undefined) {
      fresh.push(transfer);
      known.set(transfer.idempotencyKey, transfer);
    } else if (before.amountMinor !== transfer.amountMinor || before.kind !== transfer.kind)
      throw new LedgerConflict(transfer.shopId, transfer.idempotencyKey, ["amount_minor"]);
    else already.push(transfer.idempotencyKey);
  }
  state.transfers = [...state.transfers, ...fresh];
  for (const creatorId of new Set(fresh.map((transfer) => transfer.creatorId)))
    for (const account of ["pending", "in_transit", "paid", "payable"] as const)
      refuseBelowZero(state, creatorId, account, fresh);
  return already;
}

function refuseBelowZero(state: State, creatorId: string, account: Account, fresh: readonly Transfer[]): void {
  const started = fresh.some((transfer) => transfer.creatorId === creatorId && transfer.kind === "payout_started");
  if (account === "payable" && !started) return;
  const balance = state.balance(creatorId, account);
  if (balance < 0n) throw new Error(`the ${account} balance of creator ${creatorId} would fall to ${balance}`);
}

export const memoryLedger = (state: State): Pick<Ledger, "post" | "balancesOfShop"> => ({
  async post(transfers) {
    const alreadyPosted = postAll(state, transfers);
    return { posted: transfers.length - alreadyPosted.length, alreadyPosted };
  },
  async balancesOfShop(shopId, creatorId) {
    const creators = [...new Set(state.transfers.map((transfer) => transfer.creatorId))].toSorted();
    return creators
      .filter((creator) => creatorId === undefined || creator === creatorId)
      .map((creator) => ({
        shopId,
        creatorId: creator,
        currency: state.shop.currency,
        pendingMinor: state.balance(creator, "pending"),
        payableMinor: state.balance(creator, "payable"),
        inTransitMinor: state.balance(creator, "in_transit"),
        paidMinor: state.balance(creator, "paid"),
      }));
  },
});
