import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OfferTerms } from "#app/domain/offer/terms.ts";
import type { ApplicationState, CodeState } from "./applications.ts";
import type { EndingOffer } from "./budget-notices.ts";
import type { Page, PageRequest } from "./page.ts";

/** An offer as creators see it: by its brand, with the terms of who applies now. */
export type OpenOffer = {
  shopId: number;
  id: string;
  name: string;
  description: string;
  brandName: string;
  brandSlug: string;
  /** Where its shoppers go. */
  shopDomain: string;
  timeZone: string;
  noticeDays: number;
  autoApprove: boolean;
  /** Not live: nobody can apply. */
  open: boolean;
  version: OfferTerms & { id: string; number: number; termsHash: string; effectiveFrom: Instant };
  /** What the creator who looks has to do with it. */
  mine: { application: MyApplication | null; partnershipId: string | null };
};

export type MyApplication = {
  id: string;
  state: ApplicationState;
  createdAt: Instant;
  decisionReason: string | null;
  decidedAt: Instant | null;
};

export type MyApplicationRow = MyApplication & { offerId: string; offerName: string; brandName: string };

export type OfferFilter = { text: string; savingOnly: boolean };

/** The live offers of all installed shops, seen by one creator. */
export type OfferBoard = {
  list(creatorId: string, filter: OfferFilter, page: PageRequest): Promise<Page<OpenOffer>>;
  /** Also one that is paused or ended, where the creator has to do with it; null otherwise. */
  get(creatorId: string, offerId: string): Promise<OpenOffer | null>;
  /** As `get`, and the offer's terms and state stay as they are until the transaction ends. */
  lock(creatorId: string, offerId: string): Promise<OpenOffer | null>;
};

export type MyApplications = {
  /** Newest first, the ones that still matter: open, or decided within the last months. */
  list(creatorId: string, limit: number): Promise<MyApplicationRow[]>;
  countOpen(creatorId: string): Promise<number>;
  /** Null when one is open already (two taps at once). */
  submit(application: {
    shopId: number;
    offerId: string;
    creatorId: string;
    message: string;
    acceptedVersionId: string;
    acceptedTermsHash: string;
    at: Instant;
  }): Promise<string | null>;
  /** False when there is no open one of this creator. */
  withdraw(creatorId: string, applicationId: string, at: Instant): Promise<{ shopId: number } | null>;
};

export type MyPartnership = {
  shopId: number;
  id: string;
  offerId: string;
  offerName: string;
  brandName: string;
  shopDomain: string;
  timeZone: string;
  noticeDays: number;
  state: "active" | "paused" | "ended";
  activeFrom: Instant;
  activeUntil: Instant | null;
  endedFor: string | null;
  ownRateBps: number | null;
  acceptedAt: Instant;
  acceptedTermsHash: string;
  accepted: OfferTerms & { number: number };
  /** The version in force now, and one that was announced, where they differ from the accepted one. */
  inForce: (OfferTerms & { number: number; effectiveFrom: Instant }) | null;
  announced: (OfferTerms & { number: number; effectiveFrom: Instant }) | null;
  codes: { text: string; state: CodeState }[];
  links: { token: string; clicks: number }[];
};

export type MyPartnershipRow = Pick<
  MyPartnership,
  "shopId" | "id" | "offerName" | "brandName" | "state" | "activeUntil"
> & { code: string | null; linkToken: string | null };

export type MyPartnerships = {
  /** Live ones whose offer's budget ends, of which the creator was told. */
  ending(creatorId: string, now: Instant): Promise<EndingOffer[]>;
  list(creatorId: string, limit: number): Promise<MyPartnershipRow[]>;
  get(creatorId: string, partnershipId: string, now: Instant): Promise<MyPartnership | null>;
  /** False when it has ended before, or is not this creator's. */
  end(creatorId: string, partnershipId: string, at: Instant, reason: string): Promise<{ shopId: number } | null>;
};

/** The partnerships of an offer that have not ended, for telling their creators something. */
export type LivePartnerships = {
  page(
    shopId: number,
    offerId: string,
    page: PageRequest,
  ): Promise<Page<{ id: string; creatorId: string; ownRateBps: number | null }>>;
};
