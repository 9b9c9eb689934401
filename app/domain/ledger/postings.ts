import { invariant } from "../kernel/invariant.ts";

/** What one commission stands at in the ledger: not yet payable, payable (or paid out), and of the former what a review took back. */
export interface Standing {
  readonly pendingMinor: bigint;
  readonly payableMinor: bigint;
  readonly heldMinor: bigint;
}

export const NOTHING_POSTED: Standing = { pendingMinor: 0n, payableMinor: 0n, heldMinor: 0n };

/** What it should stand at now. */
export interface Due {
  readonly amountMinor: bigint;
  /** How much of it may be payable once it has matured: all, but for what an unpaid edit added. */
  readonly releasableMinor: bigint;
  /** An open chargeback, or a review: nothing of it is payable meanwhile. */
  readonly held: boolean;
}

type Account = "expense" | "pending" | "payable";

export interface Posting {
  readonly kind: "accrual" | "adjustment" | "release" | "review_held" | "review_lifted";
  readonly from: Account;
  readonly to: Account;
  readonly amountMinor: bigint;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * The transfers that bring the ledger from what was posted to what is due; none when they agree.
 *
 * Only what was released before is payable here: a commission's first release has its own day (see `release-holds`).
 * A change after that goes to the payable account at once, and may take it below zero when the money is out already.
 *
 * @param payableBalanceMinor the creator's payable balance: a review holds back what is still there, no more
 */
export function postingsFor(
  posted: Standing,
  due: Due,
  payableBalanceMinor: bigint,
): { postings: Posting[]; standing: Standing } {
  invariant(due.amountMinor >= 0n && due.releasableMinor >= 0n, "postingsFor: a commission below zero");
  const released = posted.payableMinor > 0n || posted.heldMinor > 0n;
  const payableTarget = released && !due.held ? least(due.amountMinor, due.releasableMinor) : 0n;
  const payable = due.held ? staysPayable(posted, due, payableBalanceMinor) : payableTarget;
  const pending = due.amountMinor - payable;

  const postings: Posting[] = [];
  const post = (kind: Posting["kind"], from: Account, to: Account, amountMinor: bigint): void => {
    if (amountMinor > 0n) postings.push({ kind, from, to, amountMinor });
  };
  let pendingChange = pending - posted.pendingMinor;
  let payableChange = payable - posted.payableMinor;
  let heldMinor = posted.heldMinor;

  if (pendingChange < 0n && payableChange > 0n) {
    const moved = least(-pendingChange, payableChange);
    const lifted = least(moved, heldMinor);
    post("review_lifted", "pending", "payable", lifted);
    post("release", "pending", "payable", moved - lifted);
    heldMinor -= lifted;
    pendingChange += moved;
    payableChange -= moved;
  }
  if (due.held && pendingChange > 0n && payableChange < 0n) {
    const moved = least(pendingChange, -payableChange);
    post("review_held", "payable", "pending", moved);
    heldMinor += moved;
    pendingChange -= moved;
    payableChange += moved;
  }
  const kind =
    posted.pendingMinor === 0n && posted.payableMinor === 0n && posted.heldMinor === 0n ? "accrual" : "adjustment";
  post(kind, "expense", "pending", pendingChange);
  post("adjustment", "expense", "payable", payableChange);
  post("adjustment", "pending", "expense", -pendingChange);
  post("adjustment", "payable", "expense", -payableChange);
  return { postings, standing: { pendingMinor: pending, payableMinor: payable, heldMinor: least(heldMinor, pending) } };
}

/** What stays on the payable side under review: that which has been paid out already and cannot be taken back. */
function staysPayable(posted: Standing, due: Due, payableBalanceMinor: bigint): bigint {
  const keeps = least(posted.payableMinor, due.amountMinor);
  return keeps - least(keeps, most(payableBalanceMinor, 0n));
}
