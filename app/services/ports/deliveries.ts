import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { OrderBody } from "#app/domain/order/facts.ts";
import type { Chargeback, EvidenceMark, Refund } from "#app/domain/order/order.ts";
import type { Trigger } from "#app/domain/order/rank.ts";

/** What one delivery says about one order. */
export type OrderFact =
  | {
      readonly kind: "order";
      readonly orderId: string;
      readonly body: OrderBody;
      /** As written, before a clock of the future is corrected. */
      readonly updatedAt: Instant | null;
    }
  /** A mark that came by another way than the order's bodies: a survey's answer. */
  | { readonly kind: "mark"; readonly orderId: string; readonly mark: EvidenceMark }
  | { readonly kind: "refund"; readonly orderId: string; readonly refund: Refund }
  | { readonly kind: "chargeback"; readonly orderId: string; readonly chargeback: Chargeback };

export type ParsedDelivery =
  /** `rounded`: fields with more decimals than their currency has. */
  | { readonly kind: "fact"; readonly fact: OrderFact; readonly rounded: readonly string[] }
  | { readonly kind: "invalid"; readonly field: string; readonly why: string }
  | { readonly kind: "ignored" };

export type ParseDelivery = (topic: string, body: unknown, currency: Currency, from: Trigger) => ParsedDelivery;
