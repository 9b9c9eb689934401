import type { Instant } from "#app/domain/kernel/instant.ts";

/** Work for later, by name; the payload is ids and nothing else. */
export type Jobs = {
  "sync-discount": { shopId: number; offerId: string };
  "create-code": { shopId: number; codeId: string };
  "retire-shop-codes": { shopId: number };
  "send-mail": { mailId: string };
  "reconcile-orders": { shopId: number };
  "sweep-orders": { shopId: number };
  "back-fill-orders": { shopId: number };
  "fetch-order-facts": { shopId: number };
  "announce-terms": { shopId: number; offerId: string; versionId: string; after: string | null };
  "mail-invitations": { shopId: number };
  "activate-pixel": { shopId: number };
  "tell-budget": {
    shopId: number;
    offerId: string;
    budgetMinor: string;
    stage: "ends_soon" | "used_up";
    /** Whether they were told before that it ends soon. */
    warned: boolean;
    after: string | null;
  };
  "tell-frozen": { shopId: number; since: number; after: string | null };
  "tell-reviewed": { shopId: number; creatorId: string };
  "tell-waiting": { shopId: number };
  "submit-payout": { shopId: number; payoutId: string };
};

export type JobName = keyof Jobs;

export type JobQueue = {
  /**
   * Adds a job inside the transaction that makes it necessary: both happen or neither.
   * @param options.key one job of a key waits at a time; a later one replaces it
   * @param options.runAt by the machine's clock; default: at once
   */
  add<Name extends JobName>(
    name: Name,
    payload: Jobs[Name],
    options?: { key?: string; runAt?: Instant },
  ): Promise<void>;
  /** Many of a kind in one statement, each at once. */
  addEach<Name extends JobName>(name: Name, jobs: readonly { payload: Jobs[Name]; key: string }[]): Promise<void>;
};
