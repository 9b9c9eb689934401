import type { Faults } from "./faults.ts";

/** When the process dies. */
export type Dying =
  | { kind: "never" }
  /** Whatever is done dies at its first await, is done again and dies at its second, and so on until it comes through. */
  | { kind: "everywhere" }
  /** Once, at the nth await of the whole world. */
  | { kind: "once"; nth: number }
  /** At each await as likely, in a hundred. */
  | { kind: "now and then"; percent: number; dice: { chance(percent: number): boolean } };

/** Has things done by a process that dies so, and by another one after it, until they are done. */
export class Mortal {
  /** Awaits of what was done, in all. */
  awaits = 0;
  readonly #dying: Dying;
  readonly #faults: Faults;

  constructor(dying: Dying, faults: Faults) {
    this.#dying = dying;
    this.#faults = faults;
  }

  async survives<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      this.#arm(attempt);
      try {
        return await work();
      } catch (error) {
        if (!this.#faults.died) throw error;
        // The next process has connections of its own; here the pool needs a moment to drop the one that was cut.
        await new Promise((resolve) => setTimeout(resolve, 0));
      } finally {
        this.awaits += this.#faults.awaits;
        this.#faults.disarm();
      }
    }
  }

  #arm(attempt: number): void {
    const dying = this.#dying;
    const before = this.awaits;
    if (dying.kind === "everywhere") this.#faults.arm(attempt);
    else if (dying.kind === "once") this.#faults.armWith((at) => before + at === dying.nth);
    else if (dying.kind === "now and then") this.#faults.armWith(() => dying.dice.chance(dying.percent));
    else this.#faults.armWith(() => false);
  }
}
