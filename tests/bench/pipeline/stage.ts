import type { Pool } from "pg";
import { packDelivery, storeDeliveries, type PackedDelivery } from "../../../app/adapters/database/inbox/store.ts";
import { keepInbox } from "../../../app/adapters/database/inbox/partitions.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { shopDomain } from "../support/requests.ts";
import { codeOf, creators, deliveriesOf } from "./orders.ts";

/** What settling writes, parents first. */
export const settledTables = [
  "order_states",
  "verdicts",
  "evidence",
  "commissions",
  "credit_series",
  "transfers",
] as const;

/** A shop with one offer, and deliveries kept aside for every round to begin with. */
export async function prepare(pool: Pool, orders: number, firstId = 1_000_000_000): Promise<number> {
  await prepareShop(pool);
  const deliveries = await deliver(pool, orders, firstId);
  await pool.query("CREATE UNLOGGED TABLE bench_inbox AS SELECT * FROM inbox");
  await settle(pool);
  return deliveries;
}

/** A shop with one offer of 10 %, and 1,000 creators who have a code each. */
export async function prepareShop(pool: Pool): Promise<void> {
  await keepInbox(pool, instant(Date.now()));
  await pool.query(
    `WITH brand AS (INSERT INTO brands (name, slug) VALUES ('bench', 'bench') RETURNING id),
     shop AS (INSERT INTO shops (brand_id, domain, name, currency, installed_at) SELECT id, $1, 'bench', 'USD', '2026-01-01Z' FROM brand RETURNING id),
     offer AS (INSERT INTO offers (shop_id, name, status) SELECT id, 'bench', 'live' FROM shop RETURNING shop_id, id),
     version AS (INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, rule_hash, effective_from, published_at)
       SELECT shop_id, id, 1, 'USD', '{"percent":{"bps":1000}}', '', '2026-01-01Z', '2026-01-01Z' FROM offer RETURNING id),
     makers AS (INSERT INTO creators (handle, display_name) SELECT 'creator' || n, 'Creator ' || n FROM generate_series(0, $2 - 1) n RETURNING id, handle),
     partner AS (INSERT INTO partnerships (shop_id, offer_id, creator_id, active_from, accepted_version_id, accepted_terms_hash, accepted_at)
       SELECT offer.shop_id, offer.id, makers.id, '2026-01-01Z', version.id, '', '2026-01-01Z' FROM offer, makers, version
       RETURNING shop_id, id, creator_id)
     INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded, state)
     SELECT shop_id, partner.id, upper(handle), handle, 'active' FROM partner JOIN makers ON makers.id = creator_id`,
    [shopDomain, creators],
  );
  if (codeOf(1).toLowerCase() !== "creator1") throw new Error("the codes of the orders are not those of the creators");
}

/** Puts the deliveries of some orders into the inbox. @returns how many */
export async function deliver(pool: Pool, orders: number, firstId: number): Promise<number> {
  let batch: PackedDelivery[] = [];
  let deliveries = 0;
  for (const delivery of deliveriesOf(orders, firstId)) {
    batch.push(packDelivery(delivery));
    deliveries++;
    if (batch.length < 200) continue;
    await storeDeliveries(pool, batch);
    batch = [];
  }
  if (batch.length > 0) await storeDeliveries(pool, batch);
  return deliveries;
}

/** Everything as before the first delivery was settled. */
export async function reset(pool: Pool, { inbox }: { inbox: boolean }): Promise<void> {
  await truncateSettled(pool);
  await pool.query("UPDATE shop_books SET position = 0");
  if (inbox) await refillInbox(pool);
  await settle(pool);
}

/** The ledger refuses to be emptied; here it may be, on a connection that says so. */
async function truncateSettled(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET session_replication_role = replica; TRUNCATE order_states, account_balances CASCADE`);
  } finally {
    await client.query("RESET session_replication_role");
    client.release();
  }
}

export async function refillInbox(pool: Pool): Promise<void> {
  await pool.query("TRUNCATE inbox");
  await pool.query("INSERT INTO inbox SELECT * FROM bench_inbox");
}

/** What one contender left to be written by the database is not held against the next. */
export async function settle(pool: Pool): Promise<void> {
  await pool.query("VACUUM ANALYZE");
  await pool.query("CHECKPOINT");
}
