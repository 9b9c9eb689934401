import type { Database } from "../../app/adapters/database/connect.ts";
import type { OutsideRail } from "./rail.ts";

export type PayoutVerdict = {
  /** That left by the rail. */
  payouts: number;
  /** Keys that the rail was told again after it had taken them. */
  toldTwice: number;
  /** Payouts of which the app says otherwise than the rail does. */
  unlikeRail: number;
  /** Creators of whom more or less is in transit and paid than the payouts come to. */
  payoutsOff: number;
};

/** Against the rail's own list of what really left. */
export async function verifyPayouts({ pool }: Database, taken: OutsideRail["taken"]): Promise<PayoutVerdict> {
  const { rows: payouts } = await pool.query<{ our_key: string; state: string; amount_minor: bigint }>(
    "SELECT our_key, state, amount_minor FROM payouts",
  );
  const { rows: off } = await pool.query(
    `SELECT creator_id FROM account_balances b WHERE account IN ('in_transit', 'paid') GROUP BY shop_id, creator_id
     HAVING sum(balance_minor) <> (SELECT coalesce(sum(p.amount_minor), 0) FROM payouts p
       WHERE p.shop_id = b.shop_id AND p.creator_id = b.creator_id AND p.state NOT IN ('draft', 'failed', 'returned'))`,
  );
  const known = new Set(payouts.map(({ our_key }) => our_key));
  const differing = payouts.filter(({ our_key, state, amount_minor }) => {
    const left = taken.get(our_key);
    // What was dropped before it was approved never reached the rail.
    if (left === undefined) return state !== "failed";
    return left.outcome !== state || left.amountMinor !== amount_minor;
  });
  return {
    payouts: [...taken.values()].filter(({ outcome }) => outcome === "paid").length,
    toldTwice: [...taken.values()].filter(({ times }) => times > 1).length,
    unlikeRail: differing.length + [...taken.keys()].filter((key) => !known.has(key)).length,
    payoutsOff: off.length,
  };
}
