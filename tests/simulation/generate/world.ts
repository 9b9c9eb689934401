import type { Delivery } from "../reference/output.ts";
import { day, iso } from "./calendar.ts";
import { Dice } from "./dice.ts";
import { offerOf, type OfferDoc } from "./offer.ts";
import { tasteOf, type Scene } from "./scene.ts";
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

/** Not given, some day, an instant of a delivery, or a likely end of a hold. */
function nowOf(dice: Dice, deliveries: readonly Delivery[]): { now?: string } {
  if (dice.chance(20) || deliveries.length === 0) return {};
  const { triggeredAt, body } = dice.pick(deliveries);
  const processed = (body as { processed_at?: string | null }).processed_at ?? triggeredAt;
  const after = Date.parse(processed) / 1000 + dice.pick([0, 14, 30, 30, 30]) * 86_400;
  return { now: dice.pick([iso(day(dice.int(20, 150))), triggeredAt, iso(Math.floor(after)), iso(day(150))]) };
}

const COUNTS: Readonly<Record<Scene["taste"], readonly number[]>> = {
  anything: [1, 1, 2, 3, 4],
  evidence: [1, 1, 2],
  money: [1, 1, 2],
  totals: [3, 5, 8, 12],
  customers: [2, 3, 4, 6],
};

/** The world of a seed: an offer and what a shop would tell of 1 to 12 orders, some of it late, twice, or never. */
export function worldOf(seed: number): World {
  const dice = new Dice(seed);
  const taste = tasteOf(dice);
  const offer = offerOf(dice, taste);
  const scene: Scene = { offer, taste };
  const count = dice.pick(COUNTS[taste]);
  const ids = dice.shuffled(Array.from({ length: count }, (_, i) => (i === 2 ? 20 : 8 + i)));
  const stories = ids.map((id) => new Story(dice, scene, id).told);
  const told = stories.flatMap((story) => story.filter((_, i) => i === 0 || !dice.chance(8)));
  const lost = dice.chance(5) ? told.slice(1) : told;
  const all = [...lost, ...lost.flatMap((one) => sentAgain(dice, one))].map((one) => delayed(dice, one));
  if (dice.chance(15)) all.push(other(dice, 1), other(dice, 2), other(dice, 3));
  all.sort((a, b) => a.at - b.at);
  const deliveries = all.slice(0, MOST_DELIVERIES).map((one) => one.delivery);
  return { offer, deliveries, ...nowOf(dice, deliveries) };
}
