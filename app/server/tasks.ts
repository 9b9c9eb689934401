import { z } from "zod";
import { announceTerms } from "#app/services/offers/announce-terms.ts";
import { createCode } from "#app/services/codes/create-code.ts";
import { mailInvitations } from "#app/services/partnerships/mail-invitations.ts";
import type { JobName, Jobs } from "#app/services/ports/jobs.ts";
import { sendMail } from "#app/services/send-mail.ts";
import { submitPayout } from "#app/services/payouts/submit-payout.ts";
import { syncDiscount } from "#app/services/codes/sync-discount.ts";
import { codeRetirement } from "./code-tasks.ts";
import type { Container } from "./container.ts";
import { noticePayloads, noticeTasks } from "./notice-tasks.ts";
import { orderTasks } from "./order-tasks.ts";
import { pixelActivation } from "./pixel-tasks.ts";

const shop = z.object({ shopId: z.int() });

const payloads = {
  "sync-discount": z.object({ shopId: z.int(), offerId: z.uuid() }),
  "create-code": z.object({ shopId: z.int(), codeId: z.uuid() }),
  "retire-shop-codes": shop,
  "send-mail": z.object({ mailId: z.string() }),
  "reconcile-orders": shop,
  "sweep-orders": shop,
  "back-fill-orders": shop,
  "fetch-order-facts": shop,
  "announce-terms": z.object({
    shopId: z.int(),
    offerId: z.uuid(),
    versionId: z.uuid(),
    after: z.string().nullable(),
  }),
  "mail-invitations": shop,
  "activate-pixel": shop,
  ...noticePayloads,
  "submit-payout": z.object({ shopId: z.int(), payoutId: z.uuid() }),
} satisfies { [Name in JobName]: z.ZodType<Jobs[Name]> };

export type Task = (payload: unknown) => Promise<void>;

/** The jobs that services add, by name, for the worker to run. Each is safe to repeat; what it throws is tried again. */
export function createTasks(container: Container): Record<JobName, Task> {
  const { log } = container;
  return {
    "sync-discount": async (payload) => {
      const { shopId, offerId } = payloads["sync-discount"].parse(payload);
      const { kind } = await syncDiscount(container, { shopId, offerId });
      log.info({ shopId, offerId, outcome: kind }, "discount synced");
    },
    "create-code": async (payload) => {
      const { shopId, codeId } = payloads["create-code"].parse(payload);
      const { kind } = await createCode(container, { shopId, codeId });
      log.info({ shopId, codeId, outcome: kind }, "code created");
    },
    "send-mail": async (payload) => {
      const { mailId } = payloads["send-mail"].parse(payload);
      log.info({ mailId, outcome: await sendMail(container, { mailId }) }, "mail handled");
    },
    "retire-shop-codes": codeRetirement(container, (payload) => payloads["retire-shop-codes"].parse(payload)),
    ...orderTasks(container, (payload) => shop.parse(payload)),
    "announce-terms": async (payload) => {
      const announcement = payloads["announce-terms"].parse(payload);
      const told = await announceTerms({ ...container, ...container.creators.announcing }, announcement);
      log.info({ shopId: announcement.shopId, offerId: announcement.offerId, ...told }, "terms announced");
    },
    "activate-pixel": pixelActivation(container, (payload) => shop.parse(payload)),
    "mail-invitations": async (payload) => {
      const { shopId } = shop.parse(payload);
      const parts = { ...container, invitations: container.creators.invitations };
      log.info({ shopId, ...(await mailInvitations(parts, { shopId })) }, "invitations mailed");
    },
    ...noticeTasks(container),
    "submit-payout": async (payload) => {
      const { shopId, payoutId } = payloads["submit-payout"].parse(payload);
      log.info({ shopId, payoutId, outcome: await submitPayout(container, { shopId, payoutId }) }, "payout submitted");
    },
  };
}
