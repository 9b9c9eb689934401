import { parseDelivery } from "#app/adapters/shopify/webhooks/parse-delivery.ts";
import { parseInstant } from "#app/domain/kernel/instant.ts";
import { canonicalText } from "#app/domain/kernel/text.ts";
import type { TextOf } from "#app/domain/order/rank.ts";
import { type ReplayOffer, parseReplayOffer } from "#app/services/replay/offer-document.ts";
import { Balances, type ReplayOutput, orderOutput } from "#app/services/replay/output.ts";
import { type Delivery, InvalidDelivery, Replay } from "#app/services/replay/replay.ts";

/** A replay with Shopify's bodies; `textOf` gives a body's canonical text again, on a tie. */
export function startReplay(offer: ReplayOffer, textOf: TextOf): Replay {
  return new Replay(offer, parseDelivery, textOf);
}

/**
 * Replays deliveries that are all in memory.
 *
 * @throws InvalidDelivery naming the field of a bad offer (`offer.rule.percent.bps`) or delivery
 */
export function replay(
  offer: unknown,
  deliveries: Iterable<Delivery>,
  options: { readonly now?: string } = {},
): ReplayOutput {
  const parsed = parseReplayOffer(offer);
  if (parsed.kind === "invalid") {
    const problem = parsed.problems[0];
    throw new InvalidDelivery(`offer.${problem?.path ?? ""}`, problem?.message ?? "is invalid");
  }
  const bodies: unknown[] = [];
  const run = startReplay(parsed.offer, (ref) => canonicalText(bodies[ref]));
  for (const delivery of deliveries) run.take(delivery, bodies.push(delivery.body) - 1);

  const now = options.now === undefined ? run.latest : parseInstant(options.now);
  if (now === null)
    throw new InvalidDelivery("now", `${JSON.stringify(options.now)} is not an ISO 8601 time with its zone`);
  const balances = new Balances();
  const { currency } = parsed.offer;
  const orders = [...run.verdicts(now)].map((verdict) => {
    balances.add(verdict);
    return orderOutput(verdict, currency);
  });
  return { orders, balances: balances.output(currency), deliveries: run.counts };
}
