import type { Instant } from "#app/domain/kernel/instant.ts";
import { payoutPaidMail, payoutUnpaidMail } from "../mail/payout-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database, Stores } from "../ports/database.ts";
import type { Payout } from "../ports/payouts.ts";
import { payoutTransfer } from "./payout-transfer.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: Addresses };

export type Outcome =
  | { kind: "paid"; reference: string }
  | { kind: "failed"; why: string }
  /** It was paid, and the money came back. */
  | { kind: "returned"; why: string };

export type PayoutSettled =
  | { kind: "settled" }
  /** It ended before, so or otherwise; what was recorded stands. */
  | { kind: "settled_before"; state: Payout["state"]; reference: string | null }
  | { kind: "not_approved" }
  /** Only what was paid comes back. */
  | { kind: "not_paid" }
  | { kind: "not_found" };

/**
 * Records how a payout ended, from a person or a rail: in the ledger, on the payout, and to the creator, all at once.
 * Saying the same again changes nothing; saying otherwise is told what stands.
 */
export async function settlePayout(
  deps: Deps,
  input: { shopId: number; payoutId: string; actor: string; outcome: Outcome },
): Promise<PayoutSettled> {
  const { shopId, payoutId, actor, outcome } = input;
  return deps.database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const payout = await tx.payouts.get(shopId, payoutId);
    if (payout === null) return { kind: "not_found" };
    if (payout.state === "draft") return { kind: "not_approved" };
    const comesBack = outcome.kind === "returned" && payout.state === "paid";
    if (!comesBack && ended(payout)) return before(payout, outcome);
    if (!comesBack && outcome.kind === "returned") return { kind: "not_paid" };

    const at = deps.clock.now();
    if (payout.state === "approved") await tx.payouts.change(shopId, payoutId, { state: "submitted", at });
    await write(tx, payout, outcome, { actor, at });
    await tell(deps, tx, payout, outcome);
    await closeWhenDone(tx, payout, at);
    const subject = `payout:${payoutId}`;
    await tx.activity.record({ shopId, actor, action: `payout_${outcome.kind}`, subject, at });
    return { kind: "settled" };
  });
}

const ended = ({ state }: Payout): boolean => state === "paid" || state === "failed" || state === "returned";

async function write(tx: Stores, payout: Payout, outcome: Outcome, by: { actor: string; at: Instant }): Promise<void> {
  const { shopId, id } = payout;
  const { at } = by;
  if (outcome.kind === "paid") {
    await tx.ledger.post([payoutTransfer(payout, "payout_confirmed", { ...by, reason: "payout paid" })]);
    await tx.payouts.change(shopId, id, { state: "paid", at, reference: outcome.reference });
  } else {
    const step = outcome.kind === "failed" ? "payout_failed" : "payout_returned";
    await tx.ledger.post([payoutTransfer(payout, step, { ...by, reason: `payout ${outcome.kind}` })]);
    await tx.payouts.change(shopId, id, { state: outcome.kind, at, failure: outcome.why });
  }
}

function before({ state, reference }: Payout, outcome: Outcome): PayoutSettled {
  const same = outcome.kind === "paid" ? state === "paid" && reference === outcome.reference : state === outcome.kind;
  return same ? { kind: "settled" } : { kind: "settled_before", state, reference };
}

async function tell({ addresses }: Deps, tx: Stores, payout: Payout, outcome: Outcome): Promise<void> {
  const shop = await tx.shops.byId(payout.shopId);
  const { creatorId, amountMinor, currency } = payout;
  const mail = {
    creatorId,
    brandName: shop?.name ?? "",
    money: { amountMinor, currency },
    portalUrl: addresses.portal("/payouts"),
  };
  await tx.mail.toCreator(
    outcome.kind === "paid"
      ? payoutPaidMail({ ...mail, reference: outcome.reference })
      : payoutUnpaidMail({ ...mail, outcome }),
  );
}

async function closeWhenDone(tx: Stores, { shopId, batchId }: Payout, at: Instant): Promise<void> {
  const payouts = await tx.payouts.payoutsOf(shopId, batchId);
  const open = payouts.some(({ state }) => state === "approved" || state === "submitted" || state === "unknown");
  if (!open) await tx.payouts.changeBatch(shopId, batchId, { state: "closed", at });
}
