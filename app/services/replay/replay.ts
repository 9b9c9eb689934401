import { type Instant, instant, nanosBelowMs, parseInstant } from "#app/domain/kernel/instant.ts";
import type { TextOf, TextRef } from "#app/domain/order/rank.ts";
import type { ParseDelivery } from "../ports/deliveries.ts";
import type { ReplayOffer } from "./offer-document.ts";
import { type ReplayedVerdict, ReplayWorld } from "./world.ts";

/** One webhook delivery, as `deliveries.jsonl` has it. */
export interface Delivery {
  readonly topic: string;
  readonly shop: string;
  readonly webhookId: string;
  readonly triggeredAt: string;
  readonly body: unknown;
}

export interface DeliveryCounts {
  received: number;
  duplicate: number;
  stale: number;
  ignored: number;
}

/** A delivery that cannot be replayed: it names the field and the remedy. */
export class InvalidDelivery extends Error {
  override name = "InvalidDelivery";
  readonly field: string;
  readonly why: string;
  constructor(field: string, why: string) {
    super(`${field}: ${why}`);
    this.field = field;
    this.why = why;
  }
}

/** What an offer would have paid for some deliveries, taken one after the other. Same engine as production, in memory. */
export class Replay {
  readonly counts: DeliveryCounts = { received: 0, duplicate: 0, stale: 0, ignored: 0 };
  readonly offer: ReplayOffer;
  readonly #parse: ParseDelivery;
  readonly #world: ReplayWorld;
  readonly #seen = new Map<string, Set<string>>();
  #latest: Instant | null = null;

  constructor(offer: ReplayOffer, parse: ParseDelivery, textOf: TextOf) {
    this.offer = offer;
    this.#parse = parse;
    this.#world = new ReplayWorld(offer, textOf);
  }

  /**
   * @param text where the canonical text of this delivery's body can be had again
   * @throws InvalidDelivery
   */
  take(delivery: Delivery, text: TextRef): void {
    const triggeredAt = readInstant("triggeredAt", delivery.triggeredAt);
    const from = { triggeredAt, belowMs: nanosBelowMs(delivery.triggeredAt), text };
    this.counts.received += 1;
    this.#saw(triggeredAt);
    if (this.#isDuplicate(delivery)) {
      this.counts.duplicate += 1;
      return;
    }
    const parsed = this.#parse(delivery.topic, delivery.body, this.offer.currency, from);
    if (parsed.kind === "invalid") throw new InvalidDelivery(`body.${parsed.field}`, parsed.why);
    if (parsed.kind === "ignored") {
      this.counts.ignored += 1;
      return;
    }
    if (parsed.fact.kind === "order" && parsed.fact.updatedAt !== null) this.#saw(parsed.fact.updatedAt);
    const { stale } = this.#world.learn(delivery.shop, parsed.fact, from);
    if (stale) this.counts.stale += 1;
  }

  /** The end of the file's own time: the latest `updated_at` or trigger seen; the epoch where there was none. */
  get latest(): Instant {
    return this.#latest ?? instant(0);
  }

  verdicts(now: Instant): Generator<ReplayedVerdict> {
    return this.#world.verdicts(now);
  }

  #saw(at: Instant): void {
    if (this.#latest === null || at > this.#latest) this.#latest = at;
  }

  #isDuplicate({ topic, webhookId }: Delivery): boolean {
    let ids = this.#seen.get(topic);
    if (ids === undefined) this.#seen.set(topic, (ids = new Set()));
    if (ids.has(webhookId)) return true;
    ids.add(webhookId);
    return false;
  }
}

function readInstant(field: string, text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new InvalidDelivery(field, `${JSON.stringify(text)} is not an ISO 8601 time with its zone`);
  return at;
}
