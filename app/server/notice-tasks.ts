import { z } from "zod";
import { instant } from "#app/domain/kernel/instant.ts";
import { tellBudget } from "#app/services/offers/tell-budget.ts";
import { tellReviewed } from "#app/services/reviews/tell-reviewed.ts";
import { tellWaiting } from "#app/services/reviews/tell-waiting.ts";
import { tellFrozen } from "#app/services/payouts/tell-frozen.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

export const noticePayloads = {
  "tell-frozen": z.object({ shopId: z.int(), since: z.int(), after: z.string().nullable() }),
  "tell-budget": z.object({
    shopId: z.int(),
    offerId: z.uuid(),
    budgetMinor: z.string(),
    stage: z.enum(["ends_soon", "used_up"]),
    warned: z.boolean(),
    after: z.string().nullable(),
  }),
  "tell-reviewed": z.object({ shopId: z.int(), creatorId: z.uuid() }),
  "tell-waiting": z.object({ shopId: z.int() }),
};

/** Jobs that tell by mail what happens to somebody's money. */
export function noticeTasks(container: Container): Record<keyof typeof noticePayloads, Task> {
  const { log } = container;
  return {
    "tell-frozen": async (payload) => {
      const { since, ...asked } = noticePayloads["tell-frozen"].parse(payload);
      const told = await tellFrozen(container, { ...asked, since: instant(since) });
      log.info({ shopId: asked.shopId, ...told }, "creators told of frozen balances");
    },
    "tell-budget": async (payload) => {
      const notice = noticePayloads["tell-budget"].parse(payload);
      const told = await tellBudget({ ...container, live: container.creators.announcing.live }, notice);
      log.info({ shopId: notice.shopId, offerId: notice.offerId, stage: notice.stage, ...told }, "a budget's end told");
    },
    "tell-reviewed": async (payload) => {
      const key = noticePayloads["tell-reviewed"].parse(payload);
      const { referenceOf } = container.creators;
      log.info({ ...key, ...(await tellReviewed({ ...container, referenceOf }, key)) }, "news of reviews told");
    },
    "tell-waiting": async (payload) => {
      const key = noticePayloads["tell-waiting"].parse(payload);
      log.info({ ...key, ...(await tellWaiting(container, key)) }, "orders that wait told");
    },
  };
}
