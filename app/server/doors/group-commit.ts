export type Commitment =
  | { readonly kind: "committed" }
  /** Too much waits already: not taken. */
  | { readonly kind: "full" }
  /** Not known to be stored: the commit failed, or did not answer in time. */
  | { readonly kind: "failed"; readonly error: unknown };

export type GroupCommitOptions<Item> = {
  /** Makes a group durable, all of it or nothing. */
  commit: (group: readonly Item[]) => Promise<unknown>;
  sizeOf: (item: Item) => number;
  /** Commits under way at once. */
  lanes: number;
  group: { items: number; bytes: number };
  /** What may wait, beside the groups under way. */
  waiting: { items: number; bytes: number };
  /** An item that has waited for longer is answered `failed`, and not committed if it still waits. */
  patienceMs: number;
};

type Waiting<Item> = { item: Item; since: number; answered: boolean; answer: (commitment: Commitment) => void };

/**
 * Commits together what arrives together: whatever comes while a commit is under way makes the next group. Nothing waits
 * for company, and memory is bounded.
 */
export class GroupCommit<Item> {
  readonly #options: GroupCommitOptions<Item>;
  #queue: Waiting<Item>[] = [];
  #queuedBytes = 0;
  #underWay = 0;
  #scheduled = false;
  #watched = false;
  readonly #unanswered = new Set<Waiting<Item>>();

  constructor(options: GroupCommitOptions<Item>) {
    this.#options = options;
  }

  add(item: Item): Promise<Commitment> {
    const { waiting, sizeOf } = this.#options;
    const size = sizeOf(item);
    const full = this.#queue.length >= waiting.items || this.#queuedBytes + size > waiting.bytes;
    if (full) return Promise.resolve({ kind: "full" });
    return new Promise((resolve) => {
      const entry = { item, since: Date.now(), answered: false, answer: resolve };
      this.#queue.push(entry);
      this.#unanswered.add(entry);
      this.#queuedBytes += size;
      this.#watch();
      this.#schedule();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.#unanswered.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** After the sockets that are ready have been read, so that what came together is taken together. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#options.lanes) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#queue.length > 0 && this.#underWay < this.#options.lanes) void this.#commitNext();
    });
  }

  async #commitNext(): Promise<void> {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    this.#underWay++;
    let commitment: Commitment;
    try {
      await this.#options.commit(group.map(({ item }) => item));
      commitment = { kind: "committed" };
    } catch (error) {
      commitment = { kind: "failed", error };
    }
    this.#underWay--;
    for (const entry of group) this.#answer(entry, commitment);
    this.#schedule();
  }

  #takeGroup(): Waiting<Item>[] {
    const { group, sizeOf } = this.#options;
    let bytes = 0;
    let count = 0;
    for (const { item } of this.#queue) {
      if (count > 0 && (count >= group.items || bytes + sizeOf(item) > group.bytes)) break;
      bytes += sizeOf(item);
      count++;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, count).filter(({ answered }) => !answered);
  }

  #answer(entry: Waiting<Item>, commitment: Commitment): void {
    if (entry.answered) return;
    entry.answered = true;
    this.#unanswered.delete(entry);
    entry.answer(commitment);
  }

  /** One timer for all: the oldest is the first of the set. */
  #watch(): void {
    if (this.#watched) return;
    this.#watched = true;
    setTimeout(() => {
      this.#watched = false;
      const oldest = Date.now() - this.#options.patienceMs;
      for (const entry of this.#unanswered) {
        if (entry.since > oldest) break;
        this.#answer(entry, { kind: "failed", error: new Error("The database did not answer in time") });
      }
      if (this.#unanswered.size > 0) this.#watch();
    }, 250);
  }
}
