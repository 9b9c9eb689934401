import type { Fate } from "./plot.ts";
import type { Told } from "./toy-shop.ts";

/** The way from the shop to the door: it loses, repeats and delays, and so changes the sequence. */
export class Network {
  /** What it did, by kind. */
  readonly faults = { lost: 0, repeated: 0, delayed: 0 };
  readonly #onTheWay: { told: Told; step: number; copies: number }[] = [];

  send(told: readonly Told[], fates: readonly Fate[], step: number): void {
    for (const [index, one] of told.entries()) {
      const { copies, delay, lost } = fates[index] ?? { copies: 1, delay: 0, lost: false };
      // Nothing would bring a lost removal or erasure back.
      const mayBeLost = !/^(app|customers)\//.test(one.topic);
      if (lost && mayBeLost) {
        this.faults.lost += 1;
        continue;
      }
      if (copies > 1) this.faults.repeated += 1;
      // Whoever installs the app again does so after it has heard of its removal.
      const wait = one.topic === "app/uninstalled" ? 0 : delay;
      if (wait > 0) this.faults.delayed += 1;
      this.#onTheWay.push({ told: one, step: step + wait, copies });
    }
  }

  /** What arrives by a step, copies of one beside each other. */
  arriving(step: number): Told[] {
    const due = this.#onTheWay.filter((one) => one.step <= step);
    this.#onTheWay.splice(0, this.#onTheWay.length, ...this.#onTheWay.filter((one) => one.step > step));
    return due.flatMap(({ told, copies }) => Array.from({ length: copies }, () => told));
  }
}
