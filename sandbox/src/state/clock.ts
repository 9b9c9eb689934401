/** The time inside the sandbox: a real clock (or any other) with an offset that tests and the demo move. */
export class Clock {
  #offsetMs = 0;
  readonly #base: () => number;

  /** @param base milliseconds since the epoch; the machine's clock by default */
  constructor(base: () => number = Date.now) {
    this.#base = base;
  }

  now(): Date {
    return new Date(this.#base() + this.#offsetMs);
  }

  /** The time that nobody moves: of tokens, rate limits and the progress of asynchronous work. */
  machine(): Date {
    return new Date(this.#base());
  }

  /** Moves the time by so many milliseconds, backwards when negative. */
  move(ms: number): void {
    this.#offsetMs += ms;
  }

  /** Makes it `instant` now; the clock goes on from there. */
  travelTo(instant: Date): void {
    this.#offsetMs = instant.getTime() - this.#base();
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }
}
