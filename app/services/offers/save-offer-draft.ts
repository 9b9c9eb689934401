import { parseRule, type RuleProblem } from "#app/domain/commission/rule.ts";
import type { ShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import { newestPublished, type Offer, type OfferDetails } from "../ports/offers.ts";
import type { Shop } from "../ports/shops.ts";
import { termsHash } from "./terms-hash.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

export type DraftInput = {
  shop: Shop;
  actor: string;
  /** Null makes a new offer. */
  offerId: string | null;
  /** The offer's `updatedAt` that the person saw, so that nobody overwrites a colleague's work unseen. */
  seen: Instant | null;
  details: OfferDetails;
  ruleDocument: unknown;
  shopperTerms: ShopperTerms;
  attributionWindowDays: number;
  holdDays: number;
};

export type DraftSaved =
  | { kind: "saved"; offerId: string }
  | { kind: "invalid"; problems: readonly RuleProblem[] }
  | { kind: "not_found" }
  | { kind: "ended" }
  | { kind: "changed_meanwhile" };

/** Makes an offer, or changes its draft. Published versions stay as they are: saving starts the next one. */
export async function saveOfferDraft({ database, clock }: Deps, input: DraftInput): Promise<DraftSaved> {
  const parsed = parseRule(input.ruleDocument);
  if (parsed.kind === "invalid") return parsed;
  const { ruleDocument, shopperTerms, attributionWindowDays, holdDays } = input;
  const frame = { currency: input.shop.currency, ruleDocument, shopperTerms, attributionWindowDays, holdDays };
  const terms = { ...frame, rule: parsed.rule };
  const hash = termsHash(terms);

  return database.transaction(async (tx) => {
    const note = (action: string, offerId: string) =>
      tx.activity.record({
        shopId: input.shop.id,
        actor: input.actor,
        action,
        subject: `offer:${offerId}`,
        at: clock.now(),
      });

    if (input.offerId === null) {
      const offerId = await tx.offers.create(input.shop.id, input.details, terms, hash);
      await note("offer_created", offerId);
      return { kind: "saved", offerId };
    }
    const offer = await tx.offers.lock(input.shop.id, input.offerId);
    if (offer === null) return { kind: "not_found" };
    if (offer.status === "ended") return { kind: "ended" };
    if (input.seen !== null && input.seen !== offer.updatedAt) return { kind: "changed_meanwhile" };

    await tx.offers.saveDetails(offer.shopId, offer.id, keptDetails(offer, input.details));
    if (newestPublished(offer)?.termsHash === hash) await tx.offers.discardDraft(offer.shopId, offer.id);
    else await tx.offers.saveDraft(offer.shopId, offer.id, terms, hash);
    await note("offer_draft_saved", offer.id);
    return { kind: "saved", offerId: offer.id };
  });
}

/** The notice was promised to creators when the offer was first published, and is not shortened under them. */
function keptDetails(offer: Offer, details: OfferDetails): OfferDetails {
  const published = newestPublished(offer) !== null;
  return published ? { ...details, noticeDays: Math.max(details.noticeDays, offer.noticeDays) } : details;
}
