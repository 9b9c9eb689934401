import { randomUUID } from "node:crypto";
import type { Database } from "../../../app/adapters/database/connect.ts";

export const started = new Date("2026-11-24T12:00:00Z");

type Named = { shopId: number; creatorId: string; partnershipId: string; code: string; token: string; handle: string };

type CreatorChange = {
  displayName?: string;
  state?: "active" | "paused" | "ended";
  codeState?: "pending" | "active" | "retired";
  terms?: object;
  discount?: boolean;
  currency?: string;
  destinationPath?: string;
  rule?: object;
  effectiveFrom?: Date;
};

/** Makes shops, and creators with an offer of their own, a code and a link. */
export function peopleOf(prisma: Database["prisma"]) {
  async function shop(name: string, change: { uninstalledAt?: Date; currency?: string; primaryDomain?: string } = {}) {
    const brand = { create: { name, slug: name } };
    return prisma.shop.create({ data: { domain: `${name}.myshopify.com`, name, currency: "USD", brand, ...change } });
  }

  async function creator(shopId: number, handle: string, change: CreatorChange = {}): Promise<Named> {
    const discount = change.discount ?? true;
    const { offer, version } = await liveOffer(prisma, shopId, handle, change);
    const known = await prisma.creator.findUnique({ where: { handle } });
    const { id: creatorId } =
      known ?? (await prisma.creator.create({ data: { handle, displayName: change.displayName ?? handle } }));
    const accepted = { acceptedVersionId: version.id, acceptedTermsHash: "00", acceptedAt: started };
    const ended = change.state === "ended" ? { activeUntil: started, endedFor: "asked" } : {};
    const { id: partnershipId } = await prisma.partnership.create({
      data: {
        shopId,
        offerId: offer.id,
        creatorId,
        activeFrom: started,
        state: change.state ?? "active",
        ...accepted,
        ...ended,
      },
    });
    const code = `${handle.toUpperCase()}10`;
    await prisma.referralCode.create({
      data: {
        shopId,
        partnershipId,
        code,
        codeFolded: code.toLowerCase(),
        state: change.codeState ?? "active",
        shopifyRedeemGid: discount ? `gid://shopify/DiscountRedeemCode/${randomUUID()}` : null,
      },
    });
    const token = `tok-${handle}-${shopId}`;
    const destinationPath = change.destinationPath ?? "/";
    await prisma.referralLink.create({ data: { shopId, partnershipId, token, destinationPath } });
    return { shopId, creatorId, partnershipId, code, token, handle };
  }
  return { shop, creator };
}

async function liveOffer(prisma: Database["prisma"], shopId: number, handle: string, change: CreatorChange) {
  const discount = change.discount ?? true;
  const gid = `gid://shopify/DiscountCodeNode/${shopId}`;
  const offer = await prisma.offer.create({
    data: { shopId, name: handle, status: "live", shopifyDiscountGid: discount ? gid : null },
  });
  const version = await prisma.offerVersion.create({
    data: {
      shopId,
      offerId: offer.id,
      number: 1,
      currency: change.currency ?? "USD",
      rule: change.rule ?? { percent: { bps: 1000 } },
      shopperTerms: change.terms ?? { percent: { bps: 1000 } },
      ruleHash: "00",
      effectiveFrom: change.effectiveFrom ?? started,
      publishedAt: started,
    },
  });
  await prisma.offer.update({
    where: { shopId_id: { shopId, id: offer.id } },
    data: { currentVersionId: version.id },
  });
  return { offer, version };
}
