import type { Pool } from "pg";
import { formatInstant } from "#app/domain/kernel/instant.ts";
import { newestUpdatedAt, type PackedFacts } from "#app/domain/order/facts-codec.ts";
import type { OrderStamp } from "#app/services/ports/order-source.ts";
import type { Behind, ReconciledShop } from "#app/services/ports/reconciliation.ts";
import { deliveryKey } from "../inbox/store.ts";

/** Names a state of an order that was fetched: the same state is put into the inbox once. */
export const fetchedId = ({ orderId, updatedAt }: OrderStamp): string =>
  `reconcile-${orderId}-${formatInstant(updatedAt)}`;

type Row = { order_id: bigint; facts: string };

/**
 * Those of the orders that are unknown, or known in an older state. What was fetched in that state already is left out:
 * it was set aside, or its clock is ahead and it counts as older than it says.
 */
export async function behind(
  pool: Pick<Pool, "query">,
  shop: ReconciledShop,
  stamps: readonly OrderStamp[],
): Promise<Behind[]> {
  if (stamps.length === 0) return [];
  const { rows } = await pool.query<Row>({
    name: "reconcile-states",
    text: "SELECT order_id, facts FROM order_states WHERE shop_id = $1 AND order_id = ANY ($2::bigint[])",
    values: [shop.id, stamps.map(({ orderId }) => orderId)],
  });
  const known = new Map(
    rows.map(({ order_id, facts }) => [String(order_id), newestUpdatedAt(JSON.parse(facts) as PackedFacts)]),
  );
  const found = stamps.flatMap((stamp): Behind[] => {
    const updatedAt = known.get(stamp.orderId) ?? null;
    if (updatedAt === null) return [{ ...stamp, kind: "missing" }];
    return updatedAt < stamp.updatedAt ? [{ ...stamp, kind: "newer" }] : [];
  });
  if (found.length === 0) return [];
  const fetched = await seen(
    pool,
    found.map((stamp) => keyOf(shop, stamp)),
  );
  return found.filter((stamp) => !fetched.has(keyOf(shop, stamp)));
}

const uuidOf = (key: string): string => key.replaceAll("-", "").toLowerCase();

const keyOf = (shop: ReconciledShop, stamp: OrderStamp): string =>
  uuidOf(
    deliveryKey({
      shopDomain: shop.domain,
      topic: "orders/updated",
      webhookId: fetchedId(stamp),
      eventId: null,
      triggeredAt: null,
      apiVersion: "",
    }),
  );

async function seen(pool: Pick<Pool, "query">, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ key: string }>("SELECT key FROM deliveries_seen WHERE key = ANY ($1::uuid[])", [
    keys,
  ]);
  return new Set(rows.map(({ key }) => uuidOf(key)));
}
