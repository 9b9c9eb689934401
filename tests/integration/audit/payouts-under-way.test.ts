import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { manualRail } from "../../../app/adapters/payouts/manual-rail.ts";
import { approvePayouts } from "../../../app/services/payouts/approve-payouts.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { planPayouts } from "../../../app/services/payouts/plan-payouts.ts";
import { settlePayout } from "../../../app/services/payouts/settle-payout.ts";
import { submitPayout } from "../../../app/services/payouts/submit-payout.ts";
import { merchantWorld } from "../merchant/world.ts";

/** The audit runs while payouts are under way, too: a run that was approved in the night is no finding. */
test("a payout is sound at every step", async () => {
  const world = await merchantWorld();
  const { database, clock } = world;
  const deps = { ...world.deps, rail: manualRail };
  const actor = "merchant:1";
  const shop = await world.shop("under-way.myshopify.com");
  const creatorId = await world.creator("maya");
  await world.credit(shop.id, creatorId, 5_000n);
  const findings = () => auditing(world.connection, (view) => Array.fromAsync(auditLedger(view, clock.now())));

  const plan = await planPayouts(deps, { shop, actor });
  if (plan.kind !== "planned") throw new Error(plan.kind);
  expect(await findings()).toEqual([]);
  await approvePayouts(deps, { shopId: shop.id, batchId: plan.batchId, actor });
  expect(await findings()).toEqual([]);
  const [payout] = await database.payouts.payoutsOf(shop.id, plan.batchId);
  const input = { shopId: shop.id, payoutId: payout?.id ?? "" };
  await submitPayout(deps, input);
  expect(await findings()).toEqual([]);
  await settlePayout(deps, { ...input, actor, outcome: { kind: "paid", reference: "PP-1" } });
  expect(await findings()).toEqual([]);
});
