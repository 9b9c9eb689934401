import type { Instant } from "#app/domain/kernel/instant.ts";

/** Who did what in a shop. Ids and names of things alone, no personal data. */
export type ActivityEntry = {
  shopId: number;
  /** A merchant's user id, or `system`. */
  actor: string;
  action: string;
  /** What it was done to, as `offer:<id>`. */
  subject: string;
  detail?: Record<string, string | number | boolean | null>;
  at: Instant;
};

export type ActivityLog = {
  record(entry: ActivityEntry): Promise<void>;
  /** The newest entry about a subject among these actions. */
  latest(shopId: number, subject: string, actions: readonly string[]): Promise<ActivityEntry | null>;
};
