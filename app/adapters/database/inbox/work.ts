import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ClaimedDelivery, Finished, InboxWork } from "#app/services/ports/inbox.ts";
import { plain, quoted } from "../columns.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";
import { unpackBody } from "./body.ts";

type Row = {
  id: bigint;
  received_at: Instant;
  topic: string;
  webhook_id: string;
  triggered_at: Instant | null;
  below_us: number | null;
  attempts: number;
  encoding: string;
  body: Buffer;
  shop_id: number | null;
  domain: string;
  currency: Currency;
  installed_at: Instant;
  uninstalled_at: Instant | null;
};

/** The inbox inside the transaction of `client`: what is claimed stays claimed until it ends. */
export function inboxWork(client: Queryable): InboxWork {
  return {
    async claim({ rows, bytes }) {
      const result = await client.query<Row>({ name: "claim-deliveries", text: claim, values: [rows, bytes] });
      return result.rows.map(read);
    },

    async claimThese(ids) {
      const result = await client.query<Row>({ name: "claim-these-deliveries", text: claimThese, values: [ids] });
      return result.rows.map(read);
    },

    finish: (finished) => finish(client, finished),

    async fail(id, { reason, delayMs }) {
      await client.query(
        `UPDATE inbox SET attempts = attempts + 1, reason = $2,
           state = CASE WHEN $3::float8 IS NULL THEN 'aside' ELSE state END,
           due_at = now() + $3::float8 * interval '1 millisecond'
         WHERE id = $1 AND state = 'pending'`,
        [id, reason, delayMs],
      );
    },
  };
}

async function finish(client: Queryable, finished: readonly Finished[]): Promise<void> {
  if (finished.length === 0) return;
  await client.query(finishAll, [
    plain(finished.map(({ delivery }) => delivery.id)),
    plain(finished.map(({ delivery }) => instantText(delivery.receivedAt))),
    plain(finished.map(({ delivery }) => delivery.shop?.id ?? null)),
    plain(finished.map(({ outcome }) => (outcome.kind === "later" ? "pending" : outcome.kind))),
    plain(finished.map(({ outcome }) => (outcome.kind === "done" ? outcome.orderId : null))),
    quoted(finished.map(({ outcome }) => (outcome.kind === "aside" ? outcome.reason : null))),
    plain(finished.map(({ outcome }) => (outcome.kind === "later" ? outcome.delayMs : null))),
  ]);
}

const read = (row: Row): ClaimedDelivery => ({
  id: Number(row.id),
  receivedAt: row.received_at,
  topic: row.topic,
  webhookId: row.webhook_id,
  triggeredAt: row.triggered_at ?? row.received_at,
  triggeredBelowMs: (row.below_us ?? 0) * 1_000,
  attempts: row.attempts,
  shop:
    row.shop_id === null
      ? null
      : {
          id: row.shop_id,
          domain: row.domain,
          currency: row.currency,
          installedAt: row.installed_at,
          uninstalledAt: row.uninstalled_at,
        },
  body: () => unpackBody(row.encoding, row.body),
  packed: row.body,
});

// The shop is looked up by its domain once more: it may have been installed since the delivery came.
const columns = `
  id, received_at, topic, webhook_id, triggered_at, attempts, encoding, body,
  (extract(microseconds FROM triggered_at)::bigint % 1000)::int AS below_us, shops.id AS shop_id, domain, currency, installed_at, uninstalled_at`;

// Bodies are only fetched for what fits: the sum is over their sizes, kept beside them.
const claim = `
  WITH held AS (
    SELECT inbox.id, received_at, topic, webhook_id, triggered_at, attempts, encoding, body, body_bytes, shop_domain
    FROM inbox WHERE state = 'pending' AND (due_at IS NULL OR due_at <= now())
    ORDER BY inbox.id LIMIT $1 FOR UPDATE SKIP LOCKED
  ), summed AS (
    SELECT held.*, sum(body_bytes) OVER (ORDER BY held.id) AS bytes_up_to FROM held
  )
  SELECT ${columns.replace("id, received_at", "summed.id, received_at")}
  FROM summed LEFT JOIN shops ON shops.domain = summed.shop_domain
  WHERE bytes_up_to <= $2 OR bytes_up_to = body_bytes
  ORDER BY summed.id`;

const claimThese = `
  WITH held AS (
    SELECT * FROM inbox WHERE inbox.id = ANY ($1::bigint[]) AND state = 'pending' ORDER BY inbox.id FOR UPDATE SKIP LOCKED
  )
  SELECT ${columns.replace("id, received_at", "held.id, received_at")}
  FROM held LEFT JOIN shops ON shops.domain = held.shop_domain
  ORDER BY held.id`;

const finishAll = `
  UPDATE inbox SET state = f.state::inbox_state, shop_id = coalesce(f.shop_id, inbox.shop_id), order_id = f.order_id,
    reason = coalesce(f.reason, CASE WHEN f.state = 'pending' THEN inbox.reason END),
    due_at = now() + f.delay_ms * interval '1 millisecond',
    done_at = CASE WHEN f.state = 'done' THEN now() END
  FROM unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::float8[])
    AS f (id, received_at, shop_id, state, order_id, reason, delay_ms)
  WHERE inbox.id = f.id AND inbox.received_at = f.received_at`;
