import { anOrderBody, aLineBody } from "../../builders/deliveries.ts";
import { decimalText } from "../generate/amounts.ts";

import type { Happening } from "./plot.ts";

type Doc = Record<string, unknown>;

/** Something that Shopify tells. Instants are milliseconds; nothing of one order happens twice in a second. */
export type Told = { topic: string; webhookId: string; triggeredAt: number; body: Doc };

type Line = { id: number; priceMinor: bigint; quantity: number; left: number };
type Refund = { id: number; units: { line: number; units: number }[]; minor: bigint };
export type ToyOrder = {
  id: number;
  creator: number;
  processedAt: number;
  updatedAt: number;
  lines: Line[];
  refunds: Refund[];
  status: string;
  cancelledAt: number | null;
  dispute: { id: number; minor: bigint; kind: string; status: string } | null;
};

const text = (minor: bigint): string => decimalText(Number(minor), "USD");
export const codeOf = (creator: number): string => `CODE${creator}`;
export const iso = (ms: number): string => new Date(ms).toISOString().replace(".000", "");

/** The item at a place; places beyond the end begin again. */
export const pick = <T>(items: readonly T[], place: number): T | undefined => items[place % items.length];

/** A shop with the truth about its orders. Everything that happens gives what its webhooks say, in their sequence. */
export class ToyShop {
  readonly orders: ToyOrder[] = [];
  #said = 0;

  /** What cannot happen does not, and tells nothing. */
  happen(now: number, happening: Happening): Told[] {
    switch (happening.do) {
      case "order":
        return this.#place(now, happening.creator, happening.lines, happening.paid);
      case "pay":
        return this.#pay(now, happening.order);
      case "refund":
        return this.#refund(now, happening.order, happening);
      case "edit":
        return this.#edit(now, happening.order, happening.line, happening.units);
      case "cancel":
        return this.#cancel(now, happening.order);
      case "dispute":
        return this.#dispute(now, happening.order, happening.share, happening.kind);
      case "close dispute":
        return this.#closeDispute(now, happening.order, happening.status);
      default:
        return [];
    }
  }

  #place(
    now: number,
    creator: number,
    lines: readonly { priceMinor: bigint; quantity: number }[],
    paid: boolean,
  ): Told[] {
    const id = 1000 + this.orders.length;
    const order: ToyOrder = {
      id,
      creator,
      processedAt: now,
      updatedAt: now,
      lines: lines.map((line, index) => ({ ...line, id: id * 10 + index, left: line.quantity })),
      refunds: [],
      status: paid ? "paid" : "pending",
      cancelledAt: null,
      dispute: null,
    };
    this.orders.push(order);
    return [this.#tell("orders/create", order)];
  }

  #pay(now: number, index: number): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || !/^(pending|partially_paid)$/.test(order.status)) return [];
    this.#touch(order, now, { status: order.refunds.length > 0 ? "partially_refunded" : "paid" });
    return [this.#tell("orders/paid", order)];
  }

  /** @param announced whether the refund is also told on its own, before the order's new body */
  #refund(
    now: number,
    index: number,
    { line: at, units, announced }: { line: number; units: number; announced: boolean },
  ): Told[] {
    const order = pick(this.orders, index);
    const line = order && pick(order.lines, at);
    const gone = Math.min(units, line?.left ?? 0);
    if (order === undefined || line === undefined || gone === 0) return [];
    // Nobody gives back what was not paid for.
    if (order.status !== "paid" && order.status !== "partially_refunded") return [];
    line.left -= gone;
    const refund = {
      id: order.id * 100 + order.refunds.length,
      units: [{ line: line.id, units: gone }],
      minor: line.priceMinor * BigInt(gone),
    };
    order.refunds.push(refund);
    const status = order.lines.every(({ left }) => left === 0) ? "refunded" : "partially_refunded";
    this.#touch(order, now, { status });
    const own = { ...refundBody(refund), order_id: order.id, created_at: iso(now) };
    return [...(announced ? [this.#say("refunds/create", now, own)] : []), this.#tell("orders/updated", order)];
  }

  /** Adds units, which are not paid for yet. */
  #edit(now: number, index: number, at: number, units: number): Told[] {
    const order = pick(this.orders, index);
    const line = order && pick(order.lines, at);
    if (order === undefined || line === undefined || order.status === "refunded") return [];
    line.quantity += units;
    line.left += units;
    this.#touch(order, now, { status: order.status === "pending" ? "pending" : "partially_paid" });
    return [this.#tell("orders/updated", order)];
  }

  #cancel(now: number, index: number): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || order.cancelledAt !== null) return [];
    this.#touch(order, now, { cancelledAt: now });
    return [this.#tell("orders/cancelled", order)];
  }

  #dispute(now: number, index: number, share: number, kind: string): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || order.dispute !== null || order.status === "pending") return [];
    const worth = order.lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * BigInt(quantity), 0n);
    order.dispute = { id: order.id + 50_000, minor: (worth * BigInt(share)) / 100n, kind, status: "needs_response" };
    return [this.#tellDispute("disputes/create", now, order)];
  }

  #closeDispute(now: number, index: number, status: string): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || order.dispute?.status !== "needs_response") return [];
    order.dispute.status = status;
    return [this.#tellDispute("disputes/update", now, order)];
  }

  uninstalled(now: number): Told {
    return this.#say("app/uninstalled", now, { id: 1 });
  }

  /** As the Admin API lists them, those that changed in [from, until). */
  changed(from: number, until: number): ToyOrder[] {
    return this.orders
      .filter(({ updatedAt }) => updatedAt >= from && updatedAt < until)
      .toSorted((a, b) => a.updatedAt - b.updatedAt || a.id - b.id);
  }

  #touch(order: ToyOrder, now: number, change: Partial<ToyOrder>): void {
    Object.assign(order, change, { updatedAt: now });
  }

  #tell(topic: string, order: ToyOrder): Told {
    return this.#say(topic, order.updatedAt, bodyOf(order));
  }

  #tellDispute(topic: string, now: number, { id, dispute }: ToyOrder): Told {
    const { id: disputeId, minor, kind, status } = dispute ?? { id: 0, minor: 0n, kind: "", status: "" };
    return this.#say(topic, now, {
      id: disputeId,
      order_id: id,
      type: kind,
      amount: text(minor),
      currency: "USD",
      status,
    });
  }

  #say(topic: string, triggeredAt: number, body: Doc): Told {
    this.#said += 1;
    return { topic, webhookId: `told-${this.#said}`, triggeredAt, body };
  }
}

export function bodyOf(order: ToyOrder): Doc {
  const { id, creator, processedAt, updatedAt, status, cancelledAt } = order;
  return anOrderBody({
    id,
    created_at: iso(processedAt),
    processed_at: iso(processedAt),
    updated_at: iso(updatedAt),
    cancelled_at: cancelledAt === null ? null : iso(cancelledAt),
    financial_status: status,
    discount_codes: [{ code: codeOf(creator) }],
    discount_applications: [{ type: "discount_code", code: codeOf(creator) }],
    line_items: order.lines.map(({ id: lineId, priceMinor, quantity, left }) =>
      aLineBody({ id: lineId, price: text(priceMinor), quantity, current_quantity: left }),
    ),
    refunds: order.refunds.map(refundBody),
  });
}

function refundBody({ id, units, minor }: Refund): Doc {
  return {
    id,
    refund_line_items: units.map(({ line, units: quantity }) => ({ id: id * 10, line_item_id: line, quantity })),
    transactions: [{ id: id * 10 + 1, kind: "refund", status: "success", amount: text(minor), currency: "USD" }],
    order_adjustments: [],
  };
}
