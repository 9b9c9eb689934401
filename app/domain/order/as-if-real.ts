import type { OrderFacts, RankedSnapshot } from "./facts.ts";
import type { OrderSnapshot } from "./order.ts";

/** A test order pays nothing. What it would have paid is asked of the same order, as if it were none. */
export const snapshotAsIfReal = (snapshot: OrderSnapshot): OrderSnapshot => ({ ...snapshot, test: false });

export const factsAsIfReal = (facts: OrderFacts): OrderFacts => ({
  ...facts,
  newest: rankedAsIfReal(facts.newest),
  newestPaid: rankedAsIfReal(facts.newestPaid),
});

const rankedAsIfReal = (ranked: RankedSnapshot | null): RankedSnapshot | null =>
  ranked === null ? null : { ...ranked, snapshot: snapshotAsIfReal(ranked.snapshot) };
