import { attribute, type Attributed, type Attribution } from "./attribution.ts";
import { commissionsFor, type Due } from "./commission.ts";
import { standingOf } from "./customers.ts";
import { byCodePoints, object, refuse, sign, text, type Json } from "./json.ts";
import { readOffer, type Offer } from "./offer.ts";
import {
  isHeld,
  isPaid,
  keep,
  newest,
  notice,
  processedAt,
  seenPaidAt,
  snapshot,
  type Order,
  type Snapshot,
} from "./order.ts";
import type { Delivery, ReplayOutput } from "./output.ts";
import { DAY, instant, type Nanos } from "./time.ts";
import { keepTotals, totalsFor, type Kept } from "./totals.ts";
import { linesOf } from "./units.ts";

/** An order with what it pays: `due` by its newest body, `secured` what waits for no payment. */
type Settled = { order: Order; attribution: Attribution; due: Due[]; secured: Due[] };

/** Works out every order from scratch, in the sequence in which they were processed. */
function settleAll(orders: readonly Order[], offer: Offer, kept: ReadonlyMap<string, Kept>): Settled[] {
  const settled: Settled[] = [];
  const sequence = orders.toSorted(
    (a, b) => sign(processedAt(a) - processedAt(b)) || sign(BigInt(a.id) - BigInt(b.id)),
  );
  for (const order of sequence) {
    const earlier: Attributed[] = [...settled];
    const totals = kept.get(order.id) ?? refuse(`order ${order.id}: no totals`);
    const read = (readAs: Snapshot): { attribution: Attribution; due: Due[] } => {
      const view = { ...order, readAs };
      const standing = standingOf(
        view,
        offer,
        earlier.map((one) => one.order),
      );
      const attribution = attribute(view, readAs.body, offer, earlier);
      const due = commissionsFor(view, readAs.body, attribution, standing, offer, totalsFor(view, totals, offer));
      return { attribution, due };
    };
    const paid = order.snapshots.find(isPaid);
    settled.push({ order, ...read(newest(order)), secured: paid ? read(paid).due : [] });
  }
  return settled;
}

type World = {
  offer: Offer;
  orders: Map<string, Order>;
  kept: Map<string, Kept>;
  counts: ReplayOutput["deliveries"];
  latest: Nanos;
};

function orderOf(world: World, value: unknown): Order {
  const id = text(value) ?? refuse("a delivery without an order id");
  const order = world.orders.get(id) ?? { id, snapshots: [], refundNotices: [], chargebackNotices: [] };
  world.orders.set(id, order);
  return order;
}

function seen(world: World): Order[] {
  return [...world.orders.values()].filter((order) => order.snapshots.length > 0);
}

function takeOrder(world: World, body: Json, trigger: Nanos): void {
  if (body["currency"] !== undefined && body["currency"] !== world.offer.currency)
    refuse("an order in another currency");
  // Read now, so that what nobody could read is refused even where a newer body takes its place.
  linesOf(body, new Map(), world.offer.currency);
  instant(body["processed_at"] ?? body["created_at"]);
  const order = orderOf(world, body["id"]);
  const arrived = snapshot(body, trigger);
  const first = order.snapshots.length === 0;
  // The totals are read before this body can change what others of the customer's orders pay.
  const others = first ? settleAll(seen(world), world.offer, world.kept) : [];
  keep(order, arrived);
  if (newest(order) !== arrived) world.counts.stale += 1;
  if (first) world.kept.set(order.id, keepTotals(others));
}

const ORDER_TOPICS = new Set(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"]);

/** The default of `--now` is the latest instant seen, be it on a duplicate. */
function note(world: World, { topic, triggeredAt, body }: Delivery): void {
  const updated = ORDER_TOPICS.has(topic) ? object(body)["updated_at"] : undefined;
  for (const at of [instant(triggeredAt), instant(updated ?? triggeredAt)]) if (at > world.latest) world.latest = at;
}

function take(world: World, delivery: Delivery): void {
  const body = object(delivery.body);
  const trigger = instant(delivery.triggeredAt);
  switch (delivery.topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/cancelled":
      return takeOrder(world, body, trigger);
    case "refunds/create":
      orderOf(world, body["order_id"]).refundNotices.push(notice(body, trigger));
      return;
    case "disputes/create":
    case "disputes/update":
      orderOf(world, body["order_id"]).chargebackNotices.push(notice(body, trigger));
      return;
    default:
      world.counts.ignored += 1;
  }
}

/** How much of each creator's commission has been released at `now`. */
function payable({ order, due, secured }: Settled, creator: string, offer: Offer, now: Nanos): bigint {
  const amount = due.find((one) => one.creator === creator)?.amount ?? 0n;
  const paidAt = seenPaidAt(order);
  const held = processedAt(order) + offer.holdDays * DAY;
  if (paidAt === undefined || isHeld(order) || now < held || now < paidAt) return 0n;
  if (isPaid(newest(order))) return amount;
  const ready = secured.find((one) => one.creator === creator)?.amount ?? 0n;
  return ready < amount ? ready : amount;
}

function balances(settled: readonly Settled[], offer: Offer, now: Nanos): ReplayOutput["balances"] {
  const creators = offer.partnerships.map((one) => one.creator).sort(byCodePoints);
  return creators.flatMap((creator) => {
    let [pending, ready] = [0n, 0n];
    for (const one of settled) {
      const released = payable(one, creator, offer, now);
      ready += released;
      pending += (one.due.find((due) => due.creator === creator)?.amount ?? 0n) - released;
    }
    if (pending === 0n && ready === 0n) return [];
    return [{ creator, currency: offer.currency, pendingMinor: String(pending), payableMinor: String(ready) }];
  });
}

function listed({ order, attribution, due }: Settled, currency: string): ReplayOutput["orders"][number] {
  const { evidence } = attribution;
  const commissions = evidence
    ? due.map((one) => ({
        creator: one.creator,
        amountMinor: String(one.amount),
        evidence,
        lines: one.entries.map((entry) => ({
          line: entry.line,
          commissionableMinor: String(entry.commissionable),
          bps: entry.bps,
          amountMinor: String(entry.amount),
          why: entry.why,
        })),
      }))
    : [];
  return { order: order.id, currency, reason: attribution.reason, commissions, rejected: attribution.rejected };
}

/** The contract of `npm run replay`, as plainly as it can be written. Throws `Refused` on bad input. */
export function referenceReplay(
  offer: unknown,
  deliveries: Iterable<Delivery>,
  options: { now?: string } = {},
): ReplayOutput {
  const counts = { received: 0, duplicate: 0, stale: 0, ignored: 0 };
  const world: World = { offer: readOffer(offer), orders: new Map(), kept: new Map(), counts, latest: 0n };
  const known = new Set<string>();
  for (const delivery of deliveries) {
    counts.received += 1;
    note(world, delivery);
    const key = JSON.stringify([delivery.topic, delivery.webhookId]);
    if (known.has(key)) counts.duplicate += 1;
    else take(world, delivery);
    known.add(key);
  }
  const now = options.now === undefined ? world.latest : instant(options.now);
  const settled = settleAll(seen(world), world.offer, world.kept);
  return {
    orders: settled
      .map((one) => listed(one, world.offer.currency))
      .sort((a, b) => sign(BigInt(a.order) - BigInt(b.order))),
    balances: balances(settled, world.offer, now),
    deliveries: counts,
  };
}
