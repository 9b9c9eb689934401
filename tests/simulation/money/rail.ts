import type { PayoutRail, RailAnswer } from "#app/services/ports/payout-rail.ts";
import type { Faults } from "./faults.ts";
import { type RailFate, SLOW_MS } from "./fate-of-payouts.ts";

type Taken = { fate: RailFate; at: number; amountMinor: bigint };

/** The world outside the app, where money really moves. It does with each payout what its fate says, and keeps its own list. */
export class Rail implements PayoutRail {
  readonly name = "scripted";
  /** What was told twice though it had been taken, which no crash excuses. */
  readonly toldTwice: string[] = [];
  readonly #taken = new Map<string, Taken>();
  readonly #fates = new Map<string, RailFate>();
  readonly #downAt = new Map<string, number>();
  readonly #clock: { now(): number };
  readonly #faults: Faults;

  constructor(clock: { now(): number }, faults: Faults) {
    this.#clock = clock;
    this.#faults = faults;
  }

  /** What will become of a payout, before anybody tells the rail of it. */
  decide(ourKey: string, fate: RailFate): void {
    this.#fates.set(ourKey, fate);
  }

  /** How much really left under a key, by this rail. */
  paid(ourKey: string): bigint {
    const taken = this.#taken.get(ourKey);
    return taken !== undefined && this.#answer(taken).kind === "paid" ? taken.amountMinor : 0n;
  }

  async submit({
    ourKey,
    amountMinor,
  }: {
    ourKey: string;
    amountMinor: bigint;
  }): Promise<Exclude<RailAnswer, { kind: "never_seen" }>> {
    this.#faults.tick();
    const fate = this.#fates.get(ourKey) ?? "pays";
    if (fate === "waits for a person") return { kind: "awaiting_person" };
    if (this.#taken.has(ourKey)) this.toldTwice.push(ourKey);
    if (fate === "out of reach" && !this.#downAt.has(ourKey)) this.#breaksOff(ourKey);
    if (fate === "out of reach") this.#down(ourKey);
    const taken = { fate, at: this.#clock.now(), amountMinor };
    this.#taken.set(ourKey, taken);
    if (fate === "pays unheard" || fate === "refuses unheard") this.#breaksOff(ourKey);
    this.#faults.tick();
    return this.#answer(taken);
  }

  async ask(ourKey: string): Promise<RailAnswer> {
    this.#faults.tick();
    this.#down(ourKey);
    if (this.#fates.get(ourKey) === "waits for a person") return { kind: "awaiting_person" };
    const taken = this.#taken.get(ourKey);
    return taken === undefined ? { kind: "never_seen" } : this.#answer(taken);
  }

  #breaksOff(ourKey: string): never {
    this.#downAt.set(ourKey, this.#clock.now());
    throw new RailDown();
  }

  /** Once it broke off, it stays away for the moment. */
  #down(ourKey: string): void {
    if (this.#downAt.get(ourKey) === this.#clock.now()) throw new RailDown();
  }

  #answer({ fate, at, amountMinor }: Taken): Exclude<RailAnswer, { kind: "never_seen" }> {
    if (fate === "refuses" || fate === "refuses unheard") return { kind: "failed", why: "the account is closed" };
    if (fate === "is slow" && this.#clock.now() - at < SLOW_MS)
      return { kind: "on_its_way", reference: `rail-${amountMinor}` };
    return { kind: "paid", reference: `rail-${amountMinor}` };
  }
}

/** The connection to the rail broke off: nobody knows what it did. */
export class RailDown extends Error {}
