import type { BrandEndReason } from "#app/domain/offer/end-reasons.ts";
import { partnershipEndedMail } from "../mail/partnership-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { PartnershipChanges } from "../ports/partnership-changes.ts";
import { wholeSecond } from "../whole-second.ts";

type Deps = { partnershipChanges: PartnershipChanges; clock: Clock; addresses: Addresses };

export type PartnershipEnded =
  { kind: "ended"; settledAgain: number } | { kind: "ended_before" } | { kind: "not_found" };

/**
 * The brand ends a partnership, with a reason that the creator reads. What was earned stays. Codes and landings count for
 * 14 days more; after recorded fraud nothing counts for orders processed from now on.
 *
 * An order that was processed after the end and settled before it was known is settled again in the same transaction.
 */
export async function endPartnershipByBrand(
  { partnershipChanges, clock, addresses }: Deps,
  input: { shopId: number; partnershipId: string; endedFor: BrandEndReason; reason: string; actor: string },
): Promise<PartnershipEnded> {
  const { shopId, partnershipId, endedFor, reason, actor } = input;
  return partnershipChanges.transaction(async (unit) => {
    await unit.lockShop(shopId);
    const partnership = await unit.partnership(shopId, partnershipId);
    if (partnership === null) return { kind: "not_found" };
    if (partnership.state === "ended") return { kind: "ended_before" };

    const at = wholeSecond(clock.now());
    await unit.end(shopId, partnershipId, at, endedFor);
    const settledAgain = await unit.settleFrom(partnership, at);
    const subject = `partnership:${partnershipId}`;
    await unit.record({ shopId, actor, action: "partnership_ended", subject, detail: { endedFor, reason }, at });
    const earningsUrl = addresses.portal("/earnings");
    await unit.toCreator(partnershipEndedMail({ ...partnership, endedFor, reason, earningsUrl }));
    return { kind: "ended", settledAgain };
  });
}
