import { anOrderBody, aLineBody } from "../../builders/deliveries.ts";
import { decimalText } from "../generate/amounts.ts";
import { addressOf } from "./shoppers.ts";
import type { ToyDispute, ToyOrder, ToyRefund } from "./toy-shop.ts";

/** What a toy shop knows, as Shopify's webhooks say it. */

export type Doc = Record<string, unknown>;

const text = (minor: bigint): string => decimalText(Number(minor), "USD");
export const codeOf = (creator: number): string => `CODE${creator}`;
export const iso = (ms: number): string => new Date(ms).toISOString().replace(".000", "");

export function bodyOf(order: ToyOrder): Doc {
  const { id, creator, second, processedAt, updatedAt, status, cancelledAt, looks } = order;
  const codes = [creator, second].filter((one) => one !== null).map((one) => ({ code: codeOf(one) }));
  return anOrderBody({
    id,
    created_at: iso(processedAt),
    processed_at: iso(processedAt),
    updated_at: iso(updatedAt),
    cancelled_at: cancelledAt === null ? null : iso(cancelledAt),
    financial_status: status,
    discount_codes: codes,
    discount_applications: codes.map((code) => ({ type: "discount_code", ...code })),
    shipping_address: looks === null ? null : addressOf(looks, creator),
    line_items: order.lines.map(({ id: lineId, priceMinor, quantity, left }) =>
      aLineBody({ id: lineId, price: text(priceMinor), quantity, current_quantity: left }),
    ),
    refunds: order.refunds.map(refundBody),
  });
}

export function refundBody({ id, units, minor }: ToyRefund): Doc {
  return {
    id,
    refund_line_items: units.map(({ line, units: quantity }) => ({ id: id * 10, line_item_id: line, quantity })),
    transactions: [{ id: id * 10 + 1, kind: "refund", status: "success", amount: text(minor), currency: "USD" }],
    order_adjustments: [],
  };
}

export const disputeBody = (orderId: number, { id, minor, kind, status }: ToyDispute): Doc => ({
  id,
  order_id: orderId,
  type: kind,
  amount: text(minor),
  currency: "USD",
  status,
});
