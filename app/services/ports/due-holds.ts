import type { Instant } from "#app/domain/kernel/instant.ts";

/** What waits for the end of its hold, inside one transaction. */
export interface DueHolds<Due> {
  /** Shops with something due at `now`; those that uninstalled are frozen. */
  shopsWithDue(now: Instant): Promise<number[]>;
  /** Locks the shop as settling does, then reads what is due, `limit` at most. */
  lockDue(shopId: number, now: Instant, limit: number): Promise<Due[]>;
}
