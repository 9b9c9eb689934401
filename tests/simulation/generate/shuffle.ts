import type { Delivery } from "../reference/output.ts";
import { Dice } from "./dice.ts";

const ORDER_TOPICS = new Set(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"]);

function orderIn(delivery: Delivery): string | undefined {
  if (!ORDER_TOPICS.has(delivery.topic)) return undefined;
  return String((delivery.body as { id?: unknown }).id);
}

/**
 * What `--shuffle` may do: between one order's first appearance and the next one's, deliveries change places (the first
 * stays first), and any may be repeated at any later place.
 */
export function shuffled(deliveries: readonly Delivery[], seed: number): Delivery[] {
  const dice = new Dice(seed);
  const seen = new Set<string>();
  const stretches: { first: Delivery[]; rest: Delivery[] }[] = [{ first: [], rest: [] }];
  for (const delivery of deliveries) {
    const order = orderIn(delivery);
    if (order !== undefined && !seen.has(order)) {
      seen.add(order);
      stretches.push({ first: [delivery], rest: [] });
    } else stretches.at(-1)?.rest.push(delivery);
  }
  const moved = stretches.flatMap(({ first, rest }) => [...first, ...dice.shuffled(rest)]);
  for (const delivery of dice.some(moved, 20)) {
    const place = moved.indexOf(delivery);
    moved.splice(dice.int(place + 1, moved.length), 0, delivery);
  }
  return moved;
}
