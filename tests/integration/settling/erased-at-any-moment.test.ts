/** Whenever customers or the whole shop are erased, what was earned and what is earned later are the same. */
import { describe, expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { createPrivacyStore } from "../../../app/adapters/database/privacy/store.ts";
import { formatInstant, instant, parseInstant } from "../../../app/domain/kernel/instant.ts";
import { replay } from "../../../app/server/replay.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { worldOf } from "../../simulation/generate/world.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";
import { own, possible } from "./worlds.ts";

const SEEDS = Number(process.env["ERASE_SEEDS"] ?? 10);
const FROM = 3_001;

const db = await testDatabase();
const seeds = Array.from({ length: SEEDS }, (_, index) => FROM + index).filter(possible);

/** Erases some customers, all of them, or everything that is personal of the shop; told by the moment. */
async function erase(world: ProductionWorld, moment: number): Promise<void> {
  const { rows } = await db.pool.query<{ order_id: bigint }>("SELECT order_id FROM order_states WHERE shop_id = $1", [
    world.shopId,
  ]);
  const orderIds = rows
    .map(({ order_id }) => String(order_id))
    .filter((_, index) => moment % 3 !== 0 || index % 2 === 0);
  await db.transaction(async (client) => {
    const privacy = createPrivacyStore(client);
    if (moment % 3 === 2) await privacy.eraseShop(world.shopId);
    else await privacy.eraseCustomer(world.shopId, { customerId: null, orderIds });
  });
}

const findings = async (world: ProductionWorld) => {
  const all = await auditing(db, (view) => Array.fromAsync(auditLedger(view, instant(Date.now()))));
  return all.filter(({ shopId }) => shopId === world.shopId);
};

async function erasingMovesNothing(world: ProductionWorld, moment: number): Promise<void> {
  const before = await world.output();
  await erase(world, moment);
  expect(await world.output()).toEqual(before);
  expect(await findings(world)).toEqual([]);
}

describe.each(seeds)("seed %i", (seed) => {
  test("settles as it replays, erased three times on the way", async () => {
    const { offer, deliveries, now: given } = own(worldOf(seed), seed);
    const latest = Math.max(...deliveries.map(({ triggeredAt }) => Date.parse(triggeredAt)));
    const now = parseInstant(given ?? "") ?? instant(latest);
    const expected = replay(offer, deliveries, { now: formatInstant(now) });
    const world = await ProductionWorld.open(db, offer as unknown as WorldOffer, `erased-${seed}`);
    const facts = world.facts(deliveries);
    const moments = new Map([1, 2, 3].map((part) => [Math.floor((facts.length * part) / 4), part + seed]));
    for (const [index, fact] of facts.entries()) {
      const moment = moments.get(index);
      if (moment !== undefined) await erasingMovesNothing(world, moment);
      await world.settle([fact], now);
    }
    await world.release(now);
    await erase(world, seed);
    expect(await world.output()).toEqual({ orders: expected.orders, balances: expected.balances });
    expect(await findings(world)).toEqual([]);
  });
});
