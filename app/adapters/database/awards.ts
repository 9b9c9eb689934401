import type { Currency } from "#app/domain/money/currency.ts";
import type { Award, AwardStore } from "#app/services/ports/awards.ts";
import { dateOf, instantOf, instantOrNull, isUuid, type Db } from "./db.ts";
import type { Award as Row } from "./generated/client.ts";

export const createAwardStore = (db: Db): AwardStore => ({
  async add(award) {
    const { shopId, id, partnershipId, creatorId, kind, currency, amountMinor, reason, holdDays, grantedBy } = award;
    const times = { grantedAt: dateOf(award.grantedAt), maturesAt: dateOf(award.maturesAt) };
    const data = { shopId, id, partnershipId, creatorId, kind, currency, amountMinor, reason, holdDays, grantedBy };
    await db.award.create({ data: { ...data, ...times } });
  },

  async get(shopId, id) {
    const row = isUuid(id) ? await db.award.findUnique({ where: { shopId_id: { shopId, id } } }) : null;
    return row === null ? null : readAward(row);
  },

  async withdraw(shopId, id, { actor, at, reason }) {
    const data = { withdrawnAt: dateOf(at), withdrawnBy: actor, withdrawnFor: reason };
    await db.award.update({ where: { shopId_id: { shopId, id } }, data });
  },
});

export const readAward = (row: Row): Award => ({
  shopId: row.shopId,
  id: row.id,
  partnershipId: row.partnershipId,
  creatorId: row.creatorId,
  kind: row.kind,
  amountMinor: row.amountMinor,
  reason: row.reason,
  holdDays: row.holdDays,
  grantedBy: row.grantedBy,
  withdrawnFor: row.withdrawnFor,
  currency: row.currency as Currency,
  grantedAt: instantOf(row.grantedAt),
  maturesAt: instantOf(row.maturesAt),
  releasedAt: instantOrNull(row.releasedAt),
  withdrawnAt: instantOrNull(row.withdrawnAt),
});
