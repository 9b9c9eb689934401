import type { AppInstallation } from "../state/apps.ts";
import type { Plan } from "../state/shop.ts";

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** One query may not cost more, whatever the plan. */
export const MAX_QUERY_COST = 1000;
/** A full bucket holds what runs in during so many seconds. */
const BUCKET_SECONDS = 20;

/** Points a second that the plan restores. */
export function restoreRate(plan: Plan): number {
  if (plan.publicDisplayName === "Enterprise") return 2000;
  if (plan.shopifyPlus) return 1000;
  return plan.publicDisplayName === "Advanced" ? 200 : 100;
}

/** The leaky bucket of one app in one shop, filled up to now. */
export function bucketAt(app: AppInstallation, plan: Plan, now: Date): ThrottleStatus {
  const rate = restoreRate(plan);
  const maximumAvailable = rate * BUCKET_SECONDS;
  const seconds = app.bucket ? Math.max(0, (now.getTime() - app.bucket.at.getTime()) / 1000) : 0;
  const available = app.bucket ? Math.min(maximumAvailable, app.bucket.available + seconds * rate) : maximumAvailable;
  app.bucket = { available, at: now };
  return { maximumAvailable, currentlyAvailable: Math.floor(available), restoreRate: rate };
}

/** Takes points out (or puts them back, when negative). */
export function spend(app: AppInstallation, plan: Plan, now: Date, points: number): ThrottleStatus {
  const before = bucketAt(app, plan, now);
  const left = Math.min(before.maximumAvailable, (app.bucket?.available ?? before.currentlyAvailable) - points);
  app.bucket = { available: left, at: now };
  return { ...before, currentlyAvailable: Math.floor(left) };
}
