import { budgetEndsMail, budgetUsedUpMail } from "../mail/budget-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { LivePartnerships } from "../ports/creator-offers.ts";
import type { Database } from "../ports/database.ts";
import type { Jobs } from "../ports/jobs.ts";
import { versionInForce } from "../ports/offers.ts";

type Deps = {
  database: Pick<Database, "offers" | "shops" | "transaction">;
  live: LivePartnerships;
  clock: Clock;
  addresses: Addresses;
};

const CREATORS_A_JOB = 200;

/**
 * Tells an offer's creators that its budget ends soon, or has ended. A job, which adds the next one while creators are left.
 * A budget that was changed meanwhile is no news any more.
 */
export async function tellBudget(
  { database, live, clock, addresses }: Deps,
  notice: Jobs["tell-budget"],
): Promise<{ kind: "told"; creators: number } | { kind: "gone" }> {
  const { shopId, offerId, stage, warned, after } = notice;
  const [shop, offer] = await Promise.all([database.shops.byId(shopId), database.offers.get(shopId, offerId)]);
  const version = offer === null ? null : versionInForce(offer, clock.now());
  const budgetMinor = version?.rule.caps.budgetMinor;
  if (shop === null || offer === null || version === null || String(budgetMinor) !== notice.budgetMinor)
    return { kind: "gone" };

  const page = await live.page(shopId, offerId, { after, limit: CREATORS_A_JOB });
  const budget = { amountMinor: BigInt(notice.budgetMinor), currency: version.currency };
  await database.transaction(async (tx) => {
    for (const { id, creatorId } of page.items) {
      const partnershipUrl = addresses.portal(`/partnerships/${id}`);
      const told = { creatorId, brandName: shop.name, offerName: offer.name, budget, partnershipUrl };
      await tx.mail.toCreator(stage === "ends_soon" ? budgetEndsMail(told) : budgetUsedUpMail({ ...told, warned }));
    }
    if (page.next !== null) await tx.jobs.add("tell-budget", { ...notice, after: page.next });
  });
  return { kind: "told", creators: page.items.length };
}
