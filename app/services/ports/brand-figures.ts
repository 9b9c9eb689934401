import type { Instant } from "#app/domain/kernel/instant.ts";

/** What a shop's commissions have come to, in its currency. */
export type ShopTotals = {
  orders: number;
  /** What was earned on in those orders. */
  salesMinor: bigint;
  pendingMinor: bigint;
  payableMinor: bigint;
  inTransitMinor: bigint;
  paidMinor: bigint;
};

/** How far a shop has come; each step once done stays done. */
export type SetupSteps = {
  offerMade: boolean;
  offerPublished: boolean;
  creatorJoined: boolean;
  firstSale: boolean;
  firstPayout: boolean;
};

export type AuditState = { openFindings: number; lastFoundAt: Instant | null };

export type BrandFigures = {
  totals(shopId: number): Promise<ShopTotals>;
  setup(shopId: number): Promise<SetupSteps>;
  audit(shopId: number): Promise<AuditState>;
  /** Deliveries of the shop that could not be processed. */
  setAside(shopId: number): Promise<number>;
};
