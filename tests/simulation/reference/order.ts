import { byCodePoints, canonical, object, objects, refuse, sign, text, type Json } from "./json.ts";
import { instant, MINUTE, type Nanos } from "./time.ts";

/** One order body that arrived. */
export type Snapshot = { body: Json; updated: Nanos; trigger: Nanos; text: string };
/** A refund or a chargeback that arrived on its own. */
export type Notice = { body: Json; trigger: Nanos; text: string };

/** All that is known of one order, as it arrived. `readAs`: the body that it is read by, where that is not the newest. */
export type Order = {
  id: string;
  /** the newest first */ snapshots: Snapshot[];
  refundNotices: Notice[];
  chargebackNotices: Notice[];
  readAs?: Snapshot;
};

export function notice(body: Json, trigger: Nanos): Notice {
  return { body, trigger, text: canonical(body) };
}

/** One from more than 5 minutes in the future counts as of its trigger. */
export function snapshot(body: Json, trigger: Nanos): Snapshot {
  const said = body["updated_at"] === undefined ? trigger : instant(body["updated_at"]);
  return { ...notice(body, trigger), updated: said - trigger > 5n * MINUTE ? trigger : said };
}

function bySnapshotOrder(a: Snapshot, b: Snapshot): number {
  return (
    sign(a.updated - b.updated) ||
    sign(a.trigger - b.trigger) ||
    objects(a.body["refunds"]).length - objects(b.body["refunds"]).length ||
    byCodePoints(a.text, b.text)
  );
}

/** Keeps a body; one that says the same as another is not newer than it. */
export function keep(order: Order, arrived: Snapshot): void {
  order.snapshots.push(arrived);
  order.snapshots.sort((a, b) => bySnapshotOrder(b, a));
}

export function newest(order: Order): Snapshot {
  return order.snapshots[0] ?? refuse(`order ${order.id}: no body`);
}

export function processedAt(order: Order): Nanos {
  const { body } = order.readAs ?? newest(order);
  return instant(body["processed_at"] ?? body["created_at"]);
}

const PAID = new Set(["paid", "partially_refunded", "refunded"]);

export function isPaid(one: Snapshot): boolean {
  return PAID.has(text(one.body["financial_status"]) ?? "");
}

/** When the order was first seen paid. */
export function seenPaidAt(order: Order): Nanos | undefined {
  return order.snapshots
    .filter(isPaid)
    .map((one) => one.trigger)
    .sort((a, b) => sign(a - b))[0];
}

/** By refund id: the newest body's that lists it, else what a refund delivery said of it last. */
export function refundsOf(order: Order): Map<string, Json> {
  const found = new Map<string, Json>();
  const announced = order.refundNotices.toSorted((a, b) => sign(a.trigger - b.trigger) || byCodePoints(a.text, b.text));
  for (const { body } of announced) found.set(text(body["id"]) ?? "", body);
  for (const { body } of order.snapshots.toReversed())
    for (const refund of objects(body["refunds"])) found.set(text(refund["id"]) ?? "", refund);
  return found;
}

const CLOSED = new Set(["lost", "accepted", "won", "prevented"]);

function closed(one: Notice): number {
  return CLOSED.has(text(one.body["status"]) ?? "") ? 1 : 0;
}

/** By chargeback id: the latest trigger wins, then a closed state, then the greater text. */
export function chargebacksOf(order: Order): Json[] {
  const sorted = order.chargebackNotices.toSorted(
    (a, b) => sign(a.trigger - b.trigger) || closed(a) - closed(b) || byCodePoints(a.text, b.text),
  );
  return [...new Map(sorted.map(({ body }) => [text(body["id"]) ?? "", body])).values()];
}

export function isHeld(order: Order): boolean {
  return chargebacksOf(order).some((one) => ["needs_response", "under_review"].includes(text(one["status"]) ?? ""));
}

export type StateReason = "test_order" | "cancelled" | "voided" | "refunded";

export function stateReason(body: Json): StateReason | undefined {
  if (body["test"] === true) return "test_order";
  if ((body["cancelled_at"] ?? null) !== null) return "cancelled";
  if (body["financial_status"] === "voided") return "voided";
  return body["financial_status"] === "refunded" ? "refunded" : undefined;
}

export type Customer = { kind: "id"; id: string } | { kind: "guest" } | { kind: "withheld" };

/** Over snapshots an id (the oldest's) beats `null`, `null` beats absent. */
export function customerOf(order: Order): Customer {
  const said = order.snapshots.toReversed().map(({ body }) => body["customer"]);
  const id = said.map((one) => text(object(one)["id"])).find((one) => one !== undefined);
  if (id !== undefined) return { kind: "id", id };
  return said.includes(null) ? { kind: "guest" } : { kind: "withheld" };
}

export function emailsOf(order: Order): unknown[] {
  return order.snapshots.flatMap(({ body }) => [
    body["email"],
    body["contact_email"],
    object(body["customer"])["email"],
  ]);
}
