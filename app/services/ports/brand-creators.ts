import type { Instant } from "#app/domain/kernel/instant.ts";
import type { CodeState } from "./applications.ts";
import type { Page, PageRequest } from "./page.ts";

/** A creator's partnership with a shop, and what came of it. */
export type BrandCreator = {
  partnershipId: string;
  creatorId: string;
  name: string;
  handle: string;
  offerId: string;
  offerName: string;
  state: "active" | "paused" | "ended";
  activeFrom: Instant;
  ownRateBps: number | null;
  codes: { text: string; state: CodeState }[];
  linkToken: string | null;
  clicks: number;
  orders: number;
  salesMinor: bigint;
  commissionMinor: bigint;
};

export type BrandCreators = {
  /** Newest first. */
  list(shopId: number, page: PageRequest): Promise<Page<BrandCreator>>;
};
