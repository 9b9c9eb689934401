import type { OrderFacts } from "#app/domain/order/facts.ts";
import type { TextRef } from "#app/domain/order/rank.ts";
import type { IncomingFact, StoredOrder } from "../../ports/settling.ts";

/**
 * The bodies whose canonical texts may be asked for: those that tie with another one of their order in everything else.
 * They are rare, so most batches read none.
 */
export function tiedTexts(stored: readonly StoredOrder[], incoming: readonly IncomingFact[]): TextRef[] {
  const groups = new Map<string, Set<TextRef>>();
  const note = (key: string, text: TextRef): void => {
    const group = groups.get(key);
    if (group) group.add(text);
    else groups.set(key, new Set([text]));
  };
  for (const { shopId, orderId, facts } of stored)
    for (const [key, text] of marksOf(facts)) note(`${shopId} ${orderId} ${key}`, text);
  for (const { shopId, fact, triggeredAt, text } of incoming) {
    const key = `${shopId} ${fact.orderId}`;
    if (fact.kind === "order") note(`${key} ${rankKey(fact.body.rank)}`, text);
    note(`${key} ${triggeredAt}`, text);
  }
  return [...groups.values()].filter((group) => group.size > 1).flatMap((group) => [...group]);
}

const rankKey = ({
  updatedAt,
  triggeredAt,
  refunds,
}: {
  updatedAt: number;
  triggeredAt: number;
  refunds: number;
}): string => `${updatedAt}/${triggeredAt}/${refunds}`;

function* marksOf(facts: OrderFacts): Iterable<[string, TextRef]> {
  const ranks = [
    facts.newest?.rank,
    facts.newestPaid?.rank,
    facts.customer?.rank,
    ...facts.evidence.map(({ rank }) => rank),
    ...facts.refunds.map(({ listed }) => listed ?? undefined),
  ];
  for (const rank of ranks) if (rank !== undefined) yield [rankKey(rank), rank.text];
  for (const { triggeredAt, text } of [...facts.refunds, ...facts.chargebacks]) yield [String(triggeredAt), text];
}
