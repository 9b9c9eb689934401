import type { Happening } from "./plot.ts";
import type { Looks } from "./shoppers.ts";
import { bodyOf, disputeBody, type Doc, iso, refundBody } from "./toy-bodies.ts";

/** Something that Shopify tells. Instants are milliseconds; nothing of one order happens twice in a second. */
export type Told = { topic: string; webhookId: string; triggeredAt: number; body: Doc };

type Line = { id: number; priceMinor: bigint; quantity: number; left: number };
export type ToyRefund = { id: number; units: { line: number; units: number }[]; minor: bigint };
export type ToyDispute = { id: number; minor: bigint; kind: string; status: string; began: number };
export type ToyOrder = {
  id: number;
  creator: number;
  second: number | null;
  processedAt: number;
  updatedAt: number;
  lines: Line[];
  refunds: ToyRefund[];
  status: string;
  cancelledAt: number | null;
  disputes: ToyDispute[];
  /** Null once its shopper is forgotten. */
  looks: Looks | null;
};

const isOpen = ({ status }: ToyDispute): boolean => status === "needs_response" || status === "under_review";

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
        return this.#place(now, happening);
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
      case "move dispute":
        return this.#moveDispute(now, happening.order, happening.status);
      case "readdress":
        return this.#readdress(now, happening.order, happening.looks);
      default:
        return [];
    }
  }

  #place(now: number, { creator, second, lines, paid, looks }: Extract<Happening, { do: "order" }>): Told[] {
    const id = 1000 + this.orders.length;
    const order: ToyOrder = {
      id,
      creator,
      second,
      processedAt: now,
      updatedAt: now,
      lines: lines.map((line, index) => ({ ...line, id: id * 10 + index, left: line.quantity })),
      refunds: [],
      status: paid ? "paid" : "pending",
      cancelledAt: null,
      disputes: [],
      looks,
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

  /** One after the other, two at most. */
  #dispute(now: number, index: number, share: number, kind: string): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || order.status === "pending") return [];
    if (order.disputes.some(isOpen) || order.disputes.length === 2) return [];
    const worth = order.lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * BigInt(quantity), 0n);
    const id = 500_000 + order.id * 10 + order.disputes.length;
    const dispute = { id, minor: (worth * BigInt(share)) / 100n, kind, status: "needs_response", began: now };
    order.disputes.push(dispute);
    return [this.#say("disputes/create", now, disputeBody(order.id, dispute))];
  }

  #moveDispute(now: number, index: number, status: string): Told[] {
    const order = pick(this.orders, index);
    const dispute = order?.disputes.find(isOpen);
    if (order === undefined || dispute === undefined || dispute.status === status) return [];
    dispute.status = status;
    return [this.#say("disputes/update", now, disputeBody(order.id, dispute))];
  }

  #readdress(now: number, index: number, looks: Looks): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined || order.looks === null || order.looks === looks) return [];
    this.#touch(order, now, { looks });
    return [this.#tell("orders/updated", order)];
  }

  /** The shop forgets who bought, which is no change of the order, and asks the app to. */
  erase(now: number, index: number): Told[] {
    const order = pick(this.orders, index);
    if (order === undefined) return [];
    order.looks = null;
    return [this.#say("customers/redact", now, { customer: null, orders_to_redact: [order.id] })];
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

  #say(topic: string, triggeredAt: number, body: Doc): Told {
    this.#said += 1;
    return { topic, webhookId: `told-${this.#said}`, triggeredAt, body };
  }
}
