import { createStores } from "../../app/adapters/database/stores.ts";
import type { Database } from "../../app/adapters/database/connect.ts";
import { holdStore } from "../../app/adapters/database/settling/holds.ts";
import { DAY_MS, instant } from "../../app/domain/kernel/instant.ts";
import { approvePayouts } from "../../app/services/payouts/approve-payouts.ts";
import { planPayouts } from "../../app/services/payouts/plan-payouts.ts";
import type { PayoutRail } from "../../app/services/ports/payout-rail.ts";
import { releaseHolds } from "../../app/services/ledger/release-holds.ts";
import { submitPayout } from "../../app/services/payouts/submit-payout.ts";
import { shopDomain } from "../../tests/bench/support/requests.ts";

const actor = "torture";
/** As jobs do, each its own. */
const payoutsAtOnce = 4;
/** Above it no run is planned: paying takes longer than selling. */
const openAtMost = 300;
/** Every hold has ended. */
const clock = { now: () => instant(Date.now() + 400 * DAY_MS) };
const addresses = { portal: (path: string) => path, referralLink: (token: string) => token };
const sealer = {
  seal: (text: string) => new Uint8Array(Buffer.from(text)),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  isCurrent: () => true,
};

/**
 * What jobs and people do about payouts, by the services: holds end, a run is planned and approved where not too many are
 * open, and what is open is handed to the rail, or asked about. Safe to break off anywhere.
 *
 * @param plans whether a run may be planned
 * @returns how many payouts are still open
 */
export async function payRound(
  connection: Database,
  rail: PayoutRail,
  { plans = true }: { plans?: boolean } = {},
): Promise<number> {
  await releaseHolds({ transaction: (work) => connection.transaction((client) => work(holdStore(client))), clock });
  const database = createStores(connection.prisma, sealer);
  const shop = await database.shops.installed(shopDomain);
  if (shop === null) return 0;
  const deps = { database, clock, addresses, rail };
  const shopId = shop.id;
  const findOpen = () =>
    connection.prisma.payout.findMany({
      where: { shopId, state: { in: ["approved", "submitted", "unknown"] } },
      select: { id: true },
    });
  let open = await findOpen();
  if (plans && open.length < openAtMost) {
    const plan = await planPayouts(deps, { shop, actor });
    if ("batchId" in plan) await approvePayouts(deps, { shopId, batchId: plan.batchId, actor });
    open = await findOpen();
  }
  let left = 0;
  const waiting = open.values();
  async function lane(): Promise<void> {
    for (const { id: payoutId } of waiting)
      await submitPayout(deps, { shopId, payoutId }).catch(() => {
        left += 1;
      });
  }
  await Promise.all(Array.from({ length: payoutsAtOnce }, lane));
  return left;
}
