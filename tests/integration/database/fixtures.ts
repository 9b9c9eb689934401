import { randomBytes } from "node:crypto";
import type { Database } from "../../../app/adapters/database/connect.ts";
import type { Transfer } from "../../../app/services/ports/ledger.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";

export const now = new Date("2026-11-24T12:00:00Z");

export type Fixture = {
  shopId: number;
  offerId: string;
  versionId: string;
  creatorId: string;
  partnershipId: string;
  orderId: bigint;
};

/** A shop with one of each: a published offer, a creator, a partnership, an order. */
export async function aShop({ prisma }: Pick<Database, "prisma">, name: string): Promise<Fixture> {
  const shop = await prisma.shop.create({
    data: {
      domain: `${name}.myshopify.com`,
      name,
      currency: "USD",
      brand: { create: { name, slug: name } },
    },
  });
  const shopId = shop.id;
  const { id: creatorId } = await prisma.creator.create({ data: { handle: `${name}-maya` } });
  const { id: offerId } = await prisma.offer.create({ data: { shopId, name: "Friends", status: "live" } });
  const { id: versionId } = await prisma.offerVersion.create({
    data: {
      shopId,
      offerId,
      number: 1,
      currency: "USD",
      rule: { percent: { bps: 1000 } },
      ruleHash: "00",
      effectiveFrom: now,
      publishedAt: now,
    },
  });
  const accepted = { acceptedVersionId: versionId, acceptedTermsHash: "00", acceptedAt: now };
  const { id: partnershipId } = await prisma.partnership.create({
    data: { shopId, offerId, creatorId, activeFrom: now, ...accepted },
  });
  const orderId = BigInt(`0x${randomBytes(6).toString("hex")}`);
  await prisma.orderState.create({ data: { shopId, orderId, facts: "{}", processedAt: now, updatedAt: now } });
  return { shopId, offerId, versionId, creatorId, partnershipId, orderId };
}

/** An accrual of one dollar, but for what is said. */
export function aTransfer(fixture: Fixture, change: Partial<Transfer> = {}): Transfer {
  return {
    shopId: fixture.shopId,
    creatorId: fixture.creatorId,
    currency: "USD",
    from: "expense",
    to: "pending",
    amountMinor: 100n,
    kind: "accrual",
    reason: "order settled",
    orderId: fixture.orderId,
    payoutId: null,
    actor: null,
    idempotencyKey: randomBytes(8).toString("hex"),
    happenedAt: instant(now.getTime()),
    ...change,
  };
}

/** A payout in its draft, of what the creator has payable. */
export async function aPayout({ prisma }: Pick<Database, "prisma">, fixture: Fixture, amountMinor = 100n) {
  const { shopId, creatorId } = fixture;
  const batch = await prisma.payoutBatch.create({ data: { shopId, createdBy: "tester" } });
  const ourKey = randomBytes(8).toString("hex");
  return prisma.payout.create({
    data: { shopId, batchId: batch.id, creatorId, currency: "USD", amountMinor, method: "manual", ourKey },
  });
}
