import type { Pool } from "pg";
import { z } from "zod";
import { type PackedFacts, unpackFacts } from "#app/domain/order/facts-codec.ts";
import type { OrderLabel, OrderLabels } from "#app/services/ports/order-labels.ts";
import { unpackBody } from "./inbox/body.ts";

/**
 * Names and titles out of the newest bodies in the inbox: they are read when a page asks for them, so that settling keeps
 * and writes nothing of it.
 */
export const keptOrderLabels =
  (pool: Pick<Pool, "query">): OrderLabels["kept"] =>
  async (shopId, orderIds) => {
    if (orderIds.length === 0) return new Map();
    const { rows: orders } = await pool.query<{ order_id: bigint; facts: string }>(
      "SELECT order_id, facts FROM order_states WHERE shop_id = $1 AND order_id = ANY ($2::bigint[])",
      [shopId, orderIds],
    );
    const orderOf = new Map(orders.flatMap(({ order_id, facts }) => newestBody(facts, String(order_id))));
    const { rows: bodies } = await pool.query<{ id: bigint; encoding: string; body: Buffer }>(
      "SELECT id, encoding, body FROM inbox WHERE id = ANY ($1::bigint[]) AND shop_id = $2 AND encoding <> 'erased'",
      [[...orderOf.keys()], shopId],
    );
    return new Map(
      bodies.flatMap(({ id, encoding, body }) => {
        const [orderId, label] = [orderOf.get(Number(id)), labelIn(unpackBody(encoding, body))];
        return orderId === undefined || label === null ? [] : [[orderId, label] as const];
      }),
    );
  };

function newestBody(facts: string, orderId: string): [number, string][] {
  const { newest } = unpackFacts(JSON.parse(facts) as PackedFacts);
  return newest === null ? [] : [[newest.rank.text, orderId]];
}

const labelled = z.object({
  name: z.string().min(1),
  line_items: z.array(z.object({ id: z.coerce.string(), name: z.string() })).catch([]),
});

/** Null for a body without a name, such as one that we fetched ourselves. */
function labelIn(body: Uint8Array): OrderLabel | null {
  const parsed = labelled.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
  if (!parsed.success) return null;
  const { name, line_items } = parsed.data;
  return { name, lines: new Map(line_items.map((line) => [line.id, line.name])) };
}
