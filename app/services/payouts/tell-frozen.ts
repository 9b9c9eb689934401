import { byCodePoints } from "#app/domain/kernel/text.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { balancesFrozenMail } from "../mail/balance-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Database } from "../ports/database.ts";
import type { Balances } from "../ports/ledger.ts";

type Deps = { database: Pick<Database, "transaction">; addresses: Addresses };

const CREATORS_A_JOB = 200;

/**
 * Tells the creators to whom a shop owes something that it has removed the app: how much is frozen, and that it stays owed.
 * A job, which adds the next one while creators are left. A shop that has come back meanwhile owes nothing frozen.
 */
export async function tellFrozen(
  { database, addresses }: Deps,
  { shopId, since, after }: { shopId: number; since: Instant; after: string | null },
): Promise<{ kind: "told"; creators: number } | { kind: "came_back" }> {
  return database.transaction(async (tx) => {
    const shop = await tx.shops.byId(shopId);
    if (shop === null || (await tx.shops.frozenSince(shopId)) !== since) return { kind: "came_back" };
    const owed = Map.groupBy((await tx.ledger.balancesOfShop(shopId)).filter(isOwed), ({ creatorId }) => creatorId);
    const left = [...owed].filter(([id]) => after === null || id > after).toSorted(([a], [b]) => byCodePoints(a, b));
    const page = left.slice(0, CREATORS_A_JOB);
    for (const [creatorId, balances] of page)
      await tx.mail.toCreator(
        balancesFrozenMail({ creatorId, brandName: shop.name, balances, payoutsUrl: addresses.portal("/payouts") }),
      );
    const last = page.at(-1)?.[0];
    if (left.length > page.length && last !== undefined)
      await tx.jobs.add("tell-frozen", { shopId, since, after: last });
    return { kind: "told", creators: page.length };
  });
}

const isOwed = ({ pendingMinor, payableMinor, inTransitMinor }: Balances): boolean =>
  pendingMinor + payableMinor + inTransitMinor > 0n;
