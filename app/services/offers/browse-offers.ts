import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { OfferFilter, OpenOffer } from "../ports/creator-offers.ts";
import type { Page } from "../ports/page.ts";

type Deps = { database: Pick<CreatorDatabase, "offers"> };

const OFFERS_A_PAGE = 20;
const LONGEST_SEARCH = 80;

/** The live offers of all brands, newest first. */
export async function browseOffers(
  { database }: Deps,
  { creatorId, filter, after }: { creatorId: string; filter: OfferFilter; after: string | null },
): Promise<Page<OpenOffer>> {
  const text = filter.text.trim().slice(0, LONGEST_SEARCH);
  return database.offers.list(creatorId, { ...filter, text }, { after, limit: OFFERS_A_PAGE });
}

/** One offer, as its terms stand for who applies now; null where this creator has no business. */
export async function viewOffer(
  { database }: Deps,
  { creatorId, offerId }: { creatorId: string; offerId: string },
): Promise<OpenOffer | null> {
  return database.offers.get(creatorId, offerId);
}
