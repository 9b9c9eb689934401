import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ActivityEntry } from "./activity.ts";
import type { Partnership } from "./applications.ts";
import type { CreatorMail } from "./outbox.ts";

/** What a brand changes that evidence rests on, in one transaction with the settling of the orders that it touches. */
export type PartnershipChanges = {
  /** All of `work` happens or none of it. No network call inside. */
  transaction<T>(work: (unit: PartnershipUnit) => Promise<T>): Promise<T>;
};

export type NamedPartnership = Partnership & { brandName: string; offerName: string };

export type FlaggedCode = { id: string; text: string; partnership: NamedPartnership; isFlagged: boolean };

export type PartnershipUnit = {
  /** No order of the shop is settled by others until the transaction ends. */
  lockShop(shopId: number): Promise<void>;
  /** Null when the shop has none of that id. */
  partnership(shopId: number, partnershipId: string): Promise<NamedPartnership | null>;
  end(shopId: number, partnershipId: string, at: Instant, endedFor: string): Promise<void>;
  code(shopId: number, codeId: string): Promise<FlaggedCode | null>;
  flag(shopId: number, codeId: string, at: Instant): Promise<void>;
  clearFlag(shopId: number, codeId: string, at: Instant): Promise<void>;
  /** Settles again all orders with the partnership's evidence that were processed at `from` or later. @returns how many */
  settleFrom(partnership: Partnership, from: Instant): Promise<number>;
  record(entry: ActivityEntry): Promise<void>;
  toCreator(mail: CreatorMail): Promise<void>;
};
