import { isBrandMailDue } from "#app/domain/review/news.ts";
import { ordersWaitMail } from "../mail/review-mails.ts";
import type { AdminAddresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: AdminAddresses };

/** Mails whoever runs a shop that orders wait for its word: once a day at most, all that wait in one mail. */
export async function tellWaiting(
  { database, clock, addresses }: Deps,
  { shopId }: { shopId: number },
): Promise<{ kind: "told"; orders: number } | { kind: "nothing_due" }> {
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const now = clock.now();
    const found = await tx.reviewNotices.waiting(shopId, now);
    if (found === null || !isBrandMailDue(found.untold, found.lastAt, now)) return { kind: "nothing_due" };
    const { brandName, domain, orders, firstEndsAt } = found;
    const ordersUrl = addresses.admin(domain, "/app/orders?show=held");
    await tx.reviewNotices.noteBrand(shopId, now);
    await tx.mail.toBrand(ordersWaitMail({ shopId, brandName, orders, firstEndsAt, ordersUrl }));
    return { kind: "told", orders };
  });
}
