import { Client } from "pg";
import type { Faults } from "../faults.ts";

/** Whose awaits are counted, and may be the last: one world at a time. */
export const current: { faults: Faults | null } = { faults: null };

type Query = (...given: unknown[]) => unknown;

/**
 * A connection that is cut where the world says so: before a statement reaches the server, or after a commit has happened and
 * before anybody hears of it. What was not committed is rolled back by the server, as when a process dies.
 */
export class FrailClient extends Client {
  constructor(...options: ConstructorParameters<typeof Client>) {
    super(...options);
    const send = this.query.bind(this) as Query;
    const cut = () => (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    const frail: Query = (...given) => {
      const heard = given.at(-1);
      try {
        current.faults?.tick();
      } catch (error) {
        cut();
        return typeof heard === "function" ? void heard(error) : Promise.reject(error as Error);
      }
      const result = send(...given);
      return given[0] === "COMMIT" && result instanceof Promise ? result.then(unheard(cut)) : result;
    };
    this.query = frail as typeof this.query;
  }
}

const unheard =
  (cut: () => void) =>
  <T>(result: T): T => {
    try {
      current.faults?.tick();
    } catch (error) {
      cut();
      throw error;
    }
    return result;
  };
