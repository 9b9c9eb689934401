import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OfferTerms } from "#app/domain/offer/terms.ts";
import type { Page, PageRequest } from "./page.ts";

export type OfferStatus = "draft" | "live" | "paused" | "ended";

export type OfferVersion = OfferTerms & {
  id: string;
  /** 1, 2, 3 … within the offer. */
  number: number;
  /** SHA-256, hex, of `termsText`. */
  termsHash: string;
  /** Null for the draft. */
  publishedAt: Instant | null;
  effectiveFrom: Instant | null;
};

export type Offer = {
  shopId: number;
  id: string;
  name: string;
  description: string;
  status: OfferStatus;
  autoApprove: boolean;
  noticeDays: number;
  /** The discount at Shopify whose redeem codes are the partnerships' codes. */
  discountGid: string | null;
  /** Newest first; at most one is a draft, and then the first. */
  versions: OfferVersion[];
  updatedAt: Instant;
};

export type OfferDetails = { name: string; description: string; autoApprove: boolean; noticeDays: number };

export type OfferSummary = {
  id: string;
  name: string;
  status: OfferStatus;
  hasDraft: boolean;
  creators: number;
  waiting: number;
  /** Credited orders and what they pay, in the shop's currency. */
  orders: number;
  commissionMinor: bigint;
};

export type OfferStore = {
  list(shopId: number, page: PageRequest): Promise<Page<OfferSummary>>;
  get(shopId: number, offerId: string): Promise<Offer | null>;
  /** As `get`, and nobody else changes the offer until the transaction ends. */
  lock(shopId: number, offerId: string): Promise<Offer | null>;
  create(shopId: number, details: OfferDetails, draft: OfferTerms, termsHash: string): Promise<string>;
  saveDetails(shopId: number, offerId: string, details: OfferDetails): Promise<void>;
  /** Makes the draft, or replaces its terms. */
  saveDraft(shopId: number, offerId: string, draft: OfferTerms, termsHash: string): Promise<void>;
  discardDraft(shopId: number, offerId: string): Promise<void>;
  /** From now on the version never changes. The offer becomes live, and shows these terms to who applies. */
  publish(
    shopId: number,
    offerId: string,
    versionId: string,
    times: { publishedAt: Instant; effectiveFrom: Instant },
  ): Promise<void>;
  setStatus(shopId: number, offerId: string, status: OfferStatus): Promise<void>;
  setDiscount(shopId: number, offerId: string, discountGid: string | null): Promise<void>;
};

/** The version that prices an order processed at `at`: the last one in force by then. */
export function versionInForce(offer: Pick<Offer, "versions">, at: Instant): OfferVersion | null {
  return offer.versions.find((version) => version.effectiveFrom !== null && version.effectiveFrom <= at) ?? null;
}

export const draftOf = (offer: Pick<Offer, "versions">): OfferVersion | null =>
  offer.versions.find((version) => version.publishedAt === null) ?? null;

export const newestPublished = (offer: Pick<Offer, "versions">): OfferVersion | null =>
  offer.versions.find((version) => version.publishedAt !== null) ?? null;
