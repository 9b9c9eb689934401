import type { Instant } from "#app/domain/kernel/instant.ts";
import { folded } from "#app/domain/kernel/text.ts";
import type { SurveyAnswers } from "#app/services/ports/capture.ts";
import type { IncomingFact, Settle } from "#app/services/ports/settling.ts";
import type { Database, Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

/** Answers are evidence: each is kept, and its order settled with it, in one transaction. */
export function createSurveyAnswers(
  database: Pick<Database, "pool" | "transaction">,
  settleIn: (client: Queryable) => Settle,
): SurveyAnswers {
  return {
    record: ({ shopId, orderId, partnershipId, creatorId, at }) =>
      database.transaction(async (client) => {
        const { rows } = await client.query<{ handle: string }>({
          name: "capture-survey",
          text: `
            WITH recorded AS (
              INSERT INTO survey_answers (shop_id, order_id, partnership_id, creator_id, answered_at)
              VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING creator_id)
            SELECT c.handle FROM recorded JOIN creators c ON c.id = recorded.creator_id`,
          values: [shopId, orderId, partnershipId, creatorId, instantText(at)],
        });
        const [row] = rows;
        if (row === undefined) return "answered_before";
        await settleIn(client)([answerFact({ shopId, orderId, handle: row.handle, at })]);
        return "recorded";
      }),
    async has(shopId, orderId) {
      const { rows } = await database.pool.query({
        name: "capture-surveyed",
        text: "SELECT 1 FROM survey_answers WHERE shop_id = $1 AND order_id = $2",
        values: [shopId, orderId],
      });
      return rows.length > 0;
    },
  };
}

/** An answer comes from no webhook, so the inbox has no text of it. */
const NO_BODY = 0;

/** What an answer says about its order. */
export const answerFact = (answer: { shopId: number; orderId: string; handle: string; at: Instant }): IncomingFact => ({
  shopId: answer.shopId,
  fact: { kind: "mark", orderId: answer.orderId, mark: { kind: "survey", creator: folded(answer.handle) } },
  triggeredAt: answer.at,
  text: NO_BODY,
});
