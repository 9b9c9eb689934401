import { randomUUID } from "node:crypto";
import type { PayoutStore } from "#app/services/ports/payouts.ts";
import { createPayoutMethods } from "./creators/payout-methods.ts";
import { dateOf, isUuid, type Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import type { Prisma } from "./generated/client.ts";
import { payoutCandidates } from "./payout-candidates.ts";
import { readBatch, readPayout } from "./payout-rows.ts";
import { listBatches, viewBatch } from "./payout-views.ts";

export function createPayoutStore(db: Db, sealer: Sealer): PayoutStore {
  return {
    async lockShop(shopId) {
      // The row that settling locks: what is payable does not change while payouts are decided.
      await db.$executeRaw`INSERT INTO shop_books (shop_id) VALUES (${shopId}) ON CONFLICT DO NOTHING`;
      await db.$queryRaw`SELECT 1 FROM shop_books WHERE shop_id = ${shopId} FOR UPDATE`;
    },

    candidates: (shopId, now) => payoutCandidates(db, shopId, now),

    async openDraft(shopId) {
      const draft = await db.payoutBatch.findFirst({ where: { shopId, state: "draft" }, select: { id: true } });
      return draft?.id ?? null;
    },

    async create(shopId, plan, { actor, at, method }) {
      const { id: batchId } = await db.payoutBatch.create({
        data: { shopId, createdBy: actor, createdAt: dateOf(at) },
      });
      await db.payout.createMany({
        data: plan.payouts.map((payout) => {
          const id = randomUUID();
          return { shopId, id, batchId, ...payout, method, ourKey: `payout-${id}`, createdAt: dateOf(at) };
        }),
      });
      await db.payoutSkip.createMany({ data: plan.skips.map((skip) => ({ shopId, batchId, ...skip })) });
      return batchId;
    },

    async discard(shopId, batchId) {
      await db.payout.deleteMany({ where: { shopId, batchId, state: "draft" } });
      await db.payoutSkip.deleteMany({ where: { shopId, batchId } });
      await db.payoutBatch.delete({ where: { shopId_id: { shopId, id: batchId }, state: "draft" } });
    },

    async batch(shopId, id) {
      const row = isUuid(id) ? await db.payoutBatch.findUnique({ where: { shopId_id: { shopId, id } } }) : null;
      return row === null ? null : readBatch(row);
    },

    payoutsOf: async (shopId, batchId) =>
      (await db.payout.findMany({ where: { shopId, batchId }, orderBy: { id: "asc" } })).map(readPayout),

    async get(shopId, id) {
      const row = isUuid(id) ? await db.payout.findUnique({ where: { shopId_id: { shopId, id } } }) : null;
      return row === null ? null : readPayout(row);
    },

    async instructions(shopId, id, at) {
      const where = { shopId_id: { shopId, id } };
      const row = isUuid(id) ? await db.payout.findUnique({ where, select: { creatorId: true } }) : null;
      const method = row === null ? null : await createPayoutMethods(db, sealer).inForce(row.creatorId, at);
      return method?.instructions ?? null;
    },

    async change(shopId, id, { state, at, reference, failure }) {
      const stamp: Prisma.PayoutUncheckedUpdateInput =
        state === "approved" ? { approvedAt: dateOf(at) } : state === "submitted" ? { submittedAt: dateOf(at) } : {};
      const settled = state === "paid" || state === "failed" ? { settledAt: dateOf(at) } : {};
      const said = { ...(reference === undefined ? {} : { reference }), ...(failure === undefined ? {} : { failure }) };
      await db.payout.update({ where: { shopId_id: { shopId, id } }, data: { state, ...stamp, ...settled, ...said } });
    },

    async approve(shopId, ids, at) {
      const data = { state: "approved" as const, approvedAt: dateOf(at) };
      await db.payout.updateMany({ where: { shopId, id: { in: [...ids] } }, data });
    },

    async changeBatch(shopId, id, { state, at, by }) {
      const approved = by === undefined ? {} : { approvedBy: by, approvedAt: dateOf(at) };
      const closed = state === "closed" ? { closedAt: dateOf(at) } : {};
      await db.payoutBatch.update({ where: { shopId_id: { shopId, id } }, data: { state, ...approved, ...closed } });
    },

    list: (shopId, page) => listBatches(db, shopId, page),
    view: (shopId, batchId, now) =>
      isUuid(batchId) ? viewBatch(db, sealer, { shopId, batchId, now }) : Promise.resolve(null),
  };
}
