import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OfferBudget } from "../ports/brand-figures.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import { draftOf, newestPublished, versionInForce, type Offer, type OfferVersion } from "../ports/offers.ts";
import { startOf } from "./publish-offer.ts";

type Deps = { database: Pick<Database, "offers" | "activity" | "figures">; clock: Clock };

export type OfferView = {
  offer: Offer;
  draft: OfferVersion | null;
  inForce: OfferVersion | null;
  /** Published, and in force later. */
  announced: OfferVersion | null;
  /** What the form begins with. */
  shown: OfferVersion;
  /** When the draft would come into force if it were published now. */
  draftStart: { effectiveFrom: Instant; notice: boolean } | null;
  discount: "none" | "pending" | "made" | { refused: string };
  /** Null when the terms in force have none. */
  budget: OfferBudget | null;
};

/** Everything that an offer's own page shows; null when the shop has no such offer. */
export async function viewOffer(
  { database, clock }: Deps,
  input: { shopId: number; offerId: string },
): Promise<OfferView | null> {
  const offer = await database.offers.get(input.shopId, input.offerId);
  const shown = offer?.versions[0];
  if (offer === null || shown === undefined) return null;
  const now = clock.now();
  const [draft, inForce, newest] = [draftOf(offer), versionInForce(offer, now), newestPublished(offer)];
  return {
    offer,
    draft,
    inForce,
    announced: newest !== null && newest.id !== inForce?.id ? newest : null,
    shown,
    draftStart: draft === null ? null : startOf(offer, draft, now),
    discount: await discountState(database, offer, inForce),
    budget: await database.figures.budgetOf(offer.shopId, offer.id, now),
  };
}

async function discountState(
  database: Deps["database"],
  offer: Offer,
  inForce: OfferVersion | null,
): Promise<OfferView["discount"]> {
  if (inForce === null || inForce.shopperTerms.kind === "none") return "none";
  const last = await database.activity.latest(offer.shopId, `offer:${offer.id}`, [
    "discount_saved",
    "discount_refused",
  ]);
  if (last?.action === "discount_refused") return { refused: String(last.detail?.["why"] ?? "") };
  return offer.discountGid === null ? "pending" : "made";
}
