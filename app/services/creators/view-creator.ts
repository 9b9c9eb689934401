import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorPage, PagePartnership } from "../ports/creator-page.ts";
import type { Database } from "../ports/database.ts";
import type { Balances } from "../ports/ledger.ts";

type Deps = { database: Pick<Database, "creatorPages" | "ledger">; addresses: Addresses; clock: Clock };

export type ViewedPartnership = Omit<PagePartnership, "linkTokens"> & { links: string[] };
export type ViewedCreator = Omit<CreatorPage, "partnerships"> & {
  partnerships: ViewedPartnership[];
  balances: Balances[];
};

/** One creator, as a brand sees them: partnerships, money, latest orders, and who did what. Null when it never worked with them. */
export async function viewCreator(
  { database, addresses, clock }: Deps,
  { shopId, creatorId }: { shopId: number; creatorId: string },
): Promise<ViewedCreator | null> {
  const page = await database.creatorPages.get(shopId, creatorId, clock.now());
  if (page === null) return null;
  const partnerships = page.partnerships.map(({ linkTokens, ...partnership }) => ({
    ...partnership,
    links: linkTokens.map((token) => addresses.referralLink(token)),
  }));
  return { ...page, partnerships, balances: await database.ledger.balancesOfShop(shopId, page.creatorId) };
}
