import type { Accounts } from "./accounts.ts";
import { isDisputed, type KnownOrder, newestOf, paidAt, worthOf } from "./known-orders.ts";
import type { ModelReviews } from "./model-reviews.ts";
import { codeOf } from "./toy-bodies.ts";

const DAY = 86_400_000;

/** What stands of one order's commission: not payable yet, payable or paid out, and of the former what a hold took back. */
type Commission = { pending: bigint; payable: bigint; held: bigint };

type Rules = { holdDays: number; rateOf(creator: number): number };

/** What orders earn their creators, and when it becomes payable. */
export class ModelCommissions {
  /** How often holds took something back, and something lost went below zero. */
  readonly seen = { takenBack: 0, belowZero: 0 };
  readonly #rules: Rules;
  readonly #accounts: readonly Accounts[];
  readonly #reviews: ModelReviews;
  readonly #came: (creator: number, at: number) => void;
  readonly #commissions = new Map<number, Commission>();

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

  /** What an order pays its creator in the end. */
  of(id: number): bigint {
    const commission = this.#commissions.get(id);
    return commission === undefined ? 0n : commission.pending + commission.payable;
  }

  /** The creator's own order pays nothing. */
  worth(order: KnownOrder): { due: bigint; secured: bigint } {
    if (this.#reviews.isOwn(order.id)) return { due: 0n, secured: 0n };
    return worthOf(order, this.#rules.rateOf(this.#creatorOf(order)));
  }

  /** @param decided when the brand decided about it; else something was learned of the order */
  settle(order: KnownOrder, now: number, decided = false): void {
    const creator = this.#creatorOf(order);
    const accounts = this.#accountsOf(creator);
    this.#reviews.look(order.id, creator);
    const before = this.#commissions.get(order.id) ?? { pending: 0n, payable: 0n, held: 0n };
    const { due, secured } = this.worth(order);
    const released = before.payable > 0n || before.held > 0n;

    let payable = released ? secured : 0n;
    if (isDisputed(order) || this.#reviews.isHeld(order.id, now)) {
      // What is still there is held back; what has been paid out cannot be.
      const kept = min(before.payable, due);
      payable = kept - min(kept, accounts.payable > 0n ? accounts.payable : 0n);
    }
    const pending = due - payable;
    const movedBack = most0(min(before.payable - payable, pending - before.pending));
    const movedOn = most0(min(payable - before.payable, before.pending - pending));
    const lifted = min(movedOn, before.held);
    const held = min(before.held + movedBack - lifted, pending);
    this.#commissions.set(order.id, { pending, payable, held });
    accounts.pending += pending - before.pending;
    accounts.payable += payable - before.payable;

    const learned = decided ? now : (newestOf(order.bodies)?.updatedAt ?? 0);
    if (lifted > 0n) this.#came(creator, this.#reviews.of(order.id) === null ? learned : now);
    if (payable - before.payable > lifted) this.#came(creator, learned);
    if (movedBack > 0n) this.seen.takenBack += 1;
    if (payable < before.payable && accounts.payable < 0n) this.seen.belowZero += 1;
  }

  /** Holds that have ended. */
  release(known: Iterable<KnownOrder>, now: number): void {
    for (const order of known) {
      const commission = this.#commissions.get(order.id);
      const paid = paidAt(order);
      if (commission === undefined || paid === null || isDisputed(order)) continue;
      const processedAt = Date.parse(String(newestOf(order.bodies)?.doc["processed_at"]));
      const ends = this.#reviews.endsAt(order.id) ?? 0;
      const maturesAt = Math.max(processedAt + this.#rules.holdDays * DAY, paid, ends);
      const creator = this.#creatorOf(order);
      const moved = this.worth(order).secured - commission.payable;
      if (maturesAt > now || moved <= 0n) continue;
      commission.pending -= moved;
      commission.payable += moved;
      commission.held = most0(commission.held - moved);
      const accounts = this.#accountsOf(creator);
      accounts.pending -= moved;
      accounts.payable += moved;
      this.#came(creator, maturesAt);
    }
  }

  #creatorOf(order: KnownOrder): number {
    const codes = newestOf(order.bodies)?.doc["discount_codes"] as { code: string }[];
    return this.#accounts.findIndex((_, creator) => codes[0]?.code === codeOf(creator));
  }

  #accountsOf(creator: number): Accounts {
    const accounts = this.#accounts[creator];
    if (accounts === undefined) throw new Error(`the world has no creator ${creator}`);
    return accounts;
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most0 = (a: bigint): bigint => (a > 0n ? a : 0n);
