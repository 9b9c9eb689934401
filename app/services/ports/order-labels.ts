/**
 * What a merchant calls an order and its lines: `#1041`, the lines' titles by their ids. Never for a creator, whom an
 * order's name and what was bought do not concern.
 */
export type OrderLabel = { readonly name: string; readonly lines: Map<string, string> };

/** By order; those of whom nothing was found are left out. */
export type LabelsByOrder = Map<string, OrderLabel>;

export type OrderLabels = {
  /** From the newest bodies, as long as they are kept. */
  kept(shopId: number, orderIds: readonly string[]): Promise<LabelsByOrder>;
  /** From Shopify. `lines`: with the lines' titles; without them for many orders at once. */
  asked(shopDomain: string, orderIds: readonly string[], which: { lines: boolean }): Promise<LabelsByOrder>;
};
