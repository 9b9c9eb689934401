/** The process dies, or its connection to the database is gone; Postgres' own code for it. */
export class Crash extends Error {
  readonly code = "57P01";
  constructor(at: number) {
    super(`Connection terminated unexpectedly: the process dies at await ${at}`);
  }
}

/** Counts the awaits of what is done, and dies at one of them. */
export class Faults {
  /** How often it died. */
  crashes = 0;
  /** Awaits since it was armed. */
  awaits = 0;
  #dies: (at: number) => boolean = () => false;
  #died = false;

  /** Dies at the nth await from now on, once. */
  arm(nth: number): void {
    this.armWith((at) => at === nth);
  }

  armWith(dies: (at: number) => boolean): void {
    this.awaits = 0;
    this.#dies = dies;
    this.#died = false;
  }

  disarm(): void {
    this.#dies = () => false;
    this.#died = false;
  }

  /** Whether it died since it was armed. Nothing is done after that: every further await dies as well. */
  get died(): boolean {
    return this.#died;
  }

  /** To be called at every await, before what it waits for and after. */
  tick(): void {
    this.awaits += 1;
    if (!this.#died) {
      if (!this.#dies(this.awaits)) return;
      this.crashes += 1;
      this.#died = true;
    }
    throw new Crash(this.awaits);
  }
}

/** The same functions, each of which may die before it is done or before its answer is heard. */
export function frail<T extends object>(faults: Faults, given: T): T {
  return new Proxy(given, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value === "object" && value !== null) return frail(faults, value);
      if (typeof value !== "function") return value;
      return async (...rest: unknown[]) => {
        faults.tick();
        const result: unknown = await Reflect.apply(value, target, rest);
        faults.tick();
        return result;
      };
    },
  });
}
