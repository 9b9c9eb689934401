import type { PayoutRail, RailAnswer } from "#app/services/ports/payout-rail.ts";
import type { Faults } from "../money/faults.ts";

type Told = Exclude<RailAnswer, { kind: "never_seen" }>;

/** What a rail does when it is told to pay. */
export type Answer =
  | "pays"
  | "refuses"
  /** It pays or refuses, and the answer is lost on the way back. */
  | "pays unheard"
  | "refuses unheard"
  /** It is not reached. */
  | "out of reach"
  /** It says that it will pay, and does so in the end. */
  | "takes its time"
  | "refuses in the end"
  /** A person pays in the end, and says so. */
  | "leaves it to a person"
  /** The order to pay is still on its way when the connection breaks off, and arrives in the end. */
  | "is told late";

/** What a rail, or whoever looks at its statement, has to say of a payout; true whenever it is said. */
export type News = { ourKey: string } & (
  { kind: "paid"; reference: string } | { kind: "failed"; why: string } | { kind: "returned"; why: string }
);

export class Unreachable extends Error {}

/**
 * A rail that pays as often as it is told, and remembers only for whoever asks: the worst that an app may meet. One that keeps
 * the promise of the port pays once under a key (`remembers`).
 */
export class ScriptedRail implements PayoutRail {
  readonly name = "scripted";
  /** How often money left under a key, and how much each time. */
  readonly moved = new Map<string, bigint[]>();
  readonly returned = new Set<string>();
  /** All that there is to say, in the sequence in which it became true. */
  readonly news: News[] = [];
  readonly #remembers: boolean;
  readonly #answers: Answer[];
  readonly #faults: Faults;
  readonly #turn: () => Promise<void>;
  readonly #state = new Map<string, Told>();
  readonly #inTheEnd: (() => void)[] = [];

  /** @param turn lets whoever else is at it go on first, or not */
  constructor(given: { remembers: boolean; answers: readonly Answer[]; faults: Faults; turn: () => Promise<void> }) {
    this.#remembers = given.remembers;
    this.#answers = [...given.answers];
    this.#faults = given.faults;
    this.#turn = given.turn;
  }

  async submit({ ourKey, amountMinor }: { ourKey: string; amountMinor: bigint }): Promise<Told> {
    this.#faults.tick();
    await this.#turn();
    const known = this.#state.get(ourKey);
    if (this.#remembers && known !== undefined) return known;
    const answer = this.#answers.shift() ?? "pays";
    if (answer === "out of reach") throw new Unreachable();
    if (answer === "is told late") {
      this.#inTheEnd.push(() =>
        this.#remembers && this.#state.has(ourKey) ? undefined : this.#pay(ourKey, amountMinor),
      );
      throw new Unreachable();
    }
    this.#take(answer, ourKey, amountMinor);
    if (answer.endsWith("unheard")) throw new Unreachable();
    await this.#turn();
    this.#faults.tick();
    return this.#state.get(ourKey) ?? { kind: "awaiting_person" };
  }

  async ask(ourKey: string): Promise<RailAnswer> {
    this.#faults.tick();
    await this.#turn();
    return this.#state.get(ourKey) ?? { kind: "never_seen" };
  }

  /** Money comes back, as a bank may send it back long after. */
  comeBack(place: number): void {
    const paid = [...this.moved.keys()].filter((ourKey) => !this.returned.has(ourKey));
    const ourKey = paid[place % paid.length];
    if (ourKey === undefined) return;
    this.returned.add(ourKey);
    this.news.push({ ourKey, kind: "returned", why: "the account is closed" });
  }

  /** What took its time is done, what was on its way arrives. */
  settle(): void {
    for (const done of this.#inTheEnd.splice(0)) done();
  }

  #take(answer: Answer, ourKey: string, amountMinor: bigint): void {
    if (answer === "pays" || answer === "pays unheard") return this.#pay(ourKey, amountMinor);
    if (answer === "refuses" || answer === "refuses unheard") return this.#refuse(ourKey);
    const byPerson = answer === "leaves it to a person";
    this.#state.set(ourKey, byPerson ? { kind: "awaiting_person" } : { kind: "on_its_way", reference: ourKey });
    const refuses = answer === "refuses in the end";
    this.#inTheEnd.push(() => (refuses ? this.#refuse(ourKey) : this.#pay(ourKey, amountMinor)));
  }

  #refuse(ourKey: string): void {
    const failed = { kind: "failed" as const, why: "no such account" };
    this.#state.set(ourKey, failed);
    this.news.push({ ourKey, ...failed });
  }

  #pay(ourKey: string, amountMinor: bigint): void {
    const paid = { kind: "paid" as const, reference: `rail-${ourKey}` };
    this.#state.set(ourKey, paid);
    this.moved.set(ourKey, [...(this.moved.get(ourKey) ?? []), amountMinor]);
    this.news.push({ ourKey, ...paid });
  }
}
