import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { OfferStatus } from "../ports/offers.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

export type StatusChanged = { kind: "changed" } | { kind: "not_found" } | { kind: "not_possible"; from: OfferStatus };

const possible: Record<OfferStatus, readonly OfferStatus[]> = {
  draft: [],
  live: ["paused", "ended"],
  paused: ["live", "ended"],
  ended: [],
};

/**
 * Pauses an offer (no new creators; codes and links go on), resumes it, or ends it (its discount stops at Shopify).
 * What was earned stays earned. Doing it twice does nothing more.
 */
export async function changeOfferStatus(
  { database, clock }: Deps,
  input: { shopId: number; offerId: string; to: "live" | "paused" | "ended"; actor: string },
): Promise<StatusChanged> {
  return database.transaction(async (tx) => {
    const offer = await tx.offers.lock(input.shopId, input.offerId);
    if (offer === null) return { kind: "not_found" };
    if (offer.status === input.to) return { kind: "changed" };
    if (!possible[offer.status].includes(input.to)) return { kind: "not_possible", from: offer.status };

    await tx.offers.setStatus(offer.shopId, offer.id, input.to);
    await tx.jobs.add(
      "sync-discount",
      { shopId: offer.shopId, offerId: offer.id },
      { key: `sync-discount:${offer.id}` },
    );
    await tx.activity.record({
      shopId: offer.shopId,
      actor: input.actor,
      action: `offer_${input.to}`,
      subject: `offer:${offer.id}`,
      at: clock.now(),
    });
    return { kind: "changed" };
  });
}
