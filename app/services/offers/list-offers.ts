import type { Database } from "../ports/database.ts";
import type { OfferSummary } from "../ports/offers.ts";
import type { Page } from "../ports/page.ts";

const pageSize = 20;

/** A shop's offers, newest first, with what each has come to. */
export const listOffers = (
  { database }: { database: Pick<Database, "offers"> },
  input: { shopId: number; after: string | null },
): Promise<Page<OfferSummary>> => database.offers.list(input.shopId, { after: input.after, limit: pageSize });
