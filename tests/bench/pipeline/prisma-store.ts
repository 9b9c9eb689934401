import { packFacts, unpackFacts, type PackedFacts } from "../../../app/domain/order/facts-codec.ts";
import { parseRule } from "../../../app/domain/commission/rule.ts";
import { explainVerdict } from "../../../app/domain/wording/explain.ts";
import { canonicalText } from "../../../app/domain/kernel/text.ts";
import { unpackBody } from "../../../app/adapters/database/inbox/body.ts";
import { entriesJson } from "../../../app/adapters/database/settling/write.ts";
import { instant, monthOf, type Instant } from "../../../app/domain/kernel/instant.ts";
import type { Currency } from "../../../app/domain/money/currency.ts";
import type { Prisma } from "../../../app/adapters/database/generated/client.ts";
import type {
  KnownPartnership,
  OfferVersion,
  PostedCommission,
  SettleStore,
  SettledOrder,
  StoredOrder,
} from "../../../app/services/ports/settling.ts";
import type { Transfer } from "../../../app/services/ports/ledger.ts";

type Tx = Prisma.TransactionClient;
const at = (date: Date): Instant => instant(date.getTime());
const atOrNull = (date: Date | null): Instant | null => (date === null ? null : at(date));
const dateOrNull = (when: Instant | null): Date | null => (when === null ? null : new Date(when));

/**
 * What one would write with Prisma, one order at a time: finders and upserts of the models, on the same domain functions.
 * For offers without running totals, which is what the bench has.
 */
export function prismaSettleStore(tx: Tx, now: Instant): SettleStore {
  return {
    async lockShops([shopId = 0]) {
      const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      return [
        {
          shopId,
          currency: shop.currency as Currency,
          timeZone: shop.ianaTimezone,
          position: 0,
          installedAt: at(shop.installedAt),
        },
      ];
    },
    startSeries: async (book) => book,
    async orders([key]) {
      if (!key) return [];
      const row = await tx.orderState.findUnique({
        where: { shopId_orderId: { shopId: key.shopId, orderId: BigInt(key.orderId) } },
        include: { commissions: true },
      });
      return row === null ? [] : [stored(row)];
    },
    async customerOrders(asks) {
      const rows = await tx.orderState.findMany({
        where: { OR: asks.map(({ shopId, customerKey }) => ({ shopId, customerKey })) },
        include: { commissions: true },
      });
      return rows.map(stored);
    },
    reviews: async () => [],
    async texts(refs) {
      if (refs.length === 0) return new Map();
      const rows = await tx.inboxDelivery.findMany({ where: { id: { in: refs.map(BigInt) } } });
      return new Map(rows.map(({ id, encoding, body }) => [Number(id), textOf(encoding, body)]));
    },
    async partnerships(shopId, marks, codes, ids) {
      const named = [...marks.flatMap((mark) => ("code" in mark ? [mark.code] : [])), ...codes];
      const rows = await tx.partnership.findMany({
        where: { shopId, OR: [{ codes: { some: { codeFolded: { in: named } } } }, { id: { in: [...ids] } }] },
        include: { creator: true },
      });
      // One after the other: Prisma would ask for several relations at once, which a transaction's one connection cannot do.
      const partnershipId = { in: rows.map(({ id }) => id) };
      const codeRows = await tx.referralCode.findMany({ where: { shopId, partnershipId } });
      const linkRows = await tx.referralLink.findMany({ where: { shopId, partnershipId } });
      return rows.map((row) => known(row, codeRows, linkRows));
    },
    async offerVersions(shopIds) {
      const rows = await tx.offerVersion.findMany({
        where: { shopId: { in: [...shopIds] }, publishedAt: { not: null } },
      });
      return rows.map(version);
    },
    productVersions: async () => [],
    totals: async () => [],
    payableBalances: async () => new Map(),
    async save(orders, transfers) {
      for (const order of orders) await saveOrder(tx, order, now);
      for (const transfer of transfers) await saveTransfer(tx, transfer);
    },
  };
}

const textOf = (encoding: string, body: Uint8Array): string =>
  canonicalText(JSON.parse(Buffer.from(unpackBody(encoding, body)).toString("utf8")));

type StateRow = Prisma.OrderStateGetPayload<{ include: { commissions: true } }>;

const stored = (row: StateRow): StoredOrder => ({
  shopId: row.shopId,
  orderId: String(row.orderId),
  facts: unpackFacts(JSON.parse(row.facts) as PackedFacts),
  customerKey: row.customerKey,
  processedAt: atOrNull(row.processedAt),
  counts: row.countsForCustomer,
  creditPartnershipId: row.creditPartnershipId,
  history: row.history as StoredOrder["history"],
  pricedHistory: row.pricedHistory as StoredOrder["history"],
  keptPosition: row.keptPosition === null ? null : Number(row.keptPosition),
  firstSettledAt: atOrNull(row.firstSettledAt),
  earlierOrders: row.earlierOrders,
  posted: row.commissions.map(posted),
});

const posted = (row: StateRow["commissions"][number]): PostedCommission => ({
  creatorId: row.creatorId,
  partnershipId: row.partnershipId,
  offerId: row.offerId,
  offerVersionId: row.offerVersionId,
  evidence: row.evidenceKind,
  credited: row.credited,
  pendingMinor: row.amountMinor - row.maturedMinor,
  payableMinor: row.maturedMinor,
  heldMinor: row.heldMinor,
  netSalesMinor: row.netSalesMinor,
  month: monthOf(at(row.month)),
  holdDays: row.holdDays,
  postingNumber: row.postingNumber,
});

type CodeRow = Prisma.ReferralCodeGetPayload<object>;
type LinkRow = Prisma.ReferralLinkGetPayload<object>;

const known = (
  row: Prisma.PartnershipGetPayload<{ include: { creator: true } }>,
  codes: readonly CodeRow[],
  links: readonly LinkRow[],
): KnownPartnership => ({
  id: row.id,
  shopId: row.shopId,
  creator: row.creatorId,
  offerId: row.offerId,
  activeFrom: at(row.activeFrom),
  activeUntil: atOrNull(row.activeUntil),
  endedForFraud: row.endedFor === "fraud",
  ownRateBps: row.ownRateBps,
  codes: codes
    .filter(({ partnershipId }) => partnershipId === row.id)
    .map(({ codeFolded }) => ({ code: codeFolded, leaks: [] })),
  tokens: links.filter(({ partnershipId }) => partnershipId === row.id).map(({ token }) => token),
  names: [row.creator.handle, row.creator.displayName.toLowerCase()],
  identities: [],
  likenesses: [],
});

function version(row: Prisma.OfferVersionGetPayload<object>): OfferVersion {
  const parsed = parseRule(row.rule);
  if (parsed.kind !== "rule") throw new Error(`offer version ${row.id} has a rule that cannot be read`);
  return {
    id: row.id,
    offerId: row.offerId,
    shopId: row.shopId,
    rule: parsed.rule,
    windowDays: row.attributionWindowDays,
    holdDays: row.holdDays,
    effectiveFrom: instant(row.effectiveFrom?.getTime() ?? 0),
  };
}

async function saveOrder(tx: Tx, order: SettledOrder, now: Instant): Promise<void> {
  const key = { shopId: order.shopId, orderId: BigInt(order.orderId) };
  const state = {
    facts: JSON.stringify(packFacts(order.facts)),
    customerKey: order.customerKey,
    processedAt: dateOrNull(order.processedAt),
    countsForCustomer: order.counts,
    seenPaidAt: dateOrNull(order.facts.seenPaidAt),
    firstSettledAt: dateOrNull(order.firstSettledAt),
    creditPartnershipId: order.creditPartnershipId,
    updatedAt: new Date(now),
    ...(order.history === null ? {} : { history: { ...order.history } }),
    ...(order.pricedHistory === null ? {} : { pricedHistory: { ...order.pricedHistory } }),
  };
  await tx.orderState.upsert({ where: { shopId_orderId: key }, create: { ...key, ...state }, update: state });
  if (order.verdict === null) return;

  const { verdict, disputed, commissions } = order.verdict;
  const { credited, rejected, outcome } = verdict.attribution;
  const told = {
    reason: verdict.reason,
    credited: credited.map(({ id, creator }) => ({ partnershipId: id, creatorId: creator })),
    rejected: rejected.map(({ partnership, kind, reason }) => ({ partnershipId: partnership.id, kind, reason })),
    explanation: { sentenceForBrand: explainVerdict(verdict, "USD" as Currency), disputed },
    settledAt: new Date(now),
  };
  await tx.verdict.upsert({ where: { shopId_orderId: key }, create: { ...key, ...told }, update: told });
  for (const { id, creator } of outcome.kind === "credited" ? credited : []) {
    const evidence = { ...key, partnershipId: id, kind: outcome.kind === "credited" ? outcome.by : ("code" as const) };
    await tx.evidence.upsert({
      where: { shopId_orderId_partnershipId_kind: evidence },
      create: { ...evidence, creatorId: creator, outcome: "credited" },
      update: { outcome: "credited" },
    });
  }
  for (const commission of commissions) {
    const data = {
      partnershipId: commission.partnershipId,
      offerId: commission.offerId,
      offerVersionId: commission.offerVersionId,
      currency: "USD",
      credited: commission.credited,
      amountMinor: commission.amountMinor,
      maturedMinor: commission.payableMinor,
      heldMinor: commission.heldMinor,
      releasableMinor: commission.releasableMinor,
      netSalesMinor: commission.netSalesMinor,
      month: new Date(`${commission.month}-01T00:00:00Z`),
      evidenceKind: commission.evidence,
      lines: JSON.parse(entriesJson(commission.entries)) as Prisma.InputJsonArray,
      sentence: commission.sentence,
      holdDays: commission.holdDays,
      maturesAt: dateOrNull(commission.maturesAt),
      postingNumber: commission.postingNumber,
      settledAt: new Date(now),
    };
    const where = { shopId_orderId_creatorId: { ...key, creatorId: commission.creatorId } };
    await tx.commission.upsert({ where, create: { ...key, creatorId: commission.creatorId, ...data }, update: data });
  }
}

async function saveTransfer(tx: Tx, transfer: Transfer): Promise<void> {
  await tx.transfer.create({
    data: {
      shopId: transfer.shopId,
      creatorId: transfer.creatorId,
      currency: transfer.currency,
      fromAccount: transfer.from,
      toAccount: transfer.to,
      amountMinor: transfer.amountMinor,
      kind: transfer.kind,
      reason: transfer.reason,
      orderId: transfer.orderId === null ? null : BigInt(transfer.orderId),
      idempotencyKey: transfer.idempotencyKey,
      happenedAt: new Date(transfer.happenedAt),
    },
  });
}
