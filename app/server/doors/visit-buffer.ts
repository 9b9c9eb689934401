import type { RecordVisits, Visit } from "#app/services/ports/clicks.ts";

export type VisitBufferOptions = {
  record: RecordVisits;
  /** Whether a failure passes; what failed otherwise is given up. */
  isTransient: (error: unknown) => boolean;
  log: { warn(fields: object, message: string): void };
  everyMs?: number;
  most?: number;
};

/**
 * Collects visits and writes them down a few times a second, so that no shopper waits for it. A crash loses what it holds
 * (`everyMs` at most, while the database is there): counts only, since the click itself travels in the shopper's address,
 * signed. While the database is away it holds `most`, and then forgets new ones.
 */
export class VisitBuffer {
  readonly #options: Required<VisitBufferOptions>;
  #waiting: Visit[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #forgotten = 0;

  constructor(options: VisitBufferOptions) {
    this.#options = { everyMs: 200, most: 20_000, ...options };
  }

  add(visit: Visit): void {
    if (this.#waiting.length >= this.#options.most) {
      this.#forgotten++;
      return;
    }
    this.#waiting.push(visit);
    if (this.#timer === undefined) this.#schedule();
  }

  /** Writes what waits; resolves when nothing is left, or it cannot be written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    this.#writing = this.#write();
    await this.#writing;
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.flush(), this.#options.everyMs);
  }

  async #write(): Promise<void> {
    const { record, isTransient, log } = this.#options;
    const visits = this.#waiting;
    if (visits.length === 0) return;
    this.#waiting = [];
    try {
      await record(visits);
      if (this.#forgotten > 0)
        log.warn({ visits: this.#forgotten }, "visits were not counted while the database was away");
      this.#forgotten = 0;
    } catch (error) {
      const again = isTransient(error);
      log.warn({ err: error, visits: visits.length, again }, "visits could not be written down");
      if (!again) return;
      this.#waiting = [...visits, ...this.#waiting];
      this.#schedule();
    }
  }
}
