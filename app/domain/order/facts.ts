import type { Instant } from "../kernel/instant.ts";
import { byCodePoints } from "../kernel/text.ts";
import type { Likeness } from "../review/likeness.ts";
import {
  type Chargeback,
  type EvidenceMark,
  type OrderCustomer,
  type OrderSnapshot,
  type Refund,
  isPaid,
} from "./order.ts";
import { type Rank, type TextOf, type Trigger, compareInstants, compareRanks, compareTriggers } from "./rank.ts";

/**
 * All that is known of one order: the join of its deliveries. Absorbing is commutative and idempotent, so that
 * duplicate, late and shuffled deliveries end in the same facts.
 */
export interface OrderFacts {
  readonly orderId: string;
  readonly newest: RankedSnapshot | null;
  /** The newest body that was paid; the same as `newest` unless a later one is unpaid (an edit that adds a line). */
  readonly newestPaid: RankedSnapshot | null;
  /** The first trigger of any body that is paid, stale ones too. */
  readonly seenPaidAt: Instant | null;
  /** Never shrinks; the marks of the newest snapshot first, each snapshot's in its own sequence. */
  readonly evidence: readonly RankedMark[];
  readonly refunds: readonly RankedRefund[];
  readonly chargebacks: readonly RankedChargeback[];
  readonly customer: { readonly who: OrderCustomer; readonly rank: Rank } | null;
  /** From any snapshot; see `Identity`. */
  readonly identities: readonly Identity[];
  /** From any snapshot, each with the first trigger of a body that shows it. */
  readonly likenesses: readonly SeenLikeness[];
}

export interface SeenLikeness {
  readonly likeness: Likeness;
  readonly seenAt: Instant;
}

/**
 * What a shopper may share with a creator: `email:…` and `phone:…`, folded. A replay compares them as they are, production
 * only keyed hashes of them.
 */
export type Identity = string;

export interface RankedSnapshot {
  readonly rank: Rank;
  readonly snapshot: OrderSnapshot;
}
export interface RankedMark {
  readonly mark: EvidenceMark;
  readonly rank: Rank;
  readonly index: number;
}
export interface RankedRefund extends Trigger {
  readonly refund: Refund;
  /** The body it was listed in; `null` when it is known from `refunds/create` alone. */
  readonly listed: Rank | null;
}
export interface RankedChargeback extends Trigger {
  readonly chargeback: Chargeback;
}

/** A whole order body, parsed. */
export interface OrderBody {
  readonly rank: Rank;
  readonly snapshot: OrderSnapshot;
  readonly refunds: readonly Refund[];
  readonly marks: readonly EvidenceMark[];
  readonly customer: OrderCustomer;
  readonly identities: readonly Identity[];
  readonly likenesses: readonly Likeness[];
}

export const noFacts = (orderId: string): OrderFacts => ({
  orderId,
  newest: null,
  newestPaid: null,
  seenPaidAt: null,
  evidence: [],
  refunds: [],
  chargebacks: [],
  customer: null,
  identities: [],
  likenesses: [],
});

/** Joins an order body; `stale` when it does not become the newest. */
export function absorbOrder(facts: OrderFacts, body: OrderBody, textOf: TextOf): { facts: OrderFacts; stale: boolean } {
  const ranked = { rank: body.rank, snapshot: body.snapshot };
  const newest = newerOf(facts.newest, ranked, textOf);
  const paid = isPaid(body.snapshot);
  const { triggeredAt } = body.rank;
  return {
    stale: newest !== ranked,
    facts: {
      orderId: facts.orderId,
      newest,
      newestPaid: paid ? newerOf(facts.newestPaid, ranked, textOf) : facts.newestPaid,
      seenPaidAt:
        paid && (facts.seenPaidAt === null || triggeredAt < facts.seenPaidAt) ? triggeredAt : facts.seenPaidAt,
      evidence: joinMarks(facts.evidence, body, textOf),
      refunds: body.refunds.reduce(
        (all, refund) => joinRefund(all, { refund, listed: body.rank, ...triggerOf(body.rank) }, textOf),
        facts.refunds,
      ),
      chargebacks: facts.chargebacks,
      customer: joinCustomer(facts.customer, { who: body.customer, rank: body.rank }, textOf),
      identities: joinIdentities(facts.identities, body.identities),
      likenesses: joinLikenesses(facts.likenesses, body.likenesses, triggeredAt),
    },
  };
}

/** Joins a mark that no body of the order carries; it may precede its order. */
export function absorbMark(facts: OrderFacts, mark: EvidenceMark, from: Trigger, textOf: TextOf): OrderFacts {
  const rank = { ...triggerOf(from), updatedAt: from.triggeredAt, refunds: 0 };
  return { ...facts, evidence: joinMarks(facts.evidence, { marks: [mark], rank }, textOf) };
}

/** Joins a body of `refunds/create`; it may precede its order. */
export function absorbRefund(facts: OrderFacts, refund: Refund, from: Trigger, textOf: TextOf): OrderFacts {
  return { ...facts, refunds: joinRefund(facts.refunds, { refund, listed: null, ...triggerOf(from) }, textOf) };
}

/** Joins a body of `disputes/*`; it may precede its order. */
export function absorbChargeback(facts: OrderFacts, chargeback: Chargeback, from: Trigger, textOf: TextOf): OrderFacts {
  const incoming = { chargeback, ...triggerOf(from) };
  const known = facts.chargebacks.find((other) => other.chargeback.id === chargeback.id);
  if (known && compareChargebacks(incoming, known, textOf) <= 0) return facts;
  return { ...facts, chargebacks: [...facts.chargebacks.filter((other) => other !== known), incoming] };
}

const triggerOf = ({ triggeredAt, belowMs, text }: Trigger): Trigger => ({ triggeredAt, belowMs, text });

function joinIdentities(known: readonly Identity[], incoming: readonly Identity[]): readonly Identity[] {
  return incoming.every((identity) => known.includes(identity))
    ? known
    : [...new Set([...known, ...incoming])].toSorted();
}

function joinLikenesses(
  known: readonly SeenLikeness[],
  incoming: readonly Likeness[],
  seenAt: Instant,
): readonly SeenLikeness[] {
  const first = new Map(known.map((item) => [item.likeness, item.seenAt]));
  let changed = false;
  for (const likeness of incoming) {
    const before = first.get(likeness);
    if (before !== undefined && before <= seenAt) continue;
    first.set(likeness, seenAt);
    changed = true;
  }
  if (!changed) return known;
  return [...first].map(([likeness, at]) => ({ likeness, seenAt: at })).toSorted(byLikeness);
}

const byLikeness = (a: SeenLikeness, b: SeenLikeness): number => byCodePoints(a.likeness, b.likeness);

function newerOf(known: RankedSnapshot | null, incoming: RankedSnapshot, textOf: TextOf): RankedSnapshot {
  return known === null || compareRanks(incoming.rank, known.rank, textOf) > 0 ? incoming : known;
}

function joinRefund(all: readonly RankedRefund[], incoming: RankedRefund, textOf: TextOf): readonly RankedRefund[] {
  const known = all.find((other) => other.refund.id === incoming.refund.id);
  if (known && !beats(incoming, known, textOf)) return all;
  return [...all.filter((other) => other !== known), incoming];
}

/** A refund in an order body beats the same refund from its own topic; among bodies, the newest. */
function beats(a: RankedRefund, b: RankedRefund, textOf: TextOf): boolean {
  if (a.listed === null || b.listed === null) {
    return a.listed === null && b.listed === null ? compareTriggers(a, b, textOf) > 0 : a.listed !== null;
  }
  return compareRanks(a.listed, b.listed, textOf) > 0;
}

const CLOSED = new Set(["lost", "accepted", "won", "prevented"]);
const closed = ({ chargeback }: RankedChargeback): number => (CLOSED.has(chargeback.status) ? 1 : 0);

/** The latest trigger wins, then a closed state, then the greater text. */
function compareChargebacks(a: RankedChargeback, b: RankedChargeback, textOf: TextOf): number {
  return compareInstants(a, b) || closed(a) - closed(b) || compareTriggers(a, b, textOf);
}

const KNOWING = { known: 2, guest: 1, withheld: 0 };

/** An id beats a guest, a guest beats silence; among equals the oldest snapshot keeps its word. */
function joinCustomer(
  known: OrderFacts["customer"],
  incoming: NonNullable<OrderFacts["customer"]>,
  textOf: TextOf,
): NonNullable<OrderFacts["customer"]> {
  if (known === null) return incoming;
  const better = KNOWING[incoming.who.kind] - KNOWING[known.who.kind];
  if (better !== 0) return better > 0 ? incoming : known;
  return compareRanks(incoming.rank, known.rank, textOf) < 0 ? incoming : known;
}

function joinMarks(
  all: readonly RankedMark[],
  { marks, rank }: Pick<OrderBody, "marks" | "rank">,
  textOf: TextOf,
): readonly RankedMark[] {
  if (marks.length === 0) return all;
  const joined = new Map(all.map((item) => [markKey(item.mark), item]));
  let changed = false;
  marks.forEach((mark, index) => {
    const key = markKey(mark);
    const known = joined.get(key);
    const comparison = known ? compareRanks(rank, known.rank, textOf) : 1;
    if (known && (comparison < 0 || (comparison === 0 && known.index <= index))) return;
    joined.set(key, { mark, rank, index });
    changed = true;
  });
  if (!changed) return all;
  return [...joined.values()].toSorted((a, b) => compareRanks(b.rank, a.rank, textOf) || a.index - b.index);
}

/** Two marks with one key say the same thing. */
function markKey(mark: EvidenceMark): string {
  switch (mark.kind) {
    case "code":
    case "entered":
      return `${mark.kind} ${mark.code}`;
    case "click":
      return `click ${mark.token} ${mark.clickedAt ?? ""} ${mark.signature ?? ""}`;
    case "landing":
      return `landing ${mark.token}`;
    case "survey":
      return `survey ${mark.creator}`;
  }
}
