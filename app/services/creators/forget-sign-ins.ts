import { DAY_MS, instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";

type Deps = {
  /** Deletes links and sessions that ended before an instant. */
  signIns: { forgetBefore(at: Instant): Promise<{ links: number; sessions: number }> };
  wallClock: Clock;
};

/** A day, for whoever looks into a complaint about a link that did not work. */
const KEPT_DAYS = 1;

/** Deletes what can sign nobody in any more: used and expired links hold an address each, even if encrypted. */
export async function forgetSignIns({ signIns, wallClock }: Deps): Promise<{ links: number; sessions: number }> {
  return signIns.forgetBefore(instant(wallClock.now() - KEPT_DAYS * DAY_MS));
}
