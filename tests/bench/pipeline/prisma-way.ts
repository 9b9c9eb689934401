import type { Pool } from "pg";
import { factSealer } from "../../../app/adapters/database/settling/seal.ts";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { unpackBody } from "../../../app/adapters/database/inbox/body.ts";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Currency } from "../../../app/domain/money/currency.ts";
import { settleOrders } from "../../../app/services/settle-orders.ts";
import { signingKey } from "./ours.ts";
import { prismaSettleStore } from "./prisma-store.ts";

/** Transactions under way at once: enough that none waits for another's round trips. */
const atOnce = 4;

type Row = { id: bigint; received_at: number; topic: string; triggered_at: number; encoding: string; body: Buffer };

/** One Prisma interactive transaction a delivery, until the orders of the first `deliveries` are settled. */
export async function prismaWay(pool: Pool, url: string, shopId: number, deliveries: number): Promise<void> {
  const { prisma, close } = openDatabase({ url, max: atOnce });
  const seal = factSealer(signingKey, () => true);
  const { rows } = await pool.query<Row>(
    "SELECT id, received_at, topic, triggered_at, encoding, body FROM inbox ORDER BY id LIMIT $1",
    [deliveries],
  );

  async function process(row: Row): Promise<void> {
    const triggeredAt = instant(row.triggered_at);
    const text = Number(row.id);
    const body: unknown = JSON.parse(Buffer.from(unpackBody(row.encoding, row.body)).toString());
    const parsed = parseDelivery(row.topic, body, "USD" as Currency, { triggeredAt, text });
    if (parsed.kind !== "fact") throw new Error(`a delivery of the bench is ${parsed.kind}`);
    const now = instant(Date.now());
    await prisma.$transaction(
      async (tx) => {
        await settleOrders(prismaSettleStore(tx, now), { now, seal }, [
          { shopId, fact: parsed.fact, triggeredAt, text },
        ]);
        const key = { id: row.id, receivedAt: new Date(row.received_at) };
        await tx.inboxDelivery.update({ where: { id_receivedAt: key }, data: { state: "done", doneAt: new Date() } });
      },
      { maxWait: 60_000, timeout: 60_000 },
    );
  }

  try {
    // An order's deliveries stand together: a lane takes every fourth group of them, so that no two lanes share an order.
    await Promise.all(
      Array.from({ length: atOnce }, async (_, lane) => {
        const share = Math.ceil(rows.length / atOnce);
        for (const row of rows.slice(lane * share, (lane + 1) * share)) await process(row);
      }),
    );
  } finally {
    await close();
  }
}
