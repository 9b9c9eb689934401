import { createStores } from "../../../app/adapters/database/stores.ts";
import type { Database } from "../../../app/adapters/database/connect.ts";
import { holdStore } from "../../../app/adapters/database/settling/holds.ts";
import { manualRail } from "../../../app/adapters/payouts/manual-rail.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { approvePayouts } from "../../../app/services/payouts/approve-payouts.ts";
import { planPayouts } from "../../../app/services/payouts/plan-payouts.ts";
import { releaseHolds } from "../../../app/services/ledger/release-holds.ts";
import { settlePayout } from "../../../app/services/payouts/settle-payout.ts";
import { shopDomain } from "../support/requests.ts";

/** After every hold of the bench's orders. */
const clock = { now: () => instant(Date.parse("2027-06-01T00:00:00Z")) };
const actor = "bench";
const plain = {
  seal: (text: string) => new Uint8Array(Buffer.from(text)),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  isCurrent: () => true,
};

export async function releaseAll(database: Pick<Database, "transaction">): Promise<void> {
  await releaseHolds({ transaction: (work) => database.transaction((client) => work(holdStore(client))), clock });
}

/** Balances as the trigger on the transfers would have left them: it does not see copied rows. */
export async function sumBalances({ transaction }: Pick<Database, "transaction">): Promise<void> {
  await transaction(async (client) => {
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query("DELETE FROM account_balances");
    await client.query(
      `INSERT INTO account_balances (shop_id, creator_id, currency, account, balance_minor)
       SELECT shop_id, creator_id, currency, account, sum(change) FROM (
         SELECT shop_id, creator_id, currency, from_account AS account, -amount_minor AS change FROM transfers
         UNION ALL
         SELECT shop_id, creator_id, currency, to_account, amount_minor FROM transfers) moved
       GROUP BY shop_id, creator_id, currency, account`,
    );
  });
}

/** One run for everybody, by the services: most of it paid, some failed, some still under way. */
export async function payAll({ prisma, pool }: Pick<Database, "prisma" | "pool">): Promise<void> {
  const database = createStores(prisma, plain);
  await pool.query("UPDATE shops SET installed_at = '2026-01-01Z'");
  const shop = await database.shops.installed(shopDomain);
  if (shop === null) throw new Error("the bench has no shop");
  const addresses = { portal: (path: string) => path, referralLink: (token: string) => token };
  const deps = { database, clock, rail: manualRail, addresses };
  const plan = await planPayouts(deps, { shop, actor });
  if (plan.kind !== "planned") throw new Error(`no payouts: ${plan.kind}`);
  await approvePayouts(deps, { shopId: shop.id, batchId: plan.batchId, actor });
  const payouts = await database.payouts.payoutsOf(shop.id, plan.batchId);
  for (const [index, { id: payoutId }] of payouts.entries()) {
    if (index % 10 === 0) continue;
    const outcome =
      index % 10 === 1
        ? ({ kind: "failed", why: "closed" } as const)
        : ({ kind: "paid", reference: payoutId } as const);
    await settlePayout(deps, { shopId: shop.id, payoutId, actor, outcome });
  }
}
