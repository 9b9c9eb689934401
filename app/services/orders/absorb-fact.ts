import { absorbChargeback, absorbMark, absorbOrder, absorbRefund, type OrderFacts } from "#app/domain/order/facts.ts";
import type { TextOf, Trigger } from "#app/domain/order/rank.ts";
import type { OrderFact } from "../ports/deliveries.ts";

/** Joins whatever a delivery says with what was known; `stale` for an order body that does not become the newest. */
export function absorbFact(
  facts: OrderFacts,
  fact: OrderFact,
  from: Trigger,
  textOf: TextOf,
): { facts: OrderFacts; stale: boolean } {
  switch (fact.kind) {
    case "order":
      return absorbOrder(facts, fact.body, textOf);
    case "mark":
      return { facts: absorbMark(facts, fact.mark, from, textOf), stale: false };
    case "refund":
      return { facts: absorbRefund(facts, fact.refund, from, textOf), stale: false };
    case "chargeback":
      return { facts: absorbChargeback(facts, fact.chargeback, from, textOf), stale: false };
  }
}
