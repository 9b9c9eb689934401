import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { UncreditedOrder } from "../ports/creator-earnings.ts";
import type { Page } from "../ports/page.ts";

type Deps = { database: Pick<CreatorDatabase, "earnings"> };

const ORDERS_A_PAGE = 40;

/** Orders that carried the creator's evidence and earned them nothing, each with its reason. */
export async function creatorUncredited(
  { database }: Deps,
  { creatorId, after }: { creatorId: string; after: string | null },
): Promise<Page<UncreditedOrder>> {
  return database.earnings.uncredited(creatorId, { after, limit: ORDERS_A_PAGE });
}
