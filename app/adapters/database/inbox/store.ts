import { hash } from "node:crypto";
import type { Pool } from "pg";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Delivery } from "#app/services/ports/inbox.ts";
import { plain, quoted } from "../columns.ts";
import { instantText } from "../types.ts";
import { packBody, type PackedBody } from "./body.ts";

/** A delivery ready to be stored: its body compressed, its key known. */
export type PackedDelivery = Omit<Delivery, "body"> & PackedBody & { key: string };

/** Outside the statement, while the one before is under way. */
export const packDelivery = ({ body, ...delivery }: Delivery): PackedDelivery => ({
  ...delivery,
  ...packBody(body),
  key: deliveryKey(delivery),
});

/** The same for every copy of a delivery; the zero bytes keep its three parts apart. */
export function deliveryKey({ shopDomain, topic, webhookId }: Omit<Delivery, "body">): string {
  return hash("sha256", `${shopDomain}\0${topic}\0${webhookId}\0`).slice(0, 32);
}

/**
 * Stores deliveries that came together with one statement, each at most once: durable when it resolves.
 *
 * Keys go in sorted, so that two statements with deliveries in common wait for each other instead of deadlocking. An array
 * of bodies would travel as text of twice their length: they go as one block.
 *
 * @returns how many were new; the others had been stored before
 */
export async function storeDeliveries(pool: Pick<Pool, "query">, batch: readonly PackedDelivery[]): Promise<number> {
  const rows = [...new Map(batch.map((delivery) => [delivery.key, delivery])).values()].toSorted(byKey);
  let next = 1;
  const starts = rows.map(({ packed }) => (next += packed.length) - packed.length);
  const result = await pool.query({
    name: "store-deliveries",
    text: statement,
    values: [
      plain(rows.map((row) => row.key)),
      quoted(rows.map((row) => row.shopDomain)),
      quoted(rows.map((row) => row.topic)),
      quoted(rows.map((row) => row.webhookId)),
      quoted(rows.map((row) => row.eventId)),
      plain(rows.map((row) => triggerText(row.triggeredAt, row.triggeredBelowMs))),
      quoted(rows.map((row) => row.apiVersion)),
      plain(rows.map((row) => row.bodyBytes)),
      plain(rows.map((row) => row.encoding)),
      plain(starts),
      plain(rows.map((row) => row.packed.length)),
      Buffer.concat(rows.map((row) => row.packed)),
    ],
  });
  return result.rowCount ?? 0;
}

/** The year 1, before which Postgres knows no year of four digits: such an instant would fail all that came with it. */
const firstInstant = Date.parse("0001-01-01T00:00:00Z");

/** With microseconds, which is what the column keeps. */
function triggerText(at: Instant | null, belowMs = 0): string | null {
  if (at === null || at < firstInstant) return null;
  return instantText(at).replace("Z", `${String(Math.floor(belowMs / 1000)).padStart(3, "0")}Z`);
}

const byKey = (a: PackedDelivery, b: PackedDelivery): number => (a.key < b.key ? -1 : 1);

const statement = `
  WITH arrived AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
      $8::int[], $9::text[], $10::int[], $11::int[])
    AS a (key, shop_domain, topic, webhook_id, event_id, triggered_at, api_version, body_bytes, encoding, starts, length)
  ), fresh AS (
    INSERT INTO deliveries_seen (key) SELECT key FROM arrived ON CONFLICT DO NOTHING RETURNING key
  )
  INSERT INTO inbox (shop_id, shop_domain, topic, webhook_id, event_id, triggered_at, api_version, body_bytes, encoding, body)
  SELECT shops.id, shop_domain, topic, webhook_id, event_id, triggered_at, api_version, body_bytes, encoding,
    substring($12::bytea FROM starts FOR length)
  FROM arrived JOIN fresh USING (key) LEFT JOIN shops ON shops.domain = shop_domain`;
