import type { Delivery } from "../reference/output.ts";
import { day, iso } from "./calendar.ts";
import { Dice } from "./dice.ts";
import { offerOf, type OfferDoc } from "./offer.ts";
import { Story, type Timed } from "./story.ts";

/** One thing to replay; `now` as `--now` would have it. */
export type World = { offer: OfferDoc; deliveries: Delivery[]; now?: string };

const MOST_DELIVERIES = 45;

function delayed(dice: Dice, { at, delivery }: Timed): Timed {
  return { at: at + dice.pick([0, 0, 0, 0, 0, 5, -5, 3600, 4 * 86_400, -86_400]), delivery };
}

/** Sent again: by the same id, or as a delivery of its own with the same or a later trigger. */
function sentAgain(dice: Dice, { at, delivery }: Timed): Timed[] {
  const later = { at: at + dice.pick([1, 60, 86_400]), delivery };
  if (dice.chance(6)) return [later];
  if (!dice.chance(6)) return [];
  const triggeredAt = dice.chance(50) ? delivery.triggeredAt : iso(later.at);
  return [{ ...later, delivery: { ...delivery, webhookId: `${delivery.webhookId}-again`, triggeredAt } }];
}

function other(dice: Dice, index: number): Timed {
  const at = day(dice.int(0, 75));
  const topic = dice.pick(["products/update", "orders/edited", "app/uninstalled"]);
  return {
    at,
    delivery: {
      topic,
      shop: "demo.myshopify.com",
      webhookId: `other-${index % 2}`,
      triggeredAt: iso(at),
      body: { id: 1 },
    },
  };
}

/** The world of a seed: an offer and what a shop would tell of 1 to 12 orders, some of it late, twice, or never. */
export function worldOf(seed: number): World {
  const dice = new Dice(seed);
  const offer = offerOf(dice);
  const count = dice.pick([1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12]);
  const ids = dice.shuffled(Array.from({ length: count }, (_, i) => (i === 2 ? 20 : 8 + i)));
  const stories = ids.map((id) => new Story(dice, offer, id).told);
  const told = stories.flatMap((story) => story.filter((_, i) => i === 0 || !dice.chance(8)));
  const lost = dice.chance(5) ? told.slice(1) : told;
  const all = [...lost, ...lost.flatMap((one) => sentAgain(dice, one))].map((one) => delayed(dice, one));
  if (dice.chance(15)) all.push(other(dice, 1), other(dice, 2), other(dice, 3));
  all.sort((a, b) => a.at - b.at);
  const deliveries = all.slice(0, MOST_DELIVERIES).map((one) => one.delivery);
  const now = dice.chance(75) ? iso(day(dice.pick([20, 40, 60, 75, 90, 120, 150]))) : undefined;
  return { offer, deliveries, ...(now === undefined ? {} : { now }) };
}
