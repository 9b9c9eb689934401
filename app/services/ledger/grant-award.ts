import { plusDays } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { awardTransfers } from "./award-transfer.ts";
import { awardGrantedMail } from "../mail/award-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Award, AwardKind } from "../ports/awards.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: Addresses };

export type AwardInput = {
  shopId: number;
  /** A UUID of the form that asks: sent twice, it grants once. */
  awardId: string;
  partnershipId: string;
  kind: AwardKind;
  /** Above zero. */
  amountMinor: bigint;
  currency: Currency;
  reason: string;
  holdDays: number;
  actor: string;
};

export type AwardGranted =
  | { kind: "granted" }
  | { kind: "granted_before" }
  /** The id stands for another award. */
  | { kind: "another_award" }
  /** Awards are for partnerships that go on. */
  | { kind: "not_active" }
  | { kind: "not_found" };

/**
 * Gives a creator a bonus or a bounty. It has its own hold, and is released and paid like a commission; the creator is
 * told by mail. Only inside an active partnership: an app may not hand out work to strangers.
 */
export async function grantAward({ database, clock, addresses }: Deps, input: AwardInput): Promise<AwardGranted> {
  const { shopId, awardId, partnershipId, actor, ...asked } = input;
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const known = await tx.awards.get(shopId, awardId);
    if (known !== null) return { kind: isSame(known, input) ? "granted_before" : "another_award" };
    const partnership = await tx.partnerships.lock(shopId, partnershipId);
    if (partnership === null) return { kind: "not_found" };
    if (partnership.state !== "active") return { kind: "not_active" };

    const at = clock.now();
    const award: Award = {
      shopId,
      id: awardId,
      partnershipId,
      creatorId: partnership.creatorId,
      ...asked,
      grantedBy: actor,
      grantedAt: at,
      maturesAt: plusDays(at, input.holdDays),
      releasedAt: null,
      withdrawnAt: null,
      withdrawnFor: null,
    };
    await tx.awards.add(award);
    await tx.ledger.post([awardTransfers.granted(award)]);
    const { kind, currency, reason } = award;
    const detail = { kind, amountMinor: String(award.amountMinor), currency, reason };
    const subject = `partnership:${partnershipId}`;
    await tx.activity.record({ shopId, actor, action: "award_granted", subject, detail, at });
    const shop = await tx.shops.byId(shopId);
    await tx.mail.toCreator(
      awardGrantedMail({ award, brandName: shop?.name ?? "", earningsUrl: addresses.portal("/earnings") }),
    );
    return { kind: "granted" };
  });
}

const isSame = (known: Award, input: AwardInput): boolean =>
  known.partnershipId === input.partnershipId &&
  known.kind === input.kind &&
  known.amountMinor === input.amountMinor &&
  known.currency === input.currency &&
  known.reason === input.reason &&
  known.holdDays === input.holdDays;
