import { exponentOf, divideRounded, type Amount } from "../state/money.ts";
import type { Order, Transaction } from "../state/order.ts";
import type { World } from "../state/world.ts";
import type { Currencies } from "./pricing/price-in-both.ts";

export const GATEWAY = "bogus";

export interface NewTransaction {
  readonly kind: Transaction["kind"];
  /** In the order's presentment currency. */
  readonly minor: bigint;
  readonly status?: Transaction["status"];
  readonly parentId?: number | null;
  readonly processedAt?: Date;
}

/** Payments are in the currency that the shopper pays, whatever the shop's (seen: USD on a CAD order). */
export function newTransaction(world: World, order: Order, wanted: NewTransaction): Transaction {
  return {
    id: world.ids.next("OrderTransaction"),
    parentId: wanted.parentId ?? null,
    kind: wanted.kind,
    status: wanted.status ?? "success",
    money: { minor: wanted.minor, currency: order.presentmentCurrency },
    gateway: GATEWAY,
    createdAt: world.now(),
    processedAt: wanted.processedAt ?? world.now(),
    test: order.test,
  };
}

const total = (
  transactions: readonly Transaction[],
  kinds: readonly Transaction["kind"][],
  statuses: readonly Transaction["status"][],
): bigint =>
  transactions
    .filter((it) => kinds.includes(it.kind) && statuses.includes(it.status))
    .reduce((sum, it) => sum + it.money.minor, 0n);

/** What came in, in presentment minor units. */
export const paidMinor = (order: Order): bigint => total(order.transactions, ["sale", "capture"], ["success"]);

/** What went back or is on its way, in presentment minor units. */
export const refundedMinor = (order: Order): bigint => total(order.transactions, ["refund"], ["success", "pending"]);

/** An amount of the shopper's currency in the shop's, rounded to its minor unit. */
export function fromRate({ shop, presentment, ratePpm }: Currencies, presentmentMinor: bigint): bigint {
  if (shop === presentment) return presentmentMinor;
  const up = 10n ** BigInt(exponentOf(shop)) * 1_000_000n;
  return divideRounded(presentmentMinor * up, 10n ** BigInt(exponentOf(presentment)) * ratePpm);
}

export const currenciesOfOrder = ({ currency, presentmentCurrency, ratePpm }: Order): Currencies => ({
  shop: currency,
  presentment: presentmentCurrency,
  ratePpm,
});

/** An amount of the shopper's currency in both, at the order's own rate. */
export const fromPresentment = (order: Order, presentment: bigint): Amount => ({
  shop: fromRate(currenciesOfOrder(order), presentment),
  presentment,
});
