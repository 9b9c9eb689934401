import { awardTransfers } from "./award-transfer.ts";
import { awardWithdrawnMail } from "../mail/award-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: Addresses };

export type AwardWithdrawn =
  | { kind: "withdrawn" }
  /** Its hold has ended: the money is the creator's. */
  | { kind: "released_before" }
  | { kind: "not_found" };

/**
 * Takes a bonus or bounty back while it is on hold, with a reason that the creator reads. Once released it stays: then a
 * person may only post a correction. Withdrawing twice is withdrawing once.
 */
export async function withdrawAward(
  { database, clock, addresses }: Deps,
  input: { shopId: number; awardId: string; reason: string; actor: string },
): Promise<AwardWithdrawn> {
  const { shopId, awardId, reason, actor } = input;
  return database.transaction(async (tx) => {
    // The lock of the release: what is found on hold stays on hold until this is through.
    await tx.payouts.lockShop(shopId);
    const award = await tx.awards.get(shopId, awardId);
    if (award === null) return { kind: "not_found" };
    if (award.releasedAt !== null) return { kind: "released_before" };
    if (award.withdrawnAt !== null) return { kind: "withdrawn" };

    const at = clock.now();
    await tx.awards.withdraw(shopId, awardId, { actor, at, reason });
    await tx.ledger.post([awardTransfers.withdrawn(award, { actor, at, reason })]);
    const detail = { kind: award.kind, amountMinor: String(award.amountMinor), currency: award.currency, reason };
    const subject = `partnership:${award.partnershipId}`;
    await tx.activity.record({ shopId, actor, action: "award_withdrawn", subject, detail, at });
    const shop = await tx.shops.byId(shopId);
    const mail = { award, reason, brandName: shop?.name ?? "", earningsUrl: addresses.portal("/earnings") };
    await tx.mail.toCreator(awardWithdrawnMail(mail));
    return { kind: "withdrawn" };
  });
}
