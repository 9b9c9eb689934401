/** Why a brand ends a partnership. After `fraud` nothing counts for orders processed from then on, not even for the grace. */
export const BRAND_END_REASONS = ["brand_decision", "inactive", "terms_broken", "fraud"] as const;
export type BrandEndReason = (typeof BRAND_END_REASONS)[number];
