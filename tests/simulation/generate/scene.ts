import { day } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { OfferDoc } from "./offer.ts";

/** What a world is rich in; a world of everything at once hides each part behind the others. */
export type Taste = "anything" | "evidence" | "money" | "totals" | "customers";
export type Scene = { offer: OfferDoc; taste: Taste };

export function tasteOf(dice: Dice): Taste {
  return dice.pick(["anything", "anything", "evidence", "money", "totals", "totals", "customers"]);
}

/**
 * A day on which things begin, end and are ordered: few enough that limits are met exactly, now and then 14 days after another
 * such day, the first or last of a month (2026-10-31 and 11-30, 12-01 …), or any day.
 */
export function someDay(dice: Dice): number {
  const count = dice.pick([
    () => 5 * dice.int(0, 15),
    () => 5 * dice.int(0, 15),
    () => 5 * dice.int(0, 12) + 14,
    () => dice.pick([0, 31, 61, 30, 60, 91]),
    () => dice.pick([30, 60]),
    () => dice.int(0, 75),
  ])();
  return day(count);
}
