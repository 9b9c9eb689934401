import { keyOf } from "./known-orders.ts";
import type { ReviewDecision } from "./plot.ts";
import { likeWhom } from "./shoppers.ts";
import type { Told } from "./toy-shop.ts";

const REVIEW_MS = 14 * 86_400_000;

type Review = { orderId: number; creator: number; beganAt: number; decision: ReviewDecision | null };

/**
 * Orders that look like the own one of a creator whose code they carry (docs: attribution): from the first sign of it what they earn is
 * held, for 14 days or until the brand decides. Kept for good, whatever an order shows later.
 */
export class ModelReviews {
  /** By order: whom its bodies were like, and when they said so. */
  readonly #shown = new Map<number, { creator: number; at: number }[]>();
  readonly #withDetails: Set<number>;
  readonly #reviews = new Map<string, Review>();

  constructor(creators: readonly { details: boolean }[]) {
    this.#withDetails = new Set(creators.flatMap(({ details }, creator) => (details ? [creator] : [])));
  }

  get all(): readonly Review[] {
    return [...this.#reviews.values()];
  }

  of(orderId: number, creator: number): Review | null {
    return this.#reviews.get(keyOf(orderId, creator)) ?? null;
  }

  tellDetails(creator: number): void {
    this.#withDetails.add(creator);
  }

  learn({ topic, triggeredAt, body }: Told): void {
    if (topic === "customers/redact") this.#forget(Number((body["orders_to_redact"] as number[])[0]));
    const creator = topic.startsWith("orders/") ? likeWhom(body["shipping_address"]) : null;
    if (creator === null) return;
    const orderId = Number(body["id"]);
    this.#shown.set(orderId, [...(this.#shown.get(orderId) ?? []), { creator, at: triggeredAt }]);
  }

  /** A stranger's name is forgotten; that a creator's was there is not. */
  #forget(orderId: number): void {
    const kept = (this.#shown.get(orderId) ?? []).filter(({ creator }) => this.#withDetails.has(creator));
    this.#shown.set(orderId, kept);
  }

  /** An order is settled that carries a creator's code: it is looked at again. */
  look(orderId: number, creator: number): void {
    if (!this.#withDetails.has(creator)) return;
    const seen = (this.#shown.get(orderId) ?? []).filter((one) => one.creator === creator).map(({ at }) => at);
    if (seen.length === 0) return;
    const before = this.of(orderId, creator);
    const beganAt = Math.min(...seen, before?.beganAt ?? Infinity);
    this.#reviews.set(keyOf(orderId, creator), { orderId, creator, beganAt, decision: before?.decision ?? null });
  }

  /** When a review ends by itself; null where there is none, or somebody has decided. */
  endsAt(orderId: number, creator: number): number | null {
    const review = this.of(orderId, creator);
    return review === null || review.decision !== null ? null : review.beganAt + REVIEW_MS;
  }

  isHeld(orderId: number, creator: number, now: number): boolean {
    return now < (this.endsAt(orderId, creator) ?? -Infinity);
  }

  isOwn(orderId: number, creator: number): boolean {
    return this.of(orderId, creator)?.decision === "own_order";
  }

  /** While the hold runs either way; after that only in the creator's favour. @returns whether that changed anything */
  decide(orderId: number, creator: number, decision: ReviewDecision, now: number): boolean {
    const review = this.of(orderId, creator);
    const open = review?.decision === null && this.isHeld(orderId, creator, now);
    const relents = review?.decision === "own_order" && decision === "pay";
    if (review === null || !(open || relents)) return false;
    review.decision = decision;
    return true;
  }
}
