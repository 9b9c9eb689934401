import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import type { creatorWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof creatorWorld>>;

/** An order as settling leaves it behind, for one partnership. Amounts are minor units, times ISO 8601. */
export type BookedOrder = {
  orderId: bigint;
  at: string;
  /** Why the order pays, or pays nothing. */
  reason?: string;
  evidence?: readonly (readonly ["code" | "click" | "landing" | "survey", string])[];
  /** What was earned at first; absent: nothing was ever credited. */
  earned?: bigint;
  /** What is left of it. */
  left?: bigint;
  changedAt?: string;
  maturesAt?: string | null;
  matured?: bigint;
  paid?: boolean;
  held?: { signal: "same_name" | "same_address"; from: string };
  sentence?: string;
};

type Partnership = {
  shopId: number;
  id: string;
  offerId: string;
  creatorId: string;
  currency: string;
  versionId: string;
};

/** Writes orders into the tables that settling writes, and their lines into the ledger. */
export const bookOf = ({ connection: { prisma } }: World) => ({
  partnershipOf: (shopId: number, offerId: string, creatorId: string) =>
    partnershipOf(prisma, shopId, offerId, creatorId),
  order: (of: Partnership, booked: BookedOrder) => order(prisma, of, booked),
});

type Prisma = World["connection"]["prisma"];

async function partnershipOf(prisma: Prisma, shopId: number, offerId: string, creatorId: string): Promise<Partnership> {
  const version = await prisma.offerVersion.findFirstOrThrow({ where: { shopId, offerId, number: 1 } });
  const accepted = { acceptedVersionId: version.id, acceptedTermsHash: version.ruleHash, acceptedAt: new Date(0) };
  const data = { shopId, offerId, creatorId, activeFrom: new Date(0), ...accepted };
  const { id } = await prisma.partnership.create({ data });
  return { shopId, id, offerId, creatorId, currency: version.currency, versionId: version.id };
}

async function order(prisma: Prisma, of: Partnership, booked: BookedOrder): Promise<void> {
  const { shopId, creatorId } = of;
  const at = new Date(booked.at);
  const key = { shopId, orderId: booked.orderId };
  const seenPaidAt = booked.paid === false ? null : at;
  await prisma.orderState.upsert({
    where: { shopId_orderId: key },
    create: { ...key, facts: "{}", processedAt: at, seenPaidAt, updatedAt: at },
    update: {},
  });
  const verdict = { reason: booked.reason ?? "code", credited: [], rejected: [], explanation: {}, settledAt: at };
  await prisma.verdict.upsert({ where: { shopId_orderId: key }, create: { ...key, ...verdict }, update: {} });
  if (booked.held) {
    const beganAt = new Date(booked.held.from);
    const endsAt = new Date(beganAt.getTime() + 14 * DAY_MS);
    await prisma.orderReview.create({ data: { ...key, creatorId, signal: booked.held.signal, beganAt, endsAt } });
  }
  for (const [kind, outcome] of booked.evidence ?? [["code", "credited"] as const])
    await prisma.evidence.create({ data: { ...key, partnershipId: of.id, creatorId, kind, outcome } });
  if (booked.earned !== undefined) await commission(prisma, of, booked, booked.earned);
}

async function commission(prisma: Prisma, of: Partnership, booked: BookedOrder, earned: bigint): Promise<void> {
  const left = booked.left ?? earned;
  const at = new Date(booked.at);
  await prisma.commission.create({
    data: {
      shopId: of.shopId,
      orderId: booked.orderId,
      creatorId: of.creatorId,
      partnershipId: of.id,
      offerId: of.offerId,
      offerVersionId: of.versionId,
      currency: of.currency,
      amountMinor: left,
      releasableMinor: left,
      maturedMinor: booked.matured ?? 0n,
      month: new Date(`${booked.at.slice(0, 7)}-01`),
      evidenceKind: "code",
      lines:
        left === 0n
          ? []
          : [
              {
                line: "466157049",
                commissionableMinor: String(left * 10n),
                bps: 1000,
                amountMinor: String(left),
                why: "percent",
              },
            ],
      sentence: booked.sentence ?? `${left} for the code on the order`,
      holdDays: 30,
      maturesAt: booked.maturesAt ? new Date(booked.maturesAt) : null,
      postingNumber: earned === 0n ? 0 : 1,
      settledAt: at,
    },
  });
  if (earned > 0n) await transfer(prisma, of, booked, "accrual", earned, at);
  if (earned > left)
    await transfer(prisma, of, booked, "adjustment", earned - left, new Date(booked.changedAt ?? booked.at));
}

const transfer = (
  prisma: Prisma,
  of: Partnership,
  { orderId }: BookedOrder,
  kind: "accrual" | "adjustment",
  amountMinor: bigint,
  happenedAt: Date,
) =>
  prisma.transfer.create({
    data: {
      shopId: of.shopId,
      creatorId: of.creatorId,
      currency: of.currency,
      fromAccount: kind === "accrual" ? "expense" : "pending",
      toAccount: kind === "accrual" ? "pending" : "expense",
      amountMinor,
      kind,
      reason: kind === "accrual" ? "earned by the code on the order" : "the order changed",
      orderId,
      idempotencyKey: `order/${orderId}/${of.creatorId}/${kind}`,
      happenedAt,
    },
  });
