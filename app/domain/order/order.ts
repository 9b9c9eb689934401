import type { Fraction } from "../kernel/fraction.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Currency } from "../money/currency.ts";

/** What an order's bodies say, in our words. All amounts are minor units of the shop's currency unless they carry their own. */

export interface OrderLine {
  readonly id: string;
  readonly variantId: string | null;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly vendor: string | null;
  readonly quantity: number;
  /** Units after refunds and edits; `null` in bodies from before API version 2024-01. */
  readonly currentQuantity: number | null;
  readonly priceMinor: bigint;
  /** Of the whole line, as sold: it never shrinks. */
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  /** The sum of the line's tax rates. */
  readonly taxRate: Fraction;
  readonly giftCard: boolean;
  readonly tip: boolean;
  /** The part of the discount that each named code (folded) gave. */
  readonly codeAllocations: readonly { readonly code: string; readonly amountMinor: bigint }[];
}

export interface RefundTransaction {
  readonly amountMinor: bigint;
  /** The transaction's own currency: it may differ from the shop's. */
  readonly currency: Currency;
}

export interface Refund {
  readonly id: string;
  /** Units by line, duplicates of a line added up. */
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
  /** `null` when the refund lists no shipping lines; then the shipping adjustments speak. */
  readonly shippingLines: { readonly subtotalMinor: bigint; readonly taxMinor: bigint } | null;
  /** Signed sum of the adjustments of kind shipping. */
  readonly shippingAdjustmentsMinor: bigint;
  /** Signed sum of all other adjustments; `null` when there is none. One alone means nothing (see domain: cancelling sets). */
  readonly adjustmentsMinor: bigint | null;
  readonly dutiesMinor: bigint;
  /** Refund transactions that succeeded or are pending; `null` when the refund lists no transactions of any kind. */
  readonly transactions: readonly RefundTransaction[] | null;
}

/** `withheld`: the body does not say who (redacted, or no approval to know). */
export type OrderCustomer =
  { readonly kind: "known"; readonly id: string } | { readonly kind: "guest" } | { readonly kind: "withheld" };

/** One body of an order, parsed. */
export interface OrderSnapshot {
  readonly orderId: string;
  readonly processedAt: Instant;
  readonly currency: Currency;
  readonly test: boolean;
  readonly cancelled: boolean;
  readonly financialStatus: string | null;
  readonly taxesIncluded: boolean;
  /** Folded. */
  readonly sourceName: string | null;
  /** Folded. */
  readonly tags: readonly string[];
  readonly businessBuyer: boolean;
  readonly lines: readonly OrderLine[];
  /** The body says that it was cut: its lines come to less than its own sum of them. */
  readonly linesMissing?: true;
  /** Refunds that this body lists, by id. */
  readonly refundIds: readonly string[];
  /** Shop money for one unit of presentment money; `null` when the body gives none. */
  readonly exchange: Exchange | null;
}

export interface Exchange {
  readonly presentmentCurrency: Currency;
  /** Shop's major units for one major unit of presentment money. */
  readonly rate: Fraction;
}

/** A chargeback (Shopify: dispute). Amounts are gross and in the chargeback's own currency. */
export interface Chargeback {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

/** Something on an order that may point to a creator, as it was written there, unresolved and unchecked. */
export type EvidenceMark =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "entered"; readonly code: string }
  | {
      readonly kind: "click";
      readonly token: string;
      readonly clickedAt: Instant | null;
      readonly signature: string | null;
    }
  | { readonly kind: "landing"; readonly token: string }
  | { readonly kind: "survey"; readonly creator: string };

const PAID = new Set(["paid", "partially_refunded", "refunded"]);

/** Whether the money of this snapshot has arrived. (`total_outstanding` of 0 proves nothing: authorized orders have it.) */
export const isPaid = (snapshot: OrderSnapshot): boolean => PAID.has(snapshot.financialStatus ?? "");

/** Orders that make a customer a returning one. */
export const countsForCustomer = (snapshot: OrderSnapshot): boolean =>
  !snapshot.test && !snapshot.cancelled && snapshot.financialStatus !== "voided";
