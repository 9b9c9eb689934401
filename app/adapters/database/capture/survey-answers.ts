import type { SurveyAnswers } from "#app/services/ports/capture.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

export function createSurveyAnswers(db: Queryable): SurveyAnswers {
  return {
    async record({ shopId, orderId, partnershipId, creatorId, at }) {
      const { rowCount } = await db.query({
        name: "capture-survey",
        text: `
          INSERT INTO survey_answers (shop_id, order_id, partnership_id, creator_id, answered_at)
          VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        values: [shopId, orderId, partnershipId, creatorId, instantText(at)],
      });
      return rowCount === 1 ? "recorded" : "answered_before";
    },
    async has(shopId, orderId) {
      const { rows } = await db.query({
        name: "capture-surveyed",
        text: "SELECT 1 FROM survey_answers WHERE shop_id = $1 AND order_id = $2",
        values: [shopId, orderId],
      });
      return rows.length > 0;
    },
  };
}
