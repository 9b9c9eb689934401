import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Page, PageRequest } from "./page.ts";

export type ApplicationState = "submitted" | "approved" | "declined" | "withdrawn" | "lapsed";

export type Application = {
  shopId: number;
  id: string;
  offerId: string;
  creatorId: string;
  state: ApplicationState;
  acceptedVersionId: string;
  acceptedTermsHash: string;
  acceptedAt: Instant;
};

export type ApplicationRow = {
  id: string;
  offerId: string;
  offerName: string;
  creatorName: string;
  creatorHandle: string;
  creatorProfile: Record<string, unknown>;
  message: string;
  state: ApplicationState;
  decisionReason: string | null;
  createdAt: Instant;
  /** The code of the partnership that came of it. */
  code: { text: string; state: CodeState; failure: string | null } | null;
};

export type CodeState = "pending" | "active" | "failed" | "retired";

export type Decision = { state: "approved" | "declined"; by: string; at: Instant; reason: string | null };

export type ApplicationStore = {
  list(shopId: number, filter: { state: ApplicationState | null }, page: PageRequest): Promise<Page<ApplicationRow>>;
  countWaiting(shopId: number): Promise<number>;
  /** Null when the shop has no such application. Locked until the transaction ends, so that one decision wins. */
  lock(shopId: number, applicationId: string): Promise<Application | null>;
  decide(shopId: number, applicationId: string, decision: Decision): Promise<void>;
};

export type Partnership = {
  shopId: number;
  id: string;
  offerId: string;
  creatorId: string;
  state: "active" | "paused" | "ended";
};

export type PartnershipStore = {
  /** The one that has not ended. */
  live(shopId: number, offerId: string, creatorId: string): Promise<Partnership | null>;
  /** Whether the shop has, or ever had, a partnership with the creator. */
  known(shopId: number, creatorId: string): Promise<boolean>;
  begin(application: Application, at: Instant): Promise<Partnership>;
  /** Nobody else changes it until the transaction ends. */
  lock(shopId: number, partnershipId: string): Promise<Partnership | null>;
  setState(shopId: number, partnershipId: string, state: "active" | "paused"): Promise<void>;
  /** Makes the partnership's link unless it has one. @param token unique over all shops */
  ensureLink(partnership: Partnership, token: string): Promise<void>;
  /** The token of the partnership's first link. */
  linkToken(shopId: number, partnershipId: string): Promise<string | null>;
};

export type ReferralCode = {
  shopId: number;
  id: string;
  partnershipId: string;
  offerId: string;
  creatorId: string;
  text: string;
  state: CodeState;
  /** Its partnership is over. */
  ended: boolean;
};

/** An active code whose partnership is over for good, with what it takes to remove it from Shopify. */
export type CodeToRetire = {
  shopId: number;
  id: string;
  text: string;
  shopDomain: string;
  /** Null when the offer gives no saving. */
  discountGid: string | null;
  redeemGid: string | null;
};

export type CodeStore = {
  /** Which of these texts the shop's codes have already, folded. */
  known(shopId: number, texts: readonly string[]): Promise<Set<string>>;
  /** Null when another request took the text first. */
  reserve(partnership: Partnership, text: string): Promise<ReferralCode | null>;
  get(shopId: number, codeId: string): Promise<ReferralCode | null>;
  /** As `get`, and nobody else changes the code until the transaction ends. */
  lock(shopId: number, codeId: string): Promise<ReferralCode | null>;
  newest(shopId: number, partnershipId: string): Promise<ReferralCode | null>;
  activate(shopId: number, codeId: string, redeemGid: string | null): Promise<void>;
  /** Another text for a code that nobody has used yet. */
  rename(shopId: number, codeId: string, text: string): Promise<void>;
  fail(shopId: number, codeId: string, reason: string): Promise<void>;
  /** The offer's codes have to be made again, in another discount. @returns their ids */
  reopen(shopId: number, offerId: string): Promise<string[]>;
  /** Shops that have the app and codes to retire. @returns their ids */
  shopsToRetireIn(now: Instant): Promise<number[]>;
  /** Oldest end first. */
  toRetire(shopId: number, now: Instant, limit: number): Promise<CodeToRetire[]>;
  retire(shopId: number, codeId: string): Promise<void>;
};
