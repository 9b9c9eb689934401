import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { PayoutRail, RailAnswer } from "../ports/payout-rail.ts";
import { toBePaid, type Payout } from "../ports/payouts.ts";
import { settlePayout } from "./settle-payout.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; addresses: Addresses; rail: PayoutRail };

export type PayoutSubmitted = RailAnswer["kind"] | "done_before" | "frozen" | "not_found";

/**
 * Hands an approved payout to its rail. A job, and exactly once: that we are about to tell the rail is written down first,
 * so after a crash or a time-out the rail is asked what became of our key, and never told to pay again on a guess.
 */
export async function submitPayout(deps: Deps, input: { shopId: number; payoutId: string }): Promise<PayoutSubmitted> {
  const { rail } = deps;
  const claimed = await claim(deps, input);
  if (claimed.kind !== "submit" && claimed.kind !== "ask") return claimed.kind;
  const { payout, instructions } = claimed;
  try {
    const { ourKey, amountMinor, currency } = payout;
    const order = { ourKey, amountMinor, currency, instructions };
    const asked = claimed.kind === "ask" ? await rail.ask(ourKey) : null;
    const answer = asked === null || asked.kind === "never_seen" ? await rail.submit(order) : asked;
    await record(deps, payout, answer);
    return answer.kind;
  } catch (error) {
    await markUnknown(deps, payout);
    throw error;
  }
}

type Claimed =
  | { kind: "submit" | "ask"; payout: Payout; instructions: string | null }
  | { kind: "done_before" }
  /** The shop has removed the app; its return hands the payout on. */
  | { kind: "frozen" }
  | { kind: "not_found" };

function claim(
  { database, clock }: Deps,
  { shopId, payoutId }: { shopId: number; payoutId: string },
): Promise<Claimed> {
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const payout = await tx.payouts.get(shopId, payoutId);
    if (payout === null) return { kind: "not_found" };
    if (!toBePaid(payout.state)) return { kind: "done_before" };
    if ((await tx.shops.frozenSince(shopId)) !== null) return { kind: "frozen" };
    const now = clock.now();
    const instructions = await tx.payouts.instructions(shopId, payoutId, now);
    if (payout.state !== "approved") return { kind: "ask", payout, instructions };
    await tx.payouts.change(shopId, payoutId, { state: "submitted", at: now });
    return { kind: "submit", payout, instructions };
  });
}

async function record(deps: Deps, payout: Payout, answer: RailAnswer): Promise<void> {
  const { shopId, id: payoutId } = payout;
  if (answer.kind === "paid" || answer.kind === "failed") {
    await settlePayout(deps, { shopId, payoutId, actor: "system", outcome: answer });
  }
}

function markUnknown({ database, clock }: Deps, { shopId, id }: Payout): Promise<void> {
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const payout = await tx.payouts.get(shopId, id);
    if (payout?.state === "submitted") await tx.payouts.change(shopId, id, { state: "unknown", at: clock.now() });
  });
}
