import { createHmac, randomUUID } from "node:crypto";
import type { TestDatabase } from "../../setup/test-database.ts";
import type { Pool, PoolClient } from "pg";
import { packDelivery, storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Delivery } from "../../../app/services/ports/inbox.ts";
import type { IncomingFact, Settle } from "../../../app/services/ports/settling.ts";
import { processDepsOf } from "../../../app/server/worker.ts";
import type { ProcessDeps } from "../../../app/services/inbox/process-deliveries.ts";

export const secret = "hush";
export const shopDomain = "demo.myshopify.com";
export const triggered = instant(Date.parse("2026-11-20T10:00:00Z"));

export const sign = (body: string | Uint8Array, by = secret): string =>
  createHmac("sha256", by).update(body).digest("base64");

/** A shop with the app, in dollars. */
export async function aShop(pool: Pool, domain = shopDomain, currency = "USD"): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `WITH brand AS (INSERT INTO brands (name, slug) VALUES ($1, $1) RETURNING id)
     INSERT INTO shops (brand_id, domain, name, currency, primary_domain, installed_at)
     SELECT id, $1, 'Demo', $2, 'shop.example', '2026-11-01Z' FROM brand RETURNING id`,
    [domain, currency],
  );
  return rows[0]!.id;
}

export const anOrder = (id: number, more: object = {}): object => ({
  id,
  currency: "USD",
  created_at: "2026-11-20T10:00:00Z",
  processed_at: "2026-11-20T10:00:00Z",
  updated_at: "2026-11-20T10:00:00Z",
  financial_status: "paid",
  line_items: [{ id: id * 10, quantity: 1, price: "12.00" }],
  ...more,
});

export function aDelivery(topic: string, body: object | string, more: Partial<Delivery> = {}): Delivery {
  return {
    shopDomain,
    topic,
    webhookId: randomUUID(),
    eventId: null,
    triggeredAt: triggered,
    apiVersion: "2026-10",
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    ...more,
  };
}

export const store = (pool: Pool, ...deliveries: Delivery[]): Promise<number> =>
  storeDeliveries(pool, deliveries.map(packDelivery));

/**
 * A settling that writes each fact into a table inside the worker's transaction, and refuses the orders in `poisoned`: what
 * was rolled back is not there.
 */
export async function recordingSettling(pool: Pool) {
  await pool.query("CREATE TABLE settled (shop_id int, order_id bigint, kind text, text bigint)");
  const poisoned = new Set<string>();
  const settleIn =
    (client: PoolClient): Settle =>
    async (incoming: readonly IncomingFact[]) => {
      for (const { shopId, fact, text } of incoming) {
        await client.query("INSERT INTO settled VALUES ($1, $2, $3, $4)", [shopId, fact.orderId, fact.kind, text]);
        if (poisoned.has(fact.orderId)) throw new Error(`order ${fact.orderId} is poison`);
      }
    };
  const settled = async () => {
    const { rows } = await pool.query<{ order_id: bigint }>("SELECT order_id FROM settled ORDER BY text");
    return rows.map((row) => String(row.order_id));
  };
  return { settleIn, poisoned, settled };
}

/** The worker's dependencies over a test database; failures are collected. */
export function processing(
  database: TestDatabase,
  settleIn: (client: PoolClient) => Settle,
  at = triggered,
): ProcessDeps & { failures: object[] } {
  const failures: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void failures.push(fields) };
  return { ...processDepsOf({ database, settleIn, clock: { now: () => at }, log }), failures };
}

export type InboxRow = { state: string; reason: string | null; attempts: number; topic: string };

export async function inboxRows(pool: Pool): Promise<InboxRow[]> {
  return (await pool.query<InboxRow>("SELECT state, reason, attempts, topic FROM inbox ORDER BY id")).rows;
}
