import type { Queryable } from "#app/adapters/database/connect.ts";
import { packDelivery, storeDeliveries } from "#app/adapters/database/inbox/store.ts";
import { inboxWork } from "#app/adapters/database/inbox/work.ts";
import { parseDelivery } from "#app/adapters/shopify/webhooks/parse-delivery.ts";
import { snapshotAsIfReal } from "#app/domain/order/as-if-real.ts";
import type { ParseDelivery } from "#app/services/ports/deliveries.ts";
import type { Delivery, InboxWork, Outcome } from "#app/services/ports/inbox.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { processDeliveries } from "#app/services/inbox/process-deliveries.ts";

/** Puts one delivery into the inbox and has it worked off alone, both within the transaction of `client`. */
export async function workOff(client: Queryable, delivery: Delivery, settle: Settle): Promise<Outcome> {
  await storeDeliveries(client, [packDelivery(delivery)]);
  const id = await storedAs(client, delivery.webhookId);
  const outcomes: Outcome[] = [];
  const real = inboxWork(client);
  const inbox: InboxWork = {
    ...real,
    claim: () => real.claimThese([id]),
    async finish(finished) {
      outcomes.push(...finished.map(({ outcome }) => outcome));
      await real.finish(finished);
    },
  };
  await processDeliveries(
    {
      transaction: (work) => work({ inbox, settle, topics: {} }),
      parse: parseAsIfReal,
      quietTopics: new Set(),
      lastingTopics: new Set(),
      // Whatever fails is thrown: nobody is here to try again.
      isTransient: () => true,
      onFailure: () => undefined,
    },
    { rows: 1, bytes: Number.MAX_SAFE_INTEGER },
  );
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("the inbox did not hand out a delivery that it took");
  return outcome;
}

const parseAsIfReal: ParseDelivery = (...delivery) => {
  const parsed = parseDelivery(...delivery);
  if (parsed.kind !== "fact" || parsed.fact.kind !== "order") return parsed;
  const { body } = parsed.fact;
  return {
    ...parsed,
    fact: { ...parsed.fact, body: { ...body, snapshot: snapshotAsIfReal(body.snapshot) } },
  };
};

async function storedAs(client: Queryable, webhookId: string): Promise<number> {
  const { rows } = await client.query<{ id: bigint }>(
    "SELECT id FROM inbox WHERE state = 'pending' AND received_at >= now() - interval '1 minute' AND webhook_id = $1",
    [webhookId],
  );
  if (!rows[0]) throw new Error("the inbox did not keep a delivery that it took");
  return Number(rows[0].id);
}
