import type { Instant } from "#app/domain/kernel/instant.ts";
import type { MyPartnership, MyPartnerships } from "#app/services/ports/creator-offers.ts";
import { endingOffers } from "../budget-notices.ts";
import { dateOf, instantOf, instantOrNull, isUuid, type Db } from "../db.ts";
import type { OfferVersion, Prisma } from "../generated/client.ts";
import { termsOf } from "./terms-of.ts";

const names = {
  offer: { select: { name: true, noticeDays: true } },
  shop: { select: { domain: true, primaryDomain: true, ianaTimezone: true, brand: { select: { name: true } } } },
} satisfies Prisma.PartnershipInclude;

const codes = { codes: { orderBy: { createdAt: "desc" } } } satisfies Prisma.PartnershipInclude;
const links = { links: { orderBy: { createdAt: "asc" } } } satisfies Prisma.PartnershipInclude;

export function createMyPartnerships(db: Db): MyPartnerships {
  return {
    async list(creatorId, limit) {
      const rows = await db.partnership.findMany({
        where: { creatorId },
        include: { ...names, ...codes, ...links },
        orderBy: [{ state: "asc" }, { createdAt: "desc" }],
        take: limit,
      });
      return rows.map((row) => ({
        shopId: row.shopId,
        id: row.id,
        offerName: row.offer.name,
        brandName: row.shop.brand.name,
        state: row.state,
        activeUntil: instantOrNull(row.activeUntil),
        code: row.codes.find((code) => code.state === "active")?.code ?? null,
        linkToken: row.links[0]?.token ?? null,
      }));
    },

    ending: (creatorId, now) => endingOffers(db, creatorId, now),

    async get(creatorId, id, now) {
      if (!isUuid(id)) return null;
      const row = await db.partnership.findFirst({
        where: { creatorId, id },
        include: {
          ...names,
          ...codes,
          ...links,
          acceptedVersion: true,
        },
      });
      if (row === null) return null;
      const published = await db.offerVersion.findMany({
        where: { shopId: row.shopId, offerId: row.offerId, publishedAt: { not: null } },
        orderBy: { number: "desc" },
      });
      const clicks = await db.click.groupBy({
        by: ["linkId"],
        where: { shopId: row.shopId, partnershipId: id },
        _count: true,
      });
      const clicksOf = new Map(clicks.map(({ linkId, _count }) => [linkId, _count]));
      return { ...frame(row, clicksOf), ...versions(published, now), accepted: withNumber(row.acceptedVersion) };
    },

    async end(creatorId, id, at, reason) {
      if (!isUuid(id)) return null;
      const changed = await db.partnership.updateManyAndReturn({
        where: { creatorId, id, state: { not: "ended" } },
        data: { state: "ended", activeUntil: dateOf(at), endedFor: reason },
        select: { shopId: true },
      });
      return changed[0] ?? null;
    },
  };
}

type Row = Prisma.PartnershipGetPayload<{ include: typeof names & typeof codes & typeof links }>;

const frame = (
  row: Row,
  clicksOf: ReadonlyMap<string, number>,
): Omit<MyPartnership, "accepted" | "inForce" | "announced"> => ({
  shopId: row.shopId,
  id: row.id,
  offerId: row.offerId,
  offerName: row.offer.name,
  brandName: row.shop.brand.name,
  shopDomain: row.shop.primaryDomain ?? row.shop.domain,
  timeZone: row.shop.ianaTimezone,
  noticeDays: row.offer.noticeDays,
  state: row.state,
  activeFrom: instantOf(row.activeFrom),
  activeUntil: instantOrNull(row.activeUntil),
  endedFor: row.endedFor,
  ownRateBps: row.ownRateBps,
  acceptedAt: instantOf(row.acceptedAt),
  acceptedTermsHash: row.acceptedTermsHash,
  codes: row.codes.map(({ code, state }) => ({ text: code, state })),
  links: row.links.map((link) => ({ token: link.token, clicks: clicksOf.get(link.id) ?? 0 })),
});

const withNumber = (row: OfferVersion) => ({ ...termsOf(row), number: row.number });

/** @param published newest first */
function versions(published: readonly OfferVersion[], now: Instant): Pick<MyPartnership, "inForce" | "announced"> {
  const dated = published.flatMap((row) => {
    const effectiveFrom = instantOrNull(row.effectiveFrom);
    return effectiveFrom === null ? [] : [{ ...withNumber(row), effectiveFrom }];
  });
  const newest = dated[0] ?? null;
  const inForce = dated.find((version) => version.effectiveFrom <= now) ?? null;
  return { inForce, announced: newest !== null && newest.effectiveFrom > now ? newest : null };
}
