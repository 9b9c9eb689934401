import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { DueHolds } from "./due-holds.ts";
import type { Transfer } from "./ledger.ts";

/** A bonus is for results, a bounty for a piece of content that was agreed on. */
export type AwardKind = "bonus" | "bounty";

/** What a brand gives to a creator without a commission. It ends once: released, or withdrawn before that. */
export type Award = {
  shopId: number;
  /** A UUID, made by who asks for it: asked for twice, it is granted once. */
  id: string;
  partnershipId: string;
  creatorId: string;
  kind: AwardKind;
  currency: Currency;
  /** Above zero. */
  amountMinor: bigint;
  /** For the creator, in the brand's words. */
  reason: string;
  holdDays: number;
  grantedBy: string;
  grantedAt: Instant;
  maturesAt: Instant;
  releasedAt: Instant | null;
  withdrawnAt: Instant | null;
  withdrawnFor: string | null;
};

export type AwardStore = {
  /** Under the shop's lock: the caller has seen that there is no award of this id. */
  add(award: Award): Promise<void>;
  get(shopId: number, awardId: string): Promise<Award | null>;
  withdraw(shopId: number, awardId: string, by: { actor: string; at: Instant; reason: string }): Promise<void>;
};

export type DueAward = Pick<Award, "shopId" | "id" | "creatorId" | "currency" | "amountMinor" | "maturesAt">;

/** The awards whose hold has ended, inside one transaction. */
export type AwardHolds = DueHolds<DueAward> & {
  release(due: readonly DueAward[], transfers: readonly Transfer[], at: Instant): Promise<void>;
};
