import type { Currency } from "#app/domain/money/currency.ts";
import { approvePayouts } from "#app/services/payouts/approve-payouts.ts";
import { correctBalance, writeOffBalance } from "#app/services/ledger/correct-balance.ts";
import { grantAward } from "#app/services/ledger/grant-award.ts";
import { withdrawAward } from "#app/services/ledger/withdraw-award.ts";
import { decideReview } from "#app/services/reviews/decide-review.ts";
import { changePayoutMethod } from "#app/services/creators/change-payout-method.ts";
import { discardPayouts, planPayouts } from "#app/services/payouts/plan-payouts.ts";
import { healChargebacks } from "#app/services/reconcile/heal-chargebacks.ts";
import type { CreatorDatabase } from "#app/services/ports/creator-database.ts";
import type { Database } from "#app/services/ports/database.ts";
import type { OrderReviews } from "#app/services/ports/order-reviews.ts";
import type { ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import { reconcileOrders } from "#app/services/reconcile/reconcile-orders.ts";
import { settlePayout } from "#app/services/payouts/settle-payout.ts";
import { submitPayout } from "#app/services/payouts/submit-payout.ts";
import type { Stage, StageClock } from "./stage.ts";

type Parts = {
  shop: () => { id: number; domain: string; currency: Currency; minimumMinor: bigint | null };
  clock: StageClock;
  database: Pick<Database, "transaction">;
  creatorDatabase: Pick<CreatorDatabase, "transaction">;
  reconciliation: ReconciliationStore;
  orderReviews: OrderReviews;
  creatorId: (creator: number) => string;
  partnershipId: (creator: number) => string;
  draft: () => Promise<string | null>;
};

type Done =
  | "reconcile"
  | "compareChargebacks"
  | "plan"
  | "approve"
  | "discard"
  | "submit"
  | "say"
  | "comeBack"
  | "correct"
  | "writeOff"
  | "grant"
  | "withdraw"
  | "decideReview"
  | "changeMethod";

const actor = "merchant:1";
const addresses = {
  portal: (path: string) => `https://app.test/creator${path}`,
  referralLink: (token: string) => `https://app.test/r/${token}`,
};

/** What people and jobs do, by the services, whatever keeps the data. */
export function deskOf(parts: Parts): Pick<Stage, Done> {
  const { clock, database, creatorDatabase, reconciliation, orderReviews, creatorId, draft } = parts;
  const deps = { database, clock, addresses };
  const settle = async (payoutId: string, outcome: Parameters<typeof settlePayout>[1]["outcome"]): Promise<void> => {
    await settlePayout(deps, { shopId: parts.shop().id, payoutId, actor, outcome });
  };
  return {
    ...byHand(parts),
    async reconcile(source) {
      const { kind } = await reconcileOrders({ store: reconciliation, source, clock }, { shopId: parts.shop().id });
      return kind !== "deliveries_wait";
    },
    async compareChargebacks(source) {
      const shop = await reconciliation.shop(parts.shop().id);
      if (shop !== null) await healChargebacks({ store: reconciliation, source, clock }, shop, "sweep");
    },
    async plan() {
      const { id, domain, currency, minimumMinor } = parts.shop();
      const settings = { minimumPayoutMinor: minimumMinor, defaultHoldDays: 30, mailsReviews: false };
      const shop = {
        id,
        brandId: "",
        domain,
        name: "",
        primaryDomain: domain,
        currency,
        timeZone: "UTC",
        settings,
        checkedAt: null,
      };
      await planPayouts({ ...deps, rail: { name: "scripted" } }, { shop, actor });
    },
    async approve() {
      const batchId = await draft();
      if (batchId !== null) await approvePayouts(deps, { shopId: parts.shop().id, batchId, actor });
    },
    async discard() {
      const batchId = await draft();
      if (batchId !== null) await discardPayouts(deps, { shopId: parts.shop().id, batchId, actor });
    },
    async submit(payoutId, rail) {
      await submitPayout({ ...deps, rail }, { shopId: parts.shop().id, payoutId });
    },
    say: (payoutId, paid) =>
      settle(
        payoutId,
        paid ? { kind: "paid", reference: "by hand" } : { kind: "failed", why: "the account is closed" },
      ),
    comeBack: (payoutId) => settle(payoutId, { kind: "returned", why: "the account is closed" }),
    async decideReview(orderId, creator, decision) {
      const key = { shopId: parts.shop().id, orderId: String(orderId), creatorId: creatorId(creator) };
      await decideReview({ orderReviews, clock }, { ...key, decision, reason: null, actor });
    },
    async changeMethod(creator) {
      await changePayoutMethod(
        { database: creatorDatabase, clock, wallClock: clock, addresses },
        { creatorId: creatorId(creator), signedInAt: clock.now(), instructions: "by bank transfer" },
      );
    },
  };
}

/** What a person gives and takes beside commissions. */
function byHand(parts: Parts): Pick<Stage, "correct" | "writeOff" | "grant" | "withdraw"> {
  const { clock, database, creatorId, partnershipId } = parts;
  const deps = { database, clock, addresses };
  const asked = (creator: number) => {
    const { id: shopId, currency } = parts.shop();
    return { shopId, creatorId: creatorId(creator), currency, reason: "a correction", actor };
  };
  return {
    async correct(creator, amountMinor, requestId) {
      await correctBalance(deps, { ...asked(creator), requestId, amountMinor });
    },
    async writeOff(creator, owedMinor, requestId) {
      await writeOffBalance(deps, { ...asked(creator), requestId, owedMinor });
    },
    async grant(creator, { kind, minor, holdDays }, awardId) {
      const { shopId, currency, reason } = asked(creator);
      const award = { shopId, awardId, partnershipId: partnershipId(creator), kind, amountMinor: minor, currency };
      await grantAward(deps, { ...award, reason, holdDays, actor });
    },
    async withdraw(awardId) {
      await withdrawAward(deps, { shopId: parts.shop().id, awardId, reason: "agreed otherwise", actor });
    },
  };
}
