import { worldOf } from "../../simulation/generate/world.ts";

/** Links are unique over all shops and e-mail addresses over all creators, so each world has its own. */
export function own<T>(value: T, seed: number): T {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/tok/gi, `s${seed}$&`)
      .replaceAll(/@(example\.com)/gi, `@s${seed}.$1`),
  ) as T;
}

/** A replay takes no deliveries, and a partnership that ended before it began; a shop has neither. */
export function possible(seed: number): boolean {
  const { deliveries, offer } = worldOf(seed);
  const ordered = offer.partnerships.every(
    ({ activeFrom, activeUntil }) => !activeUntil || !activeFrom || String(activeFrom) <= String(activeUntil),
  );
  return deliveries.length > 0 && ordered;
}
