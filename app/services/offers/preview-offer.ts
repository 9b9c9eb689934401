import type { Partnership } from "#app/domain/attribution/evidence.ts";
import type { Commission } from "#app/domain/commission/commissions-for.ts";
import type { OfferRule } from "#app/domain/commission/rule.ts";
import { DAY_MS, instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { judge, type Verdict } from "#app/domain/verdict/judge.ts";
import { explainCuts, explainEntry, explainVerdict } from "#app/domain/wording/explain.ts";
import type { Clock } from "../ports/clock.ts";
import type { PastOrder, PastOrders } from "../ports/past-orders.ts";
import type { Shop } from "../ports/shops.ts";

type Deps = { pastOrders: PastOrders; clock: Clock };

export type OfferPreview = {
  orders: number;
  /** What was earned on, of all orders. */
  salesMinor: bigint;
  commissionMinor: bigint;
  /** Of the orders that pay; 0 without any. */
  averageMinor: bigint;
  /** The newest. */
  examples: { name: string; netSalesMinor: bigint; commissionMinor: bigint; why: string }[];
  /** Whether every order and line of the time was looked at. */
  complete: boolean;
};

/** Older orders need a scope that few brands grant. */
const days = 60;
const mostOrders = 100;
const examples = 10;

/**
 * What a rule would have paid on a shop's past orders, by the engine that pays.
 *
 * Nobody had a code then: each order is priced as if one creator had brought it, who is new each time, so steps and
 * monthly limits begin at 0; the budget is used up from the oldest order on.
 */
export async function previewOffer(
  { pastOrders, clock }: Deps,
  input: { shop: Shop; rule: OfferRule },
): Promise<OfferPreview> {
  const since = instant(clock.now() - days * DAY_MS);
  const { orders, complete } = await pastOrders.since(input.shop.domain, since, mostOrders);
  let budgetUsedMinor = 0n;
  const priced = orders.toReversed().map((order) => {
    const verdict = judgeAsCredited(order, input.rule, budgetUsedMinor);
    const [commission] = verdict.commissions;
    budgetUsedMinor += commission?.amountMinor ?? 0n;
    return {
      name: order.name,
      netSalesMinor: commission?.netSalesMinor ?? 0n,
      commissionMinor: commission?.amountMinor ?? 0n,
      why: why(verdict, commission, input.shop.currency),
    };
  });
  const paying = BigInt(priced.filter((order) => order.commissionMinor > 0n).length);
  return {
    orders: priced.length,
    salesMinor: priced.reduce((all, order) => all + order.netSalesMinor, 0n),
    commissionMinor: budgetUsedMinor,
    averageMinor: paying === 0n ? 0n : budgetUsedMinor / paying,
    examples: priced.toReversed().slice(0, examples),
    complete,
  };
}

const anyone: Partnership = {
  id: "preview",
  creator: "a creator",
  offerId: "preview",
  activeFrom: null,
  activeUntil: null,
  endedForFraud: false,
  ownRateBps: null,
};

const judgeAsCredited = (order: PastOrder, rule: OfferRule, budgetUsedMinor: bigint): Verdict =>
  judge(order.state, {
    offers: new Map([["preview", { id: "preview", rule, windowDays: 30, inForce: true }]]),
    evidence: [{ kind: "code", partnership: anyone, code: "preview" }],
    selfReferred: new Set(),
    customer: order.customer,
    ownerOf: () => anyone.creator,
    productOf: (productId) => order.products.get(productId),
    totalsOf: () => ({ netSalesMinor: 0n, orders: 0, monthUsedMinor: 0n }),
    budgetUsedMinor: () => budgetUsedMinor,
  });

function why(verdict: Verdict, commission: Commission | undefined, currency: Currency): string {
  if (commission === undefined) return explainVerdict(verdict, currency);
  if (commission.silencedBy === "customers") return "the offer does not pay for this kind of customer";
  if (commission.silencedBy === "repeat") return "the offer does not pay for this customer's further orders";
  const earning = commission.entries.filter(
    ({ commissionableMinor, amountMinor }) => commissionableMinor !== 0n || amountMinor !== 0n,
  );
  if (earning.length === 0) return "nothing is left on it that earns";
  const reasons = earning.map((entry) => explainEntry({ ...entry, lineId: null }, currency));
  return [...reasons, ...explainCuts(commission, currency)].join("; ");
}
