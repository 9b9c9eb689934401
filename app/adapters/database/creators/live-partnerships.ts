import type { LivePartnerships } from "#app/services/ports/creator-offers.ts";
import { isUuid, pageOf, type Db } from "../db.ts";

export const createLivePartnerships = (db: Db): LivePartnerships => ({
  async page(shopId, offerId, { after, limit }) {
    const rows = await db.partnership.findMany({
      where: {
        shopId,
        offerId,
        state: { not: "ended" },
        ...(after !== null && isUuid(after) ? { id: { gt: after } } : {}),
      },
      select: { id: true, creatorId: true, ownRateBps: true },
      orderBy: { id: "asc" },
      take: limit + 1,
    });
    return pageOf(
      rows,
      limit,
      (row) => row,
      (row) => row.id,
    );
  },
});
