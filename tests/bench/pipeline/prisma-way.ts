import type { Pool } from "pg";
import { factSealer } from "../../../app/adapters/database/settling/seal.ts";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { unpackBody } from "../../../app/adapters/database/inbox/body.ts";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { instant, type Instant } from "../../../app/domain/kernel/instant.ts";
import type { Currency } from "../../../app/domain/money/currency.ts";
import type { OrderFact } from "../../../app/services/ports/deliveries.ts";
import { settleOrders } from "../../../app/services/orders/settle-orders.ts";
import { keys } from "./ours.ts";
import { prismaSettleStore } from "./prisma-store.ts";

/** Transactions under way at once: enough that none waits for another's round trips. */
const atOnce = 4;

type Row = { id: bigint; received_at: number; topic: string; triggered_at: number; encoding: string; body: Buffer };

type Arrived = { row: Row; triggeredAt: Instant; text: number; fact: OrderFact };

function arrived(row: Row): Arrived {
  const triggeredAt = instant(row.triggered_at);
  const text = Number(row.id);
  const body: unknown = JSON.parse(Buffer.from(unpackBody(row.encoding, row.body)).toString());
  const parsed = parseDelivery(row.topic, body, "USD" as Currency, { triggeredAt, text });
  if (parsed.kind !== "fact") throw new Error(`a delivery of the bench is ${parsed.kind}`);
  return { row, triggeredAt, text, fact: parsed.fact };
}

/** What no two transactions may touch at once: an order, and the others of its customer. */
function customerOf({ fact }: Arrived): number {
  if (fact.kind !== "order" || fact.body.customer.kind !== "known")
    throw new Error("a delivery of the bench is no order of a known customer");
  return Number(fact.body.customer.id);
}

/**
 * One Prisma interactive transaction a delivery, until the orders of the first `deliveries` are settled. Without the shop's
 * lock, which would make them wait for each other: instead a customer's deliveries all go one way. (The inbox keeps those
 * that came together in the sequence of their keys, so neighbours need not be of one order.)
 */
export async function prismaWay(pool: Pool, url: string, shopId: number, deliveries: number): Promise<void> {
  const { prisma, close } = openDatabase({ url, max: atOnce });
  const seal = factSealer(keys.hashKey, () => true)();
  const { rows } = await pool.query<Row>(
    "SELECT id, received_at, topic, triggered_at, encoding, body FROM inbox ORDER BY id LIMIT $1",
    [deliveries],
  );

  async function process({ row, triggeredAt, text, fact }: Arrived): Promise<void> {
    const now = instant(Date.now());
    await prisma.$transaction(
      async (tx) => {
        await settleOrders(prismaSettleStore(tx, now), { now, seal }, [{ shopId, fact, triggeredAt, text }]);
        const key = { id: row.id, receivedAt: new Date(row.received_at) };
        await tx.inboxDelivery.update({ where: { id_receivedAt: key }, data: { state: "done", doneAt: new Date() } });
      },
      { maxWait: 60_000, timeout: 60_000 },
    );
  }

  try {
    const lanes = Map.groupBy(rows.map(arrived), (one) => customerOf(one) % atOnce);
    await Promise.all(
      [...lanes.values()].map(async (lane) => {
        for (const one of lane) await process(one);
      }),
    );
  } finally {
    await close();
  }
}
