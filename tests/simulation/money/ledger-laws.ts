import type { Accounts } from "./accounts.ts";
import type { StagedPayout, StagedTransfer } from "./stage.ts";

/**
 * The invariants of the ledger (docs: ledger) over all that was ever posted to one shop, without any model of what should have
 * been: each must hold after whatever was done.
 */
export function brokenLaw(
  transfers: readonly StagedTransfer[],
  accounts: readonly Accounts[],
  payouts: readonly StagedPayout[],
): string | null {
  for (const [creator, kept] of accounts.entries()) {
    const theirs = transfers.filter((one) => one.creator === creator);
    const out = payouts.filter((one) => one.creator === creator && OUT.has(one.state));
    const broken = strayIn(theirs) ?? wrongBalance(theirs, kept) ?? belowZero(theirs) ?? notPaidOut(out, kept);
    if (broken !== null) return `creator ${creator}: ${broken}`;
  }
  return startedTwice(transfers);
}

const OUT = new Set(["approved", "submitted", "unknown", "paid"]);

/** What each kind may move, from where to where. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  accrual: ["expense pending"],
  adjustment: ["expense pending", "expense payable", "pending expense", "payable expense"],
  release: ["pending payable"],
  review_held: ["payable pending"],
  review_lifted: ["pending payable"],
  bonus: ["expense pending"],
  bounty: ["expense pending"],
  manual: ["expense payable", "payable expense"],
  payout_started: ["payable in_transit"],
  payout_confirmed: ["in_transit paid"],
  payout_failed: ["in_transit payable"],
  payout_returned: ["paid payable"],
  write_off: ["expense payable"],
};

function strayIn(transfers: readonly StagedTransfer[]): string | null {
  for (const { kind, from, to, minor, orderId, awardId, payoutId } of transfers) {
    if (!WAYS[kind]?.includes(`${from} ${to}`)) return `${kind} from ${from} to ${to}`;
    if (minor <= 0n) return `${kind} of ${minor}`;
    if (kind === "release" && (orderId === null) === (awardId === null)) return "a release of no order or award";
    if (kind.startsWith("payout_") !== (payoutId !== null)) return `${kind} of the payout ${payoutId}`;
  }
  return null;
}

function wrongBalance(transfers: readonly StagedTransfer[], kept: Accounts): string | null {
  const sums = { pending: 0n, payable: 0n, in_transit: 0n, paid: 0n, expense: 0n };
  for (const { from, to, minor } of transfers) {
    sums[from] -= minor;
    sums[to] += minor;
  }
  const { pending, payable, in_transit: inTransit, paid, expense } = sums;
  for (const [account, sum] of Object.entries({ pending, payable, inTransit, paid })) {
    const balance = kept[account as keyof Accounts];
    if (sum !== balance) return `${account} is kept as ${balance}, the transfers sum to ${sum}`;
  }
  if (pending + payable + inTransit + paid !== -expense) return `the cost is ${-expense}, not what is owed and paid`;
  for (const [account, sum] of Object.entries({ pending, inTransit, paid }))
    if (sum < 0n) return `${account} is ${sum}`;
  return null;
}

/** A payout takes what is there; so does a hold. Only refunds, people and returns may leave less than nothing. */
function belowZero(transfers: readonly StagedTransfer[]): string | null {
  let payable = 0n;
  for (const { kind, from, to, minor } of transfers) {
    if (to === "payable") payable += minor;
    if (from === "payable") payable -= minor;
    if ((kind === "payout_started" || kind === "review_held") && payable < 0n)
      return `${kind} leaves ${payable} payable`;
    if (kind === "write_off" && payable > 0n) return `a write-off leaves ${payable} payable`;
  }
  return null;
}

function notPaidOut(out: readonly StagedPayout[], { inTransit, paid }: Accounts): string | null {
  const sum = out.reduce((all, { minor }) => all + minor, 0n);
  return sum === inTransit + paid ? null : `${inTransit} in transit and ${paid} paid, the payouts come to ${sum}`;
}

/** Each step of a payout happens once at most. */
function startedTwice(transfers: readonly StagedTransfer[]): string | null {
  const steps = transfers
    .filter(({ payoutId }) => payoutId !== null)
    .map(({ kind, payoutId }) => `${kind} ${payoutId}`);
  const again = steps.find((step, index) => steps.indexOf(step) !== index);
  return again === undefined ? null : `${again} was posted twice`;
}
