import type { Accounts } from "./accounts.ts";
import { isDisputed, keyOf, type KnownOrder, newestOf, paidAt, worthOf } from "./known-orders.ts";
import type { ModelReviews } from "./model-reviews.ts";
import { codeOf } from "./toy-bodies.ts";

const DAY = 86_400_000;

/** What stands of one creator's commission of one order: not payable yet, payable or paid out, and of the former what a hold took back. */
type Commission = { orderId: number; pending: bigint; payable: bigint; held: bigint };

type Rules = { holdDays: number; rateOf(creator: number): number };

/** What orders earn their creators, and when it becomes payable. */
export class ModelCommissions {
  /** How often a hold took something back, what was lost went below zero, and an order went to its second creator. */
  readonly seen = { takenBack: 0, belowZero: 0, passedOn: 0 };
  readonly #rules: Rules;
  readonly #accounts: readonly Accounts[];
  readonly #reviews: ModelReviews;
  readonly #came: (creator: number, at: number) => void;
  readonly #commissions = new Map<string, Commission>();

  /** @param came told when something became payable */
  constructor(
    rules: Rules,
    accounts: readonly Accounts[],
    reviews: ModelReviews,
    came: (creator: number, at: number) => void,
  ) {
    this.#rules = rules;
    this.#accounts = accounts;
    this.#reviews = reviews;
    this.#came = came;
  }

  /** What an order pays in the end. */
  of(id: number): bigint {
    const parts = [...this.#commissions.values()].filter(({ orderId }) => orderId === id);
    return parts.reduce((sum, { pending, payable }) => sum + pending + payable, 0n);
  }

  /** What each creator earns on each order, by `keyOf`. */
  all(): Map<string, bigint> {
    return new Map([...this.#commissions].map(([key, { pending, payable }]) => [key, pending + payable]));
  }

  /** What an order is worth to whoever is credited. */
  worthToAll(order: KnownOrder): bigint {
    return this.#creatorsOf(order).reduce((sum, creator) => sum + this.#worth(order, creator).due, 0n);
  }

  /** The first code has the order, unless it is its creator's own: then the second one has it whole, or nobody. */
  #worth(order: KnownOrder, creator: number): { due: bigint; secured: bigint } {
    const credited = this.#creatorsOf(order).find((one) => !this.#reviews.isOwn(order.id, one));
    return credited === creator ? worthOf(order, this.#rules.rateOf(creator)) : { due: 0n, secured: 0n };
  }

  /** @param decided when the brand decided about it; else something was learned of the order */
  settle(order: KnownOrder, now: number, decided = false): void {
    const creators = this.#creatorsOf(order);
    for (const creator of creators) this.#reviews.look(order.id, creator);
    for (const creator of creators) this.#settleFor(creator, order, now, decided);
  }

  #settleFor(creator: number, order: KnownOrder, now: number, decided: boolean): void {
    const accounts = this.#accountsOf(creator);
    const key = keyOf(order.id, creator);
    const before = this.#commissions.get(key) ?? { pending: 0n, payable: 0n, held: 0n };
    const { due, secured } = this.#worth(order, creator);
    const released = before.payable > 0n || before.held > 0n;

    let payable = released ? secured : 0n;
    if (isDisputed(order) || this.#reviews.isHeld(order.id, creator, now)) {
      // What is still there is held back; what has been paid out cannot be.
      const kept = min(before.payable, due);
      payable = kept - min(kept, accounts.payable > 0n ? accounts.payable : 0n);
    }
    const pending = due - payable;
    const movedBack = most0(min(before.payable - payable, pending - before.pending));
    const movedOn = most0(min(payable - before.payable, before.pending - pending));
    const lifted = min(movedOn, before.held);
    const held = min(before.held + movedBack - lifted, pending);
    this.#commissions.set(key, { orderId: order.id, pending, payable, held });
    accounts.pending += pending - before.pending;
    accounts.payable += payable - before.payable;

    const review = this.#reviews.of(order.id, creator);
    const learned = decided && review !== null ? now : (newestOf(order.bodies)?.updatedAt ?? 0);
    if (lifted > 0n) this.#came(creator, review === null ? learned : now);
    if (payable - before.payable > lifted) this.#came(creator, learned);
    if (due > before.pending + before.payable && decided && review === null) this.seen.passedOn += 1;
    if (movedBack > 0n) this.seen.takenBack += 1;
    if (payable < before.payable && accounts.payable < 0n) this.seen.belowZero += 1;
  }

  /** Holds that have ended. */
  release(known: Iterable<KnownOrder>, now: number): void {
    for (const order of known) {
      const paid = paidAt(order);
      if (paid === null || isDisputed(order)) continue;
      for (const creator of this.#creatorsOf(order)) this.#releaseFor(creator, order, paid, now);
    }
  }

  #releaseFor(creator: number, order: KnownOrder, paid: number, now: number): void {
    const commission = this.#commissions.get(keyOf(order.id, creator));
    if (commission === undefined) return;
    const processedAt = Date.parse(String(newestOf(order.bodies)?.doc["processed_at"]));
    const ends = this.#reviews.endsAt(order.id, creator) ?? 0;
    const maturesAt = Math.max(processedAt + this.#rules.holdDays * DAY, paid, ends);
    const moved = this.#worth(order, creator).secured - commission.payable;
    if (maturesAt > now || moved <= 0n) return;
    commission.pending -= moved;
    commission.payable += moved;
    commission.held = most0(commission.held - moved);
    const accounts = this.#accountsOf(creator);
    accounts.pending -= moved;
    accounts.payable += moved;
    this.#came(creator, maturesAt);
  }

  /** Those whose codes it carries, in its sequence. */
  #creatorsOf(order: KnownOrder): number[] {
    const codes = (newestOf(order.bodies)?.doc["discount_codes"] ?? []) as { code: string }[];
    return codes.map(({ code }) => this.#accounts.findIndex((_, creator) => code === codeOf(creator)));
  }

  #accountsOf(creator: number): Accounts {
    const accounts = this.#accounts[creator];
    if (accounts === undefined) throw new Error(`the world has no creator ${creator}`);
    return accounts;
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most0 = (a: bigint): bigint => (a > 0n ? a : 0n);
