import type { OrderFacts } from "#app/domain/order/facts.ts";

/** What some of the facts make of one order. */
export interface Step {
  readonly shopId: number;
  readonly orderId: string;
  readonly facts: OrderFacts;
}
