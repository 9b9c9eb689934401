import type { Address } from "./catalog.ts";
import type { Amount, Money } from "./money.ts";

export interface TaxLine {
  title: string;
  /** 0.2 is 20 %, in basis points 2000. */
  rateBps: number;
  amount: Amount;
}

/** What a discount took from one line; `application` is the index in the order's applications. */
export interface Allocation {
  application: number;
  amount: Amount;
}

export interface DiscountApplication {
  type: "discount_code" | "manual" | "automatic" | "script";
  /** The code of a code discount, as the shopper typed it. */
  code: string | null;
  title: string;
  description: string | null;
  /** Decimal text: the percentage ("15.0") or the amount ("10.0"). */
  value: string;
  valueType: "percentage" | "fixed_amount";
  allocationMethod: "across" | "each" | "one";
  targetSelection: "all" | "entitled" | "explicit";
  targetType: "line_item" | "shipping_line";
}

/** Customs duty of a line, charged at the checkout. */
export interface Duty {
  id: number;
  harmonizedSystemCode: string | null;
  countryCodeOfOrigin: string | null;
  amount: Amount;
}

export interface OrderLine {
  id: number;
  /** Null for a custom line. */
  productId: number | null;
  variantId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  /** Price of one unit before discounts, tax included if the order's taxes are. */
  price: Amount;
  /** As sold, and never changed afterwards. */
  quantity: number;
  /** What refunds, returns and edits left of it. */
  currentQuantity: number;
  allocations: Allocation[];
  taxLines: TaxLine[];
  giftCard: boolean;
  /** Present, even null, on a tip. */
  tip?: { paymentGateway: string | null; paymentMethod: string | null };
  taxable: boolean;
  requiresShipping: boolean;
  grams: number;
  properties: { name: string; value: string }[];
  /** Absent or empty: none. */
  duties?: Duty[];
}

export interface ShippingLine {
  id: number;
  title: string;
  code: string;
  price: Amount;
  allocations: Allocation[];
  taxLines: TaxLine[];
}

export interface Transaction {
  id: number;
  parentId: number | null;
  kind: "sale" | "authorization" | "capture" | "refund" | "void";
  status: "pending" | "success" | "failure" | "error";
  /** In its own currency: the shopper's, which need not be the shop's. */
  money: Money;
  gateway: string;
  createdAt: Date;
  processedAt: Date;
  test: boolean;
}

export interface RefundLine {
  id: number;
  lineId: number;
  quantity: number;
  restockType: "no_restock" | "cancel" | "return";
  subtotal: Amount;
  totalTax: Amount;
}

export interface OrderAdjustment {
  id: number;
  kind: "shipping_refund" | "refund_discrepancy";
  reason: string;
  amount: Amount;
  taxAmount: Amount;
}

export interface RefundShippingLine {
  id: number;
  shippingLineId: number;
  subtotal: Amount;
  tax: Amount;
}

export interface Refund {
  id: number;
  note: string | null;
  createdAt: Date;
  processedAt: Date;
  userId: number | null;
  lines: RefundLine[];
  shippingLines: RefundShippingLine[];
  adjustments: OrderAdjustment[];
  /** Absent or empty: none. */
  duties?: { dutyId: number; amount: Amount }[];
  transactions: Transaction[];
}

/** One committed edit, what `orders/edited` tells about it. */
export interface OrderEdit {
  id: number;
  committedAt: Date;
  staffNote: string | null;
  additions: { lineId: number; delta: number }[];
  removals: { lineId: number; delta: number }[];
}

export interface Return {
  id: number;
  name: string;
  status: "requested" | "open" | "closed" | "declined" | "canceled";
  lines: { id: number; lineId: number; quantity: number; reason: string; customerNote: string | null }[];
  createdAt: Date;
}

export interface Visit {
  id: number;
  occurredAt: Date;
  landingPage: string | null;
  referrerUrl: string | null;
  source: string;
}

export type FinancialStatus =
  "pending" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded" | "voided" | "expired";

export interface Order {
  id: number;
  /** "#1001" */
  name: string;
  number: number;
  token: string;
  cartToken: string | null;
  /** Key of the thank-you page's URL. */
  confirmationNumber: string;
  customerId: number | null;
  email: string | null;
  phone: string | null;
  billingAddress: Address | null;
  shippingAddress: Address | null;
  locale: string | null;
  currency: string;
  presentmentCurrency: string;
  /** Presentment units for one unit of the shop's currency, in millionths. */
  ratePpm: bigint;
  taxesIncluded: boolean;
  taxExempt: boolean;
  test: boolean;
  sourceName: string;
  /** The app (sales channel) that made it. */
  appId: number | null;
  tags: string[];
  note: string | null;
  noteAttributes: { name: string; value: string }[];
  landingSite: string | null;
  referringSite: string | null;
  /** Codes as given, in the shopper's sequence, with what each took. */
  codes: { code: string; type: "fixed_amount" | "percentage" | "shipping"; amount: Amount }[];
  applications: DiscountApplication[];
  lines: OrderLine[];
  shippingLines: ShippingLine[];
  transactions: Transaction[];
  refunds: Refund[];
  edits: OrderEdit[];
  returns: Return[];
  financialStatus: FinancialStatus;
  fulfillmentStatus: "fulfilled" | "partial" | null;
  createdAt: Date;
  processedAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  cancelReason: "customer" | "fraud" | "inventory" | "declined" | "other" | "staff" | null;
  closedAt: Date | null;
  /** 1 for a customer's first order; null when there is no customer. */
  customerOrderIndex: number | null;
  firstVisit: Visit | null;
  lastVisit: Visit | null;
}

/** A card holder's chargeback or inquiry (Shopify calls it a dispute); the amount is in its own currency. */
export interface Dispute {
  id: number;
  orderId: number | null;
  type: "chargeback" | "inquiry";
  money: Money;
  reason: string;
  networkReasonCode: string | null;
  status: "needs_response" | "under_review" | "accepted" | "lost" | "won" | "prevented" | "charge_refunded";
  initiatedAt: Date;
  evidenceDueBy: Date | null;
  evidenceSentOn: Date | null;
  finalizedOn: Date | null;
}
