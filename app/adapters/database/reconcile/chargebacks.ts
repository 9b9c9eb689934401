import type { Pool } from "pg";
import { type PackedFacts, unpackFacts } from "#app/domain/order/facts-codec.ts";
import type { FetchedChargeback } from "#app/services/ports/order-source.ts";
import type { ChargebackBehind, ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import { packDelivery, storeDeliveries } from "../inbox/store.ts";
import { instantText } from "../types.ts";
import { dayOf } from "./counts.ts";

type Chargebacks = Pick<ReconciliationStore, "chargebacksBehind" | "deliverChargeback" | "countChargebacks">;
type Row = { order_id: bigint; facts: string };

export function reconciledChargebacks(pool: Pick<Pool, "query">, apiVersion: string): Chargebacks {
  return {
    async chargebacksBehind(shop, fetched) {
      if (fetched.length === 0) return [];
      const { rows } = await pool.query<Row>(
        "SELECT order_id, facts FROM order_states WHERE shop_id = $1 AND order_id = ANY ($2::bigint[])",
        [shop.id, fetched.map(({ orderId }) => orderId)],
      );
      const known = new Map(rows.map(({ order_id, facts }) => [String(order_id), statesIn(facts)]));
      return fetched.flatMap((chargeback): ChargebackBehind[] => {
        const knownAs = known.get(chargeback.orderId)?.get(chargeback.chargebackId) ?? null;
        return knownAs === stateOf(chargeback) ? [] : [{ ...chargeback, knownAs }];
      });
    },

    async deliverChargeback(shop, chargeback, askedAt) {
      const delivery = packDelivery({
        shopDomain: shop.domain,
        topic: "disputes/update",
        webhookId: fetchedId(chargeback),
        eventId: null,
        triggeredAt: askedAt,
        apiVersion,
        body: Buffer.from(JSON.stringify(chargeback.body)),
      });
      return (await storeDeliveries(pool, [delivery])) === 1;
    },

    async countChargebacks(shopId, kind, at, healed) {
      await pool.query(
        `INSERT INTO reconciliations AS r (shop_id, kind, day, state, from_at, chargebacks, started_at)
         VALUES ($1, $2::reconciliation_kind, $3, 'done', $4, $5, $4)
         ON CONFLICT (shop_id, kind, day) DO UPDATE SET chargebacks = r.chargebacks + excluded.chargebacks`,
        [shopId, kind, dayOf(at), instantText(at), healed],
      );
    },
  };
}

const stateOf = ({ type, status }: Pick<FetchedChargeback, "type" | "status">): string => `${type} ${status}`;

function statesIn(facts: string): ReadonlyMap<string, string> {
  const { chargebacks } = unpackFacts(JSON.parse(facts) as PackedFacts);
  return new Map(chargebacks.map(({ chargeback }) => [chargeback.id, stateOf(chargeback)]));
}

/** Names a change that was fetched: the same one is put into the inbox once. */
const fetchedId = ({ chargebackId, knownAs, ...now }: ChargebackBehind): string =>
  `reconcile-dispute-${chargebackId}-${knownAs ?? "unknown"}-${stateOf(now)}`.replaceAll(" ", "-");
