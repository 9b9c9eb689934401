import { later, plusDays, type Instant } from "#app/domain/kernel/instant.ts";
import { needsNotice } from "#app/domain/offer/needs-notice.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database, Stores } from "../ports/database.ts";
import { draftOf, type Offer, type OfferVersion } from "../ports/offers.ts";
import { wholeSecond } from "../whole-second.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

export type Published =
  | { kind: "published"; version: number; effectiveFrom: Instant; notice: boolean }
  /** There is no draft: somebody published it already, or nothing was changed. */
  | { kind: "nothing_to_publish" }
  | { kind: "not_found" }
  | { kind: "ended" };

/**
 * Makes an offer's draft its newest version, for good.
 *
 * A first version, or one that is better in every respect, is in force at once; another one after the offer's notice.
 * The discount at Shopify is brought in line by a job that is part of the same transaction, and once more when the
 * version comes into force.
 */
export async function publishOffer(
  { database, clock }: Deps,
  input: { shopId: number; offerId: string; actor: string },
): Promise<Published> {
  return database.transaction(async (tx) => {
    const offer = await tx.offers.lock(input.shopId, input.offerId);
    if (offer === null) return { kind: "not_found" };
    if (offer.status === "ended") return { kind: "ended" };
    const draft = draftOf(offer);
    if (draft === null) return { kind: "nothing_to_publish" };

    const now = clock.now();
    const { effectiveFrom, notice } = startOf(offer, draft, now);
    await tx.offers.publish(offer.shopId, offer.id, draft.id, { publishedAt: now, effectiveFrom });
    await syncDiscountLater(tx, offer, now, effectiveFrom);
    const announcement = { shopId: offer.shopId, offerId: offer.id, versionId: draft.id, after: null };
    await tx.jobs.add("announce-terms", announcement, { key: `announce-terms:${draft.id}` });
    await tx.activity.record({
      shopId: offer.shopId,
      actor: input.actor,
      action: "offer_published",
      subject: `offer:${offer.id}`,
      detail: { version: draft.number, notice, effectiveFrom: new Date(effectiveFrom).toISOString() },
      at: now,
    });
    return { kind: "published", version: draft.number, effectiveFrom, notice };
  });
}

/** When `draft` would come into force, published at `now`. */
export function startOf(offer: Offer, draft: OfferVersion, now: Instant): { effectiveFrom: Instant; notice: boolean } {
  const published = offer.versions.filter((version) => version.publishedAt !== null);
  // Every version that is in force now or still to come: creators rely on each of them.
  const current = published.findIndex((version) => version.effectiveFrom !== null && version.effectiveFrom <= now);
  const relied = current === -1 ? published : published.slice(0, current + 1);
  const notice = relied.some((version) => needsNotice(version, draft));
  const earliest = notice ? plusDays(now, offer.noticeDays) : published.length === 0 ? wholeSecond(now) : now;
  // Never before one that was announced earlier: versions come into force in their sequence.
  const effectiveFrom = relied.reduce((at, version) => later(at, version.effectiveFrom ?? at), earliest);
  return { effectiveFrom, notice };
}

async function syncDiscountLater(tx: Stores, offer: Offer, now: Instant, effectiveFrom: Instant): Promise<void> {
  const payload = { shopId: offer.shopId, offerId: offer.id };
  await tx.jobs.add("sync-discount", payload, { key: `sync-discount:${offer.id}` });
  if (effectiveFrom > now) {
    await tx.jobs.add("sync-discount", payload, {
      key: `sync-discount:${offer.id}:${effectiveFrom}`,
      runAt: effectiveFrom,
    });
  }
}
