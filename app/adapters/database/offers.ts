import { z } from "zod";
import { shopperTermsDocument } from "#app/domain/offer/shopper-terms.ts";
import type { OfferTerms } from "#app/domain/offer/terms.ts";
import type { Offer, OfferStore, OfferVersion } from "#app/services/ports/offers.ts";
import { termsOf } from "./creators/terms-of.ts";
import { dateOf, instantOf, instantOrNull, isUuid, type Db } from "./db.ts";
import { Prisma, type OfferVersion as VersionRow } from "./generated/client.ts";
import { listOffers } from "./offer-list.ts";

const withVersions = { versions: { orderBy: { number: "desc" } } } satisfies Prisma.OfferInclude;

export function createOfferStore(db: Db): OfferStore {
  const get = async (shopId: number, id: string): Promise<Offer | null> => {
    if (!isUuid(id)) return null;
    const row = await db.offer.findUnique({ where: { shopId_id: { shopId, id } }, include: withVersions });
    return row === null ? null : read(row);
  };
  const update = (shopId: number, id: string, data: Prisma.OfferUncheckedUpdateInput) =>
    db.offer.update({ where: { shopId_id: { shopId, id } }, data });

  return {
    list: (shopId, page) => listOffers(db, shopId, page),
    get,

    async lock(shopId, id) {
      if (!isUuid(id)) return null;
      await db.$queryRaw`SELECT 1 FROM offers WHERE shop_id = ${shopId} AND id = ${id}::uuid FOR UPDATE`;
      return get(shopId, id);
    },

    async create(shopId, details, draft, termsHash) {
      const { id } = await db.offer.create({ data: { shopId, ...details }, select: { id: true } });
      await db.offerVersion.create({ data: { shopId, offerId: id, number: 1, ...columns(draft, termsHash) } });
      return id;
    },

    async saveDetails(shopId, id, details) {
      await update(shopId, id, details);
    },

    async saveDraft(shopId, offerId, draft, termsHash) {
      const newest = await db.offerVersion.findFirst({ where: { shopId, offerId }, orderBy: { number: "desc" } });
      const data = columns(draft, termsHash);
      if (newest !== null && newest.publishedAt === null) {
        await db.offerVersion.update({ where: { shopId_id: { shopId, id: newest.id } }, data });
      } else {
        await db.offerVersion.create({ data: { shopId, offerId, number: (newest?.number ?? 0) + 1, ...data } });
      }
      await update(shopId, offerId, { updatedAt: new Date() });
    },

    async discardDraft(shopId, offerId) {
      await db.offerVersion.deleteMany({ where: { shopId, offerId, publishedAt: null } });
    },

    async publish(shopId, offerId, versionId, { publishedAt, effectiveFrom }) {
      await db.offerVersion.update({
        where: { shopId_id: { shopId, id: versionId } },
        data: { publishedAt: dateOf(publishedAt), effectiveFrom: dateOf(effectiveFrom) },
      });
      await update(shopId, offerId, { currentVersionId: versionId, status: "live" });
    },

    async setStatus(shopId, id, status) {
      await update(shopId, id, { status });
    },

    async setDiscount(shopId, id, discountGid) {
      await update(shopId, id, { shopifyDiscountGid: discountGid });
    },
  };
}

const columns = (terms: OfferTerms, ruleHash: string) => ({
  currency: terms.currency,
  rule: json(terms.ruleDocument),
  shopperTerms: json(shopperTermsDocument(terms.shopperTerms)),
  attributionWindowDays: terms.attributionWindowDays,
  holdDays: terms.holdDays,
  ruleHash,
});

const jsonValue = z.json();
/** What Prisma accepts as JSON: no undefined, no bigint. */
const json = (document: unknown): Prisma.InputJsonValue => jsonValue.parse(document) as Prisma.InputJsonValue;

type Row = Prisma.OfferGetPayload<{ include: typeof withVersions }>;

const read = (row: Row): Offer => ({
  shopId: row.shopId,
  id: row.id,
  name: row.name,
  description: row.description,
  status: row.status,
  autoApprove: row.autoApprove,
  noticeDays: row.noticeDays,
  discountGid: row.shopifyDiscountGid,
  versions: row.versions.map(readVersion),
  updatedAt: instantOf(row.updatedAt),
});

function readVersion(row: VersionRow): OfferVersion {
  return {
    ...termsOf(row),
    id: row.id,
    number: row.number,
    termsHash: row.ruleHash,
    publishedAt: instantOrNull(row.publishedAt),
    effectiveFrom: instantOrNull(row.effectiveFrom),
  };
}
