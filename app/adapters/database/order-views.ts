import type { ListedOrder, OrderFilter, OrderViews } from "#app/services/ports/order-views.ts";
import type { Page, PageRequest } from "#app/services/ports/page.ts";
import { dateOf, instantOrNull, pageOf, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";
import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import { explainOrder } from "./order-explained.ts";
import { readOrderRow, select, selectWith, type Row } from "./order-row.ts";

export function createOrderViews(db: Db): OrderViews {
  return {
    list: (shopId, filter, page, at) => list(db, shopId, filter, page, at),
    async newestSales(shopId, limit) {
      const rows = await db.$queryRaw<Row[]>`
        ${select}
        WHERE v.shop_id = ${shopId} AND jsonb_array_length(v.credited) > 0
        ORDER BY v.settled_at DESC, v.order_id DESC LIMIT ${limit}`;
      return rows.map(readOrderRow);
    },
    explain: (shopId, orderId) =>
      /^\d{1,18}$/.test(orderId) ? explainOrder(db, shopId, BigInt(orderId)) : Promise.resolve(null),
  };
}

const conditions = (at: Instant): Record<OrderFilter, Prisma.Sql> => ({
  all: Prisma.sql`true`,
  credited: Prisma.sql`jsonb_array_length(v.credited) > 0`,
  evidence: Prisma.sql`jsonb_array_length(v.credited) = 0 AND EXISTS (
    SELECT 1 FROM evidence e WHERE e.shop_id = v.shop_id AND e.order_id = v.order_id)`,
  held: Prisma.sql`EXISTS (SELECT 1 ${reviewsOfOrder(at)})`,
});

/** Reviews that hold something. */
export const runningReviews = (at: Instant): Prisma.Sql => Prisma.sql`
  FROM order_reviews r JOIN commissions c USING (shop_id, order_id, creator_id)
  WHERE r.decision IS NULL AND r.ends_at > ${dateOf(at)} AND c.credited AND c.amount_minor > 0`;

const reviewsOfOrder = (at: Instant): Prisma.Sql => Prisma.sql`
  ${runningReviews(at)} AND r.shop_id = v.shop_id AND r.order_id = v.order_id`;

async function list(
  db: Db,
  shopId: number,
  filter: OrderFilter,
  { after, limit }: PageRequest,
  at: Instant,
): Promise<Page<ListedOrder>> {
  const from = cursorIn(after);
  const past =
    from === null ? Prisma.sql`true` : Prisma.sql`(o.processed_at, o.order_id) < (${dateOf(from.at)}, ${from.orderId})`;
  const rows = await db.$queryRaw<ListedRow[]>`
    ${selectWith(Prisma.sql`, (SELECT max(r.ends_at) ${reviewsOfOrder(at)}) AS held_until`)}
    WHERE o.shop_id = ${shopId} AND o.processed_at IS NOT NULL AND ${conditions(at)[filter]} AND ${past}
    ORDER BY o.processed_at DESC, o.order_id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, readListed, (row) => `${row.processed_at?.getTime() ?? 0}-${row.order_id}`);
}

type ListedRow = Row & { held_until: Date | null };

const readListed = (row: ListedRow): ListedOrder => ({
  ...readOrderRow(row),
  heldUntil: instantOrNull(row.held_until),
});

function cursorIn(after: string | null) {
  const [, at, orderId] = /^(\d{1,15})-(\d{1,18})$/.exec(after ?? "") ?? [];
  return at === undefined || orderId === undefined ? null : { at: instant(Number(at)), orderId: BigInt(orderId) };
}
