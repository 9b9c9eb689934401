import { canonicalText } from "#app/domain/kernel/text.ts";
import { parseInstant } from "#app/domain/kernel/instant.ts";
import { startReplay } from "#app/server/replay.ts";
import { parseReplayOffer } from "#app/services/replay/offer-document.ts";
import { Balances, orderOutput } from "#app/services/replay/output.ts";
import type { Delivery, ReplayOutput } from "./reference/output.ts";

/**
 * `npm run replay -- --json` in this process, without its files.
 *
 * @throws on input that the command refuses
 */
export function replay(offer: unknown, deliveries: Iterable<Delivery>, options: { now?: string }): ReplayOutput {
  const parsed = parseReplayOffer(offer);
  if (parsed.kind !== "offer") throw new Error(parsed.problems.map((one) => `${one.path}: ${one.message}`).join("\n"));
  const taken: Delivery[] = [];
  const run = startReplay(parsed.offer, (ref) => canonicalText(taken[ref]?.body));
  // A copy, as from a file: the engine may keep what it is given.
  for (const delivery of deliveries) run.take(structuredClone(asRecord(delivery)), taken.push(delivery) - 1);
  const now = options.now === undefined ? run.latest : parseInstant(options.now);
  if (now === null) throw new Error(`--now ${options.now}: not an instant`);
  const balances = new Balances();
  const orders: unknown[] = [];
  for (const verdict of run.verdicts(now)) {
    balances.add(verdict);
    orders.push(orderOutput(verdict, parsed.offer.currency));
  }
  const output = { orders, balances: balances.output(parsed.offer.currency), deliveries: run.counts };
  // As the command prints it.
  return JSON.parse(JSON.stringify(output)) as ReplayOutput;
}

function asRecord(delivery: Delivery): Delivery & { body: Record<string, unknown> } {
  const { body } = delivery;
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Error("a body that is no object");
  return { ...delivery, body: body as Record<string, unknown> };
}
