import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { CaptureLimits, CreatorDirectory, Funnel, FunnelStep } from "../ports/capture.ts";
import type { Clock } from "../ports/clock.ts";

export type CollectDeps = { directory: CreatorDirectory; funnel: Funnel; limits: CaptureLimits; clock: Clock };

/** A step as the pixel tells it; nobody has signed it, so it counts and never pays. */
export type PixelEvent = Omit<FunnelStep, "at"> & { readonly account: string; readonly at: Instant };

export type Collected = { readonly kind: "collected" | "unknown_shop" | "limited" | "out_of_time" };

const HOUR_MS = 3_600_000;

/** Counts a step of a visit. Steps from another day than ours are a wrong clock or a replay, and are left out. */
export async function collectPixelEvent(deps: CollectDeps, address: string, event: PixelEvent): Promise<Collected> {
  const { directory, funnel, limits, clock } = deps;
  if (!(await limits.take("events_address", address))) return { kind: "limited" };
  if (!(await limits.take("events_shop", event.account))) return { kind: "limited" };
  const shop = await directory.shop(event.account);
  if (shop === null) return { kind: "unknown_shop" };
  const { account: _, ...step } = event;
  if (Math.abs(step.at - clock.now()) > 24 * HOUR_MS) return { kind: "out_of_time" };
  await funnel.record(shop.id, { ...step, at: instant(step.at) });
  return { kind: "collected" };
}
