import { expect, test } from "vitest";
import { manualRail } from "../../../app/adapters/payouts/manual-rail.ts";
import { approvePayouts } from "../../../app/services/payouts/approve-payouts.ts";
import { planPayouts } from "../../../app/services/payouts/plan-payouts.ts";
import { settlePayout, type Outcome } from "../../../app/services/payouts/settle-payout.ts";
import { merchantWorld, plainSealer } from "./world.ts";

const world = await merchantWorld();
const { database, connection } = world;
const deps = { ...world.deps, rail: manualRail };
const actor = "merchant:1";

test("a payment that comes back is payable again, once, and the creator is told why", async () => {
  const shop = await world.shop("came-back.myshopify.com");
  const creatorId = await world.creator("maya");
  await world.credit(shop.id, creatorId, 5_000n);
  const plan = await planPayouts(deps, { shop, actor });
  if (plan.kind !== "planned") throw new Error(plan.kind);
  await approvePayouts(deps, { shopId: shop.id, batchId: plan.batchId, actor });
  const [payout] = await database.payouts.payoutsOf(shop.id, plan.batchId);
  const settle = (outcome: Outcome) =>
    settlePayout(deps, { shopId: shop.id, payoutId: payout?.id ?? "", actor, outcome });
  const balance = async () => (await database.ledger.balancesOfShop(shop.id, creatorId))[0];
  const returned = { kind: "returned", why: "The account is closed" } as const;

  expect(await settle(returned)).toEqual({ kind: "not_paid" });
  await settle({ kind: "paid", reference: "PP-1" });
  expect(await balance()).toMatchObject({ payableMinor: 0n, paidMinor: 5_000n });

  expect(await settle(returned)).toEqual({ kind: "settled" });
  expect(await balance()).toMatchObject({ payableMinor: 5_000n, paidMinor: 0n, inTransitMinor: 0n });
  expect(await database.payouts.get(shop.id, payout?.id ?? "")).toMatchObject({
    state: "returned",
    reference: "PP-1",
    failure: "The account is closed",
  });
  const mail = await connection.prisma.mailOutbox.findFirstOrThrow({ where: { kind: "payout_returned" } });
  expect(plainSealer.open(mail.messageCiphertext!)).toContain("The account is closed");

  expect(await settle(returned)).toEqual({ kind: "settled" });
  expect(await settle({ kind: "paid", reference: "PP-1" })).toMatchObject({
    kind: "settled_before",
    state: "returned",
  });
  expect(await balance()).toMatchObject({ payableMinor: 5_000n });
  expect(await planPayouts(deps, { shop, actor })).toMatchObject({ kind: "planned", payouts: 1 });
});
