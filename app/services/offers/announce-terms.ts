import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { termsInPlainWords } from "#app/domain/wording/terms-in-plain-words.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import { termsChangedMail } from "../mail/terms-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { LivePartnerships } from "../ports/creator-offers.ts";
import type { Database } from "../ports/database.ts";
import type { Offer, OfferVersion } from "../ports/offers.ts";
import type { Shop } from "../ports/shops.ts";

type Deps = {
  database: Pick<Database, "offers" | "shops" | "transaction">;
  live: LivePartnerships;
  clock: Clock;
  addresses: Addresses;
  formatsOf(currency: Currency, timeZone: string): Formats;
};

export type TermsAnnouncement = { shopId: number; offerId: string; versionId: string; after: string | null };

const CREATORS_A_JOB = 200;

/**
 * Tells an offer's creators that its terms change, or have become better: all five lines, and from when. A job, which adds
 * the next one while creators are left; a crash may tell some of them twice, never not at all.
 */
export async function announceTerms(
  { database, live, clock, addresses, formatsOf }: Deps,
  { shopId, offerId, versionId, after }: TermsAnnouncement,
): Promise<{ kind: "told"; creators: number } | { kind: "gone" }> {
  const [shop, offer] = await Promise.all([database.shops.byId(shopId), database.offers.get(shopId, offerId)]);
  const version = offer?.versions.find(({ id }) => id === versionId);
  if (shop === null || offer === null || version === undefined) return { kind: "gone" };

  const page = await live.page(shopId, offerId, { after, limit: CREATORS_A_JOB });
  const formats = formatsOf(version.currency, shop.timeZone);
  const now = clock.now();
  await database.transaction(async (tx) => {
    for (const partnership of page.items)
      await tx.mail.toCreator(mailFor({ shop, offer, version, formats, now, addresses }, partnership));
    if (page.next !== null) await tx.jobs.add("announce-terms", { shopId, offerId, versionId, after: page.next });
  });
  return { kind: "told", creators: page.items.length };
}

type Announced = {
  shop: Shop;
  offer: Offer;
  version: OfferVersion;
  formats: Formats;
  now: Instant;
  addresses: Addresses;
};
type Told = Awaited<ReturnType<LivePartnerships["page"]>>["items"][number];

function mailFor({ shop, offer, version, formats, now, addresses }: Announced, { id, creatorId, ownRateBps }: Told) {
  const later = version.effectiveFrom !== null && version.effectiveFrom > now;
  return termsChangedMail({
    creatorId,
    brandName: shop.name,
    offerName: offer.name,
    from: later ? formats.day(version.effectiveFrom ?? now) : null,
    lines: termsInPlainWords({ ...version, noticeDays: offer.noticeDays }, formats, ownRateBps),
    partnershipUrl: addresses.portal(`/partnerships/${id}`),
  });
}
