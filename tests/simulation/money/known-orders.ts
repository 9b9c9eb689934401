import type { Told } from "./toy-shop.ts";

type Doc = Record<string, unknown>;
type Body = { doc: Doc; updatedAt: number; trigger: number };
type Dispute = { minor: bigint; kind: string; status: string; trigger: number };

/** What the app was told of one order; from it alone follows what the order pays. */
export type KnownOrder = {
  id: number;
  bodies: Body[];
  /** By id: units that came back, by line. */
  refunds: Map<number, Map<number, number>>;
  disputes: Map<number, Dispute>;
};

const PAID = new Set(["paid", "partially_refunded", "refunded"]);
const docs = (value: unknown): Doc[] => (Array.isArray(value) ? (value as Doc[]) : []);
const minorOf = (text: unknown): bigint => BigInt(String(text).replace(".", ""));
const statusOf = ({ doc }: Body): string => String(doc["financial_status"]);

export function learn(known: Map<number, KnownOrder>, { topic, triggeredAt, body }: Told): KnownOrder | null {
  const isOrder = topic.startsWith("orders/");
  if (!isOrder && topic !== "refunds/create" && !topic.startsWith("disputes/")) return null;
  const id = Number(isOrder ? body["id"] : body["order_id"]);
  const order: KnownOrder = known.get(id) ?? { id, bodies: [], refunds: new Map(), disputes: new Map() };
  known.set(id, order);
  if (isOrder) {
    order.bodies.push({ doc: body, updatedAt: Date.parse(String(body["updated_at"])), trigger: triggeredAt });
    for (const refund of docs(body["refunds"])) order.refunds.set(Number(refund["id"]), unitsOf(refund));
  } else if (topic === "refunds/create") order.refunds.set(Number(body["id"]), unitsOf(body));
  else {
    const dispute = {
      minor: minorOf(body["amount"]),
      kind: String(body["type"]),
      status: String(body["status"]),
      trigger: triggeredAt,
    };
    const before = order.disputes.get(Number(body["id"]));
    if (before === undefined || before.trigger <= triggeredAt) order.disputes.set(Number(body["id"]), dispute);
  }
  return order;
}

const unitsOf = (refund: Doc): Map<number, number> =>
  new Map(docs(refund["refund_line_items"]).map((line) => [Number(line["line_item_id"]), Number(line["quantity"])]));

/** What one creator has of one order. */
export const keyOf = (orderId: number, creator: number): string => `order ${orderId}, creator ${creator}`;

export const newestOf = (bodies: readonly Body[]): Body | undefined =>
  bodies.toSorted((a, b) => a.updatedAt - b.updatedAt || a.trigger - b.trigger).at(-1);

/** What the order pays now, and how much of that waits for no payment. */
export function worthOf(order: KnownOrder, bps: number): { due: bigint; secured: bigint } {
  const newest = newestOf(order.bodies);
  const paid = newestOf(order.bodies.filter((body) => PAID.has(statusOf(body))));
  const due = newest === undefined ? 0n : commission(order, newest, bps);
  const secured = paid === undefined ? 0n : commission(order, paid, bps);
  return { due, secured: secured < due ? secured : due };
}

/** The first trigger of a body that shows it paid. */
export function paidAt(order: KnownOrder): number | null {
  const seen = order.bodies.filter((body) => PAID.has(statusOf(body))).map(({ trigger }) => trigger);
  return seen.length === 0 ? null : Math.min(...seen);
}

export const isDisputed = (order: KnownOrder): boolean =>
  [...order.disputes.values()].some(({ status }) => status === "needs_response" || status === "under_review");

/** Each line's price for the units left, less its part of lost chargebacks, rounded; the rate of it all, rounded once. */
function commission(order: KnownOrder, body: Body, bps: number): bigint {
  if (body.doc["cancelled_at"] !== null || statusOf(body) === "refunded") return 0n;
  const listed = new Set(docs(body.doc["refunds"]).map(({ id }) => Number(id)));
  const left = docs(body.doc["line_items"]).map((line) => {
    let units = Number(line["current_quantity"]);
    for (const [refund, gone] of order.refunds) if (!listed.has(refund)) units -= gone.get(Number(line["id"])) ?? 0;
    return minorOf(line["price"]) * BigInt(Math.max(0, units));
  });
  const whole = left.reduce((a, b) => a + b, 0n);
  let lost = 0n;
  for (const { minor, kind, status } of order.disputes.values())
    if (kind === "chargeback" && (status === "lost" || status === "accepted")) lost += minor;
  const kept = lost < whole ? whole - lost : 0n;
  if (whole === 0n) return 0n;
  const commissionable = left.reduce((sum, minor) => sum + half(minor * kept, whole), 0n);
  return half(commissionable * BigInt(bps), 10_000n);
}

/** Rounded half up; nothing here is below zero. */
const half = (top: bigint, bottom: bigint): bigint => (2n * top + bottom) / (2n * bottom);
