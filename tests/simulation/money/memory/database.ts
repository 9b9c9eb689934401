import type { Faults } from "../faults.ts";
import type { State } from "./state.ts";

/**
 * Transactions over a state in memory: one after the other, all or nothing, and each await of theirs may be the last one. What
 * dies at the commit may have committed.
 */
export class MemoryDatabase {
  state: State;
  readonly faults: Faults;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(state: State, faults: Faults) {
    this.state = state;
    this.faults = faults;
  }

  transaction<T>(work: (state: State) => Promise<T>): Promise<T> {
    const mine = this.#queue.then(async () => {
      this.faults.tick();
      const draft = this.state.copy();
      const result = await work(draft);
      this.faults.tick();
      this.state = draft;
      this.faults.tick();
      return result;
    });
    this.#queue = mine.catch(() => undefined);
    return mine;
  }
}
