import type { Currency } from "#app/domain/money/currency.ts";
import { balanceCorrectedMail, balanceWrittenOffMail } from "../mail/balance-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database, Stores } from "../ports/database.ts";
import { LedgerConflict, type Transfer } from "../ports/ledger.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: Addresses };

type Asked = {
  shopId: number;
  creatorId: string;
  /** A UUID of the form that asks: sent twice, it is posted once. */
  requestId: string;
  currency: Currency;
  reason: string;
  actor: string;
};

export type BalanceCorrected =
  | { kind: "posted" }
  | { kind: "posted_before" }
  /** The request's id stands for another correction. */
  | { kind: "another_correction" }
  | { kind: "not_found" };

/**
 * A person's own entry in a creator's payable balance, up or down: what no rule could know. It may leave the balance below
 * zero; what comes in next fills it up. The creator is told, with the reason.
 *
 * @param input.amountMinor not 0; below zero takes away
 */
export async function correctBalance(deps: Deps, input: Asked & { amountMinor: bigint }): Promise<BalanceCorrected> {
  const { amountMinor } = input;
  return deps.database.transaction(async (tx) => {
    const way = amountMinor > 0n ? (["expense", "payable"] as const) : (["payable", "expense"] as const);
    const posted = await post(deps, tx, input, { kind: "manual", way, amountMinor });
    if (posted.kind !== "posted") return posted;
    const mail = await mailOf(deps, tx, input);
    await tx.mail.toCreator(balanceCorrectedMail({ ...mail, money: { amountMinor, currency: input.currency } }));
    return posted;
  });
}

/**
 * Gives up what a creator's payable balance is below zero: it becomes zero, at the brand's cost. Only what was shown to the
 * person who decided: where the balance has changed since, nothing happens.
 *
 * @param input.owedMinor how far below zero the balance was shown to be; above zero
 */
export async function writeOffBalance(
  deps: Deps,
  input: Asked & { owedMinor: bigint },
): Promise<BalanceCorrected | { kind: "balance_changed" }> {
  const { shopId, creatorId, currency, owedMinor } = input;
  return deps.database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const balances = await tx.ledger.balancesOfShop(shopId, creatorId);
    const payableMinor = balances.find((balance) => balance.currency === currency)?.payableMinor ?? 0n;
    if (payableMinor >= 0n || owedMinor !== -payableMinor) return { kind: "balance_changed" };
    const way = ["expense", "payable"] as const;
    const posted = await post(deps, tx, input, { kind: "write_off", way, amountMinor: owedMinor });
    if (posted.kind !== "posted") return posted;
    const mail = await mailOf(deps, tx, input);
    await tx.mail.toCreator(balanceWrittenOffMail({ ...mail, money: { amountMinor: owedMinor, currency } }));
    return posted;
  });
}

type Entry = { kind: "manual" | "write_off"; way: readonly [Transfer["from"], Transfer["to"]]; amountMinor: bigint };

async function post({ clock }: Deps, tx: Stores, asked: Asked, entry: Entry): Promise<BalanceCorrected> {
  const { shopId, creatorId, currency, reason, actor, requestId } = asked;
  if (!(await tx.partnerships.known(shopId, creatorId))) return { kind: "not_found" };
  await tx.payouts.lockShop(shopId);
  const at = clock.now();
  const { kind, amountMinor } = entry;
  const [from, to] = entry.way;
  const transfer: Transfer = {
    shopId,
    creatorId,
    currency,
    from,
    to,
    kind,
    reason,
    actor,
    amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
    orderId: null,
    payoutId: null,
    idempotencyKey: `by_hand/${requestId}`,
    happenedAt: at,
  };
  try {
    const { posted } = await tx.ledger.post([transfer]);
    if (posted === 0) return { kind: "posted_before" };
  } catch (error) {
    if (error instanceof LedgerConflict) return { kind: "another_correction" };
    throw error;
  }
  const action = kind === "manual" ? "balance_corrected" : "balance_written_off";
  const detail = { amountMinor: String(amountMinor), currency, reason };
  await tx.activity.record({ shopId, actor, action, subject: `creator:${creatorId}`, detail, at });
  return { kind: "posted" };
}

async function mailOf({ addresses }: Deps, tx: Stores, { shopId, creatorId, reason }: Asked) {
  const shop = await tx.shops.byId(shopId);
  return { creatorId, reason, brandName: shop?.name ?? "", earningsUrl: addresses.portal("/earnings") };
}
