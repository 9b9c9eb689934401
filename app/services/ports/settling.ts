import type { Instant } from "#app/domain/kernel/instant.ts";
import type { TextRef } from "#app/domain/order/rank.ts";
import type { OrderFact } from "./deliveries.ts";

/** Something a delivery says about an order, on its way to being settled. */
export type IncomingFact = {
  readonly shopId: number;
  readonly fact: OrderFact;
  readonly triggeredAt: Instant;
  /** The inbox row's id: where the body's canonical text can be had on a tie. */
  readonly text: TextRef;
};

/**
 * Brings the ledger in line with what the facts add, inside the caller's transaction. Facts of one order may come in any
 * sequence and repeatedly.
 */
export type Settle = (incoming: readonly IncomingFact[]) => Promise<unknown>;
