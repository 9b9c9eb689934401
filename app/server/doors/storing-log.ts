type Log = { warn(fields: object, message: string): void };

/** While nothing can be stored, a line each time would bury its own reason. */
const quietMs = 1_000;

/** Says that webhooks cannot be stored, with why and how many, once a second at most; and when they can be again. */
export function createStoringLog(log: Log, now: () => number = Date.now) {
  let saidAt: number | undefined;
  let unsaid = 0;
  return {
    failed(error: unknown, deliveries: number): void {
      unsaid += deliveries;
      if (saidAt !== undefined && now() - saidAt < quietMs) return;
      log.warn({ err: error, deliveries: unsaid }, "webhooks not stored; Shopify will send them again");
      saidAt = now();
      unsaid = 0;
    },
    stored(): void {
      if (saidAt === undefined) return;
      log.warn({ deliveries: unsaid }, "webhooks are stored again");
      saidAt = undefined;
      unsaid = 0;
    },
  };
}
