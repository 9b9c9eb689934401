import type { PoolClient } from "pg";
import { z } from "zod";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ReviewDecision, ReviewSignal } from "#app/domain/review/review.ts";
import type { ExplainedReview, OrderReviews, ReviewKey, ReviewUnit } from "#app/services/ports/order-reviews.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import type { Database } from "./connect.ts";
import { instantOf, instantOrNull } from "./db.ts";
import { lockShops } from "./settling/store.ts";
import { instantText } from "./types.ts";

type Row = {
  signal: ReviewSignal;
  began_at: Instant;
  ends_at: Instant;
  decision: ReviewDecision | null;
  decided_at: Instant | null;
};

export function createOrderReviews(
  database: Pick<Database, "transaction">,
  settleIn: (client: PoolClient) => Settle,
): OrderReviews {
  return { transaction: (work) => database.transaction((client) => work(reviewUnit(client, settleIn(client)))) };
}

const keyOf = ({ shopId, orderId, creatorId }: ReviewKey) => [shopId, orderId, creatorId];

function reviewUnit(client: PoolClient, settle: Settle): ReviewUnit {
  return {
    async lock(shopId) {
      await lockShops(client, [shopId]);
    },

    async review(key) {
      const { rows } = await client.query<Row>(
        `SELECT signal, began_at, ends_at, decision, decided_at FROM order_reviews
         WHERE shop_id = $1 AND order_id = $2 AND creator_id = $3`,
        keyOf(key),
      );
      const [row] = rows;
      if (row === undefined) return null;
      const { signal, began_at, ends_at, decision, decided_at } = row;
      return { signal, beganAt: began_at, endsAt: ends_at, decision, decidedAt: decided_at };
    },

    async decide(key, { decision, reason, at, by }) {
      await client.query(
        `UPDATE order_reviews SET decision = $4, decided_at = $5, decided_by = $6, decision_reason = $7
         WHERE shop_id = $1 AND order_id = $2 AND creator_id = $3`,
        [...keyOf(key), decision, instantText(at), by, reason],
      );
      await client.query(
        `INSERT INTO activity_log (shop_id, actor, action, subject, detail, at)
         VALUES ($1, $2, $3, $4, jsonb_build_object('creator', $5::text), $6)`,
        [key.shopId, by, `review_${decision}`, `order:${key.orderId}`, key.creatorId, instantText(at)],
      );
    },

    settleAgain: async ({ shopId, orderId }) => {
      await settle([], [{ shopId, orderId }]);
    },
  };
}

type Kept = {
  signal: ReviewSignal;
  beganAt: Date;
  endsAt: Date;
  decision: ReviewDecision | null;
  decidedAt: Date | null;
  reason: string | null;
};

export const explainedReview = ({ signal, beganAt, endsAt, decision, decidedAt, reason }: Kept): ExplainedReview => ({
  signal,
  beganAt: instantOf(beganAt),
  endsAt: instantOf(endsAt),
  decision,
  decidedAt: instantOrNull(decidedAt),
  reason,
});

const explanationDocument = z.object({ disputed: z.boolean().default(false) });

/** Whether a stored verdict's explanation says that a chargeback is open. */
export const disputedIn = (explanation: unknown): boolean => explanationDocument.parse(explanation ?? {}).disputed;
