import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import { versionInForce, type Offer } from "../ports/offers.ts";
import type { Discounts } from "../ports/shopify.ts";
import type { Shop } from "../ports/shops.ts";

type Deps = {
  database: Pick<Database, "transaction" | "offers" | "shops">;
  discounts: Discounts;
  clock: Clock;
  /** A code that nobody guesses, the same each time for one offer. */
  houseCode(offerId: string): string;
};

export type DiscountSynced =
  | { kind: "synced"; gid: string | null }
  | { kind: "nothing_in_force" }
  | { kind: "refused"; why: string }
  | { kind: "gone" };

/**
 * Brings an offer's one discount at Shopify in line with the version in force: makes it, changes it in place, or
 * stops it. A job: safe to repeat, and a crash between Shopify and our database is mended by the next run, which finds
 * the discount by its house code.
 */
export async function syncDiscount(
  deps: Deps,
  { shopId, offerId }: { shopId: number; offerId: string },
): Promise<DiscountSynced> {
  const [shop, offer] = await Promise.all([
    deps.database.shops.byId(shopId),
    deps.database.offers.get(shopId, offerId),
  ]);
  if (shop === null || offer === null) return { kind: "gone" };
  const version = versionInForce(offer, deps.clock.now());
  if (version === null) return { kind: "nothing_in_force" };

  const terms = version.shopperTerms;
  if (terms.kind === "none" || offer.status === "ended") {
    if (offer.discountGid !== null) await deps.discounts.setActive(shop.domain, offer.discountGid, false);
    return { kind: "synced", gid: offer.discountGid };
  }
  return save(deps, shop, offer, terms);
}

type Terms = Parameters<Discounts["save"]>[1]["terms"];

async function save(deps: Deps, shop: Shop, offer: Offer, terms: Terms): Promise<DiscountSynced> {
  const { database, discounts } = deps;
  const result = await discounts.save(shop.domain, {
    gid: offer.discountGid,
    title: `${offer.name} (creators)`,
    houseCode: deps.houseCode(offer.id),
    terms,
    currency: shop.currency,
  });
  if (result.kind === "gone") return replace(deps, shop, offer, terms);
  await database.transaction(async (tx) => {
    if (result.kind === "saved") await tx.offers.setDiscount(offer.shopId, offer.id, result.gid);
    const told =
      result.kind === "saved"
        ? { action: "discount_saved" }
        : { action: "discount_refused", detail: { why: result.why } };
    const subject = `offer:${offer.id}`;
    await tx.activity.record({ shopId: offer.shopId, actor: "system", subject, at: deps.clock.now(), ...told });
  });
  if (result.kind === "refused") return result;
  // One that was stopped, with its offer or by a version without a saving, runs again.
  if (offer.discountGid !== null) await discounts.setActive(shop.domain, result.gid, true);
  return { kind: "synced", gid: result.gid };
}

/** Deleted by hand in Shopify's admin, its codes with it: a new discount takes its place, and its codes are made again. */
async function replace(deps: Deps, shop: Shop, offer: Offer, terms: Terms): Promise<DiscountSynced> {
  const { shopId, id } = offer;
  await deps.database.transaction(async (tx) => {
    await tx.offers.setDiscount(shopId, id, null);
    const codes = await tx.codes.reopen(shopId, id);
    for (const codeId of codes) await tx.jobs.add("create-code", { shopId, codeId }, { key: `create-code:${codeId}` });
  });
  return save(deps, shop, { ...offer, discountGid: null }, terms);
}
