import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ActivityEntry } from "./activity.ts";
import type { CodeState } from "./applications.ts";
import type { Award } from "./awards.ts";

/** A partnership as the brand's page of its creator shows it. */
export type PagePartnership = {
  id: string;
  offerId: string;
  offerName: string;
  state: "active" | "paused" | "ended";
  activeFrom: Instant;
  activeUntil: Instant | null;
  endedFor: string | null;
  ownRateBps: number | null;
  /** The hold of the offer's terms in force: what a new award begins with. */
  holdDays: number;
  codes: { id: string; text: string; state: CodeState; leakedSince: Instant | null }[];
  linkTokens: string[];
  clicks: number;
  orders: number;
  salesMinor: bigint;
  commissionMinor: bigint;
};

/** An order that is, or was, credited to the creator. */
export type PageOrder = {
  orderId: string;
  processedAt: Instant;
  offerName: string;
  amountMinor: bigint;
  credited: boolean;
  /** Why it pays what it pays, in one sentence. */
  sentence: string;
};

export type PageActivity = Pick<ActivityEntry, "actor" | "action" | "at"> & {
  detail: NonNullable<ActivityEntry["detail"]>;
};

/** All that a brand may know and do about one creator, but for balances, which are the ledger's. */
export type CreatorPage = {
  creatorId: string;
  name: string;
  handle: string;
  /** Newest first. */
  partnerships: PagePartnership[];
  orders: PageOrder[];
  awards: Award[];
  history: PageActivity[];
};

export type CreatorPages = {
  /** Null when the shop never worked with the creator. */
  get(shopId: number, creatorId: string, now: Instant): Promise<CreatorPage | null>;
};
