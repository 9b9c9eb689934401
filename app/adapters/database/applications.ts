import { z } from "zod";
import type { Application, ApplicationRow, ApplicationStore } from "#app/services/ports/applications.ts";
import { dateOf, instantOf, isUuid, pageOf, type Db } from "./db.ts";
import type { Application as Row, Prisma } from "./generated/client.ts";

const withNames = { offer: true, creator: true } satisfies Prisma.ApplicationInclude;
type NamedRow = Prisma.ApplicationGetPayload<{ include: typeof withNames }>;

export function createApplicationStore(db: Db): ApplicationStore {
  return {
    async list(shopId, { state }, { after, limit }) {
      const rows = await db.application.findMany({
        where: { shopId, ...(state === null ? {} : { state }) },
        include: withNames,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...(after !== null && isUuid(after) ? { cursor: { shopId_id: { shopId, id: after } }, skip: 1 } : {}),
      });
      const codes = await codesOf(db, shopId, rows);
      return pageOf(
        rows,
        limit,
        (row) => readRow(row, codes.get(`${row.offerId} ${row.creatorId}`) ?? null),
        (row) => row.id,
      );
    },

    countWaiting: (shopId) => db.application.count({ where: { shopId, state: "submitted" } }),

    async lock(shopId, id) {
      if (!isUuid(id)) return null;
      await db.$queryRaw`SELECT 1 FROM applications WHERE shop_id = ${shopId} AND id = ${id}::uuid FOR UPDATE`;
      const row = await db.application.findUnique({ where: { shopId_id: { shopId, id } } });
      return row === null ? null : read(row);
    },

    async decide(shopId, id, { state, by, at, reason }) {
      await db.application.update({
        where: { shopId_id: { shopId, id } },
        data: { state, decidedBy: by, decidedAt: dateOf(at), decisionReason: reason },
      });
    },
  };
}

/** The newest code of each approved application's partnership, by offer and creator. */
async function codesOf(db: Db, shopId: number, rows: readonly Row[]): Promise<Map<string, ApplicationRow["code"]>> {
  const approved = rows.filter((row) => row.state === "approved");
  if (approved.length === 0) return new Map();
  const codes = await db.referralCode.findMany({
    where: {
      shopId,
      partnership: {
        offerId: { in: approved.map((row) => row.offerId) },
        creatorId: { in: approved.map((row) => row.creatorId) },
      },
    },
    include: { partnership: { select: { offerId: true, creatorId: true } } },
    orderBy: { createdAt: "asc" },
  });
  return new Map(
    codes.map(({ code, state, failureReason, partnership }) => [
      `${partnership.offerId} ${partnership.creatorId}`,
      { text: code, state, failure: failureReason },
    ]),
  );
}

const read = (row: Row): Application => ({
  shopId: row.shopId,
  id: row.id,
  offerId: row.offerId,
  creatorId: row.creatorId,
  state: row.state,
  acceptedVersionId: row.acceptedVersionId,
  acceptedTermsHash: row.acceptedTermsHash,
  acceptedAt: instantOf(row.acceptedAt),
});

const profileDocument = z.record(z.string(), z.unknown()).catch({});

const readRow = (row: NamedRow, code: ApplicationRow["code"]): ApplicationRow => ({
  id: row.id,
  offerId: row.offerId,
  offerName: row.offer.name,
  creatorName: row.creator.displayName,
  creatorHandle: row.creator.handle,
  creatorProfile: profileDocument.parse(row.creator.profile),
  message: row.message,
  state: row.state,
  decisionReason: row.decisionReason,
  createdAt: instantOf(row.createdAt),
  code: row.state === "approved" ? code : null,
});
