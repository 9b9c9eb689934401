import { isDeepStrictEqual } from "node:util";
import type { Model } from "./model.ts";
import type { Rail } from "./rail.ts";
import { brokenLaw } from "./ledger-laws.ts";
import type { Stage, StagedPayout, StagedTransfer } from "./stage.ts";
import type { ToyShop } from "./toy-shop.ts";
import { bodyOf } from "./toy-bodies.ts";
import { keyOf, learn, type KnownOrder } from "./known-orders.ts";

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? Number(item) : item));

/** Whether each account and each payout of the app is as the model has it; else what differs. */
export async function differenceOf(stage: Stage, model: Model): Promise<string | null> {
  const accounts = await stage.accounts();
  if (!isDeepStrictEqual(accounts, model.accounts))
    return `the accounts are ${shown(accounts)}, the model has ${shown(model.accounts)}${await setAside(stage)}`;
  const [payouts, expected] = [(await stage.payouts()).map(listed).toSorted(), model.payouts.map(listed).toSorted()];
  if (!isDeepStrictEqual(payouts, expected))
    return `the payouts are ${shown(payouts)}, the model has ${shown(expected)}`;
  const transfers = await stage.transfers();
  return brokenLaw(transfers, accounts, await stage.payouts()) ?? otherwiseEarned(transfers, model);
}

/** Of each order, what was posted is what each of its creators earns on it. */
function otherwiseEarned(transfers: readonly StagedTransfer[], model: Model): string | null {
  const earned = new Map<string, bigint>();
  for (const { orderId, creator, kind, from, minor } of transfers) {
    if (orderId === null || (kind !== "accrual" && kind !== "adjustment")) continue;
    const key = keyOf(orderId, creator);
    earned.set(key, (earned.get(key) ?? 0n) + (from === "expense" ? minor : -minor));
  }
  const expected = model.commissions.all();
  for (const key of new Set([...earned.keys(), ...expected.keys()])) {
    const [posted, due] = [earned.get(key) ?? 0n, expected.get(key) ?? 0n];
    if (posted !== due) return `${key} earned ${posted}, in the model ${due}`;
  }
  return null;
}

async function setAside(stage: Stage): Promise<string> {
  const aside = await stage.aside();
  return aside.length === 0 ? "" : `; set aside: ${shown(aside)}`;
}

const listed = ({ id, creator, minor, state }: { id: string; creator: number; minor: bigint; state: string }): string =>
  `${id} creator ${creator}: ${minor} ${isUnderWay(state) ? "open" : state}`;

const isUnderWay = (state: string): boolean => state === "approved" || state === "submitted" || state === "unknown";

type End = { stage: Stage; model: Model; shop: ToyShop; rail: Rail };

/** What must hold at the end, whatever happened; else what does not. */
export async function endOf({ stage, model, shop, rail }: End): Promise<string | null> {
  const findings = await stage.audit();
  if (findings.length > 0) return `the audit finds ${shown(findings)}`;
  const aside = await stage.aside();
  if (aside.length > 0) return `deliveries were set aside: ${shown(aside)}`;
  if (rail.toldTwice.length > 0) return `the rail was told again of what it had taken: ${rail.toldTwice.join(", ")}`;
  return unlikeTheShop(model, shop) ?? wronglyPaid(await stage.payouts(), await stage.accounts(), rail);
}

/** Lost or not, in the end each order is paid as the shop knows it. */
function unlikeTheShop(model: Model, shop: ToyShop): string | null {
  for (const order of shop.orders) {
    const told = new Map<number, KnownOrder>();
    learn(told, { topic: "orders/updated", webhookId: "", triggeredAt: 0, body: bodyOf(order) });
    const known = told.get(order.id);
    if (known === undefined) continue;
    for (const dispute of order.disputes) known.disputes.set(dispute.id, { ...dispute, trigger: 0 });
    const due = model.commissions.worthToAll(known);
    const commission = model.commissions.of(order.id);
    if (commission !== due) return `order ${order.id} pays ${commission}; as it is in the shop, it pays ${due}`;
  }
  return null;
}

/** What left is what the app says has left: in transit and paid are the payouts not failed, and each left once. */
function wronglyPaid(
  payouts: readonly StagedPayout[],
  accounts: Awaited<ReturnType<Stage["accounts"]>>,
  rail: Rail,
): string | null {
  for (const [creator, { inTransit, paid }] of accounts.entries()) {
    const out = payouts
      .filter((payout) => payout.creator === creator && (isUnderWay(payout.state) || payout.state === "paid"))
      .reduce((sum, { minor }) => sum + minor, 0n);
    if (out !== inTransit + paid)
      return `creator ${creator}: ${inTransit} in transit and ${paid} paid, the payouts come to ${out}`;
  }
  for (const { ourKey, minor, state } of payouts) {
    const left = rail.paid(ourKey);
    if (left === 0n) continue;
    // A person may have called a payout failed, or back, that a slow rail paid after all: that is theirs to answer for.
    if (left !== minor) return `${ourKey} of ${minor} left as ${left}`;
    if (state === "draft" || state === "approved") return `${ourKey} left while it was ${state}`;
  }
  return null;
}
