import type { Instant } from "#app/domain/kernel/instant.ts";
import type { CreatorPages, PageActivity, PageOrder, PagePartnership } from "#app/services/ports/creator-page.ts";
import { detailDocument } from "./activity.ts";
import { readAward } from "./awards.ts";
import { dateOf, instantOf, instantOrNull, isUuid, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";

const mostOrders = 10;
const mostAwards = 50;
const mostActivity = 50;

/** The creator is looked up by the shop's own partnerships: another shop's are nobody's here. */
export const createCreatorPages = (db: Db): CreatorPages => ({
  async get(shopId, creatorId, now) {
    if (!isUuid(creatorId)) return null;
    const rows = await db.partnership.findMany({
      where: { shopId, creatorId },
      include: withAll(now),
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    const [first] = rows;
    if (first === undefined) return null;
    const figures = await figuresOf(db, shopId, creatorId);
    const awards = await db.award.findMany({
      where: { shopId, creatorId },
      orderBy: [{ grantedAt: "desc" }, { id: "desc" }],
      take: mostAwards,
    });
    const { displayName, handle } = first.creator;
    return {
      creatorId,
      name: displayName || handle,
      handle,
      partnerships: rows.map((row) => readPartnership(row, figures.get(row.id))),
      orders: await latestOrders(db, shopId, creatorId),
      awards: awards.map(readAward),
      history: await historyOf(db, shopId, creatorId, rows),
    };
  },
});

const withAll = (now: Instant) =>
  ({
    creator: { select: { displayName: true, handle: true } },
    offer: {
      select: {
        name: true,
        versions: {
          where: { effectiveFrom: { lte: dateOf(now) } },
          orderBy: { number: "desc" },
          take: 1,
          select: { holdDays: true },
        },
      },
    },
    codes: { orderBy: { createdAt: "desc" }, include: { leaks: { where: { clearedAt: null } } } },
    links: { orderBy: { createdAt: "asc" }, select: { token: true } },
  }) satisfies Prisma.PartnershipInclude;

type Row = Prisma.PartnershipGetPayload<{ include: ReturnType<typeof withAll> }>;
type Figures = { id: string; clicks: bigint; orders: bigint; sales_minor: bigint; commission_minor: bigint };

async function figuresOf(db: Db, shopId: number, creatorId: string): Promise<ReadonlyMap<string, Figures>> {
  const rows = await db.$queryRaw<Figures[]>`
    SELECT p.id, (SELECT count(*) FROM clicks k WHERE k.shop_id = p.shop_id AND k.partnership_id = p.id) AS clicks,
      earned.orders, coalesce(earned.sales, 0)::bigint AS sales_minor, coalesce(earned.amount, 0)::bigint AS commission_minor
    FROM partnerships p
    CROSS JOIN LATERAL (
      SELECT count(*) AS orders, sum(net_sales_minor) AS sales, sum(amount_minor) AS amount FROM commissions c
      WHERE c.creator_id = p.creator_id AND c.shop_id = p.shop_id AND c.partnership_id = p.id AND c.credited) AS earned
    WHERE p.shop_id = ${shopId} AND p.creator_id = ${creatorId}::uuid`;
  return new Map(rows.map((row) => [row.id, row]));
}

const readPartnership = (row: Row, figures: Figures | undefined): PagePartnership => ({
  id: row.id,
  offerId: row.offerId,
  offerName: row.offer.name,
  state: row.state,
  activeFrom: instantOf(row.activeFrom),
  activeUntil: instantOrNull(row.activeUntil),
  endedFor: row.endedFor,
  ownRateBps: row.ownRateBps,
  holdDays: row.offer.versions[0]?.holdDays ?? 0,
  codes: row.codes.map(({ id, code, state, leaks }) => ({
    id,
    text: code,
    state,
    leakedSince: instantOrNull(leaks[0]?.flaggedAt ?? null),
  })),
  linkTokens: row.links.map(({ token }) => token),
  clicks: Number(figures?.clicks ?? 0n),
  orders: Number(figures?.orders ?? 0n),
  salesMinor: figures?.sales_minor ?? 0n,
  commissionMinor: figures?.commission_minor ?? 0n,
});

type OrderRow = {
  order_id: bigint;
  processed_at: Date;
  offer_name: string;
  amount_minor: bigint;
  credited: boolean;
  sentence: string;
};

/** A creator's commissions in one shop are read by their index, then put in order: they are few beside the shop's. */
async function latestOrders(db: Db, shopId: number, creatorId: string): Promise<PageOrder[]> {
  const rows = await db.$queryRaw<OrderRow[]>`
    SELECT c.order_id, o.processed_at, f.name AS offer_name, c.amount_minor, c.credited, c.sentence
    FROM commissions c
    JOIN order_states o ON o.shop_id = c.shop_id AND o.order_id = c.order_id AND o.processed_at IS NOT NULL
    JOIN offers f ON f.shop_id = c.shop_id AND f.id = c.offer_id
    WHERE c.creator_id = ${creatorId}::uuid AND c.shop_id = ${shopId}
    ORDER BY o.processed_at DESC, c.order_id DESC LIMIT ${mostOrders}`;
  return rows.map((row) => ({
    orderId: String(row.order_id),
    processedAt: instantOf(row.processed_at),
    offerName: row.offer_name,
    amountMinor: row.amount_minor,
    credited: row.credited,
    sentence: row.sentence,
  }));
}

/** What was done to the creator's partnerships, codes, applications, payouts and balances. */
async function historyOf(db: Db, shopId: number, creatorId: string, rows: readonly Row[]): Promise<PageActivity[]> {
  const own = { where: { shopId, creatorId }, select: { id: true } };
  const [applications, payouts] = [await db.application.findMany(own), await db.payout.findMany(own)];
  const subjects = [
    `creator:${creatorId}`,
    ...rows.flatMap((row) => [`partnership:${row.id}`, ...row.codes.map(({ id }) => `code:${id}`)]),
    ...applications.map(({ id }) => `application:${id}`),
    ...payouts.map(({ id }) => `payout:${id}`),
  ];
  const log = await db.activity.findMany({
    where: { shopId, subject: { in: subjects } },
    orderBy: { id: "desc" },
    take: mostActivity,
  });
  return log.map(({ actor, action, detail, at }) => ({
    actor,
    action,
    detail: detailDocument.parse(detail),
    at: instantOf(at),
  }));
}
