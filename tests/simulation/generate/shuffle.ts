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
 *
 * @param anyBodyFirst another body of the same order from that stretch may come first too: the law of the engine itself, that
 * any permutation of one order's deliveries between the first bodies of others ends in the same balances
 */
export function shuffled(deliveries: readonly Delivery[], seed: number, anyBodyFirst = false): Delivery[] {
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
  if (anyBodyFirst) for (const stretch of stretches) swapFirst(stretch, dice);
  const moved = stretches.flatMap(({ first, rest }) => [...first, ...dice.shuffled(rest)]);
  for (const delivery of dice.some(moved, 20)) {
    const place = moved.indexOf(delivery);
    moved.splice(dice.int(place + 1, moved.length), 0, delivery);
  }
  return moved;
}

function swapFirst({ first, rest }: { first: Delivery[]; rest: Delivery[] }, dice: Dice): void {
  const [body] = first;
  const others = rest.filter((one) => body && orderIn(one) === orderIn(body));
  if (!body || others.length === 0 || dice.chance(50)) return;
  const chosen = dice.pick(others);
  first[0] = chosen;
  rest[rest.indexOf(chosen)] = body;
}
