import { randomInt } from "node:crypto";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { parseCurrency } from "#app/domain/money/currency.ts";
import type { ReceiptOrder, Receipts } from "#app/services/ports/capture.ts";
import type { Queryable } from "../connect.ts";

/** Crockford's: no letter that looks like a digit or another one. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORTEST = 4;
const LONGEST = 8;
const TRIES_A_LENGTH = 3;

type Row = {
  shop_name: string;
  arrived: boolean;
  amount_minor: bigint | null;
  currency: string;
  matures_at: Instant | null;
  lost_for: string | null;
  order_reason: string | null;
};

export function createReceipts(db: Queryable, random: () => number = () => randomInt(LETTERS.length)): Receipts {
  return {
    async codeFor(shopId, orderId) {
      for (let length = SHORTEST; length <= LONGEST; length++)
        for (let attempt = 0; attempt < TRIES_A_LENGTH; attempt++) {
          const fresh = Array.from({ length }, () => LETTERS[random()]).join("");
          const { rows } = await db.query<{ code: string }>({
            name: "capture-receipt",
            text: issue,
            values: [shopId, orderId, fresh],
          });
          if (rows[0]) return rows[0].code;
        }
      throw new Error(`no receipt code of ${LONGEST} letters is free in shop ${shopId}; prune order_receipts`);
    },

    async seenBy(creatorId, code) {
      const { rows } = await db.query<Row>({ name: "capture-receipt-orders", text: seenBy, values: [creatorId, code] });
      return rows.map(read);
    },
  };
}

function read(row: Row): ReceiptOrder {
  const currency = parseCurrency(row.currency);
  if (currency === null) throw new Error(`a shop has the unknown currency ${row.currency}`);
  return {
    shopName: row.shop_name,
    arrived: row.arrived,
    commission:
      row.amount_minor === null ? null : { amountMinor: row.amount_minor, currency, maturesAt: row.matures_at },
    lostFor: row.amount_minor === null ? row.lost_for : null,
    orderReason: row.order_reason,
  };
}

// The order's own code when it has one; else the fresh one, unless another order has that: then no row, and a new try.
const issue = `
  WITH made AS (
    INSERT INTO order_receipts (shop_id, order_id, code) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING code)
  SELECT code FROM made
  UNION ALL SELECT code FROM order_receipts WHERE shop_id = $1 AND order_id = $2 LIMIT 1`;

const seenBy = `
  SELECT s.name AS shop_name, v.order_id IS NOT NULL AS arrived,
    k.amount_minor, s.currency, k.matures_at, e.outcome AS lost_for,
    CASE WHEN v.credited = '[]'::jsonb THEN v.reason END AS order_reason
  FROM order_receipts q
  JOIN shops s ON s.id = q.shop_id
  LEFT JOIN verdicts v ON v.shop_id = q.shop_id AND v.order_id = q.order_id
  LEFT JOIN commissions k ON k.shop_id = q.shop_id AND k.order_id = q.order_id AND k.creator_id = $1::uuid AND k.credited
  LEFT JOIN LATERAL (
    SELECT outcome FROM evidence e
    WHERE e.shop_id = q.shop_id AND e.order_id = q.order_id AND e.creator_id = $1::uuid AND e.outcome <> 'credited'
    ORDER BY e.kind LIMIT 1
  ) e ON true
  WHERE q.code = $2 AND q.shop_id IN (SELECT shop_id FROM partnerships WHERE creator_id = $1::uuid)
  ORDER BY (k.order_id IS NOT NULL) DESC, q.created_at DESC LIMIT 3`;
