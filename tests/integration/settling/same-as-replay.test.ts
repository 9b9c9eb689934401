import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { formatInstant, instant, parseInstant } from "../../../app/domain/kernel/instant.ts";
import { canonicalText } from "../../../app/domain/kernel/text.ts";
import { replay, startReplay } from "../../../app/server/replay.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { parseReplayOffer } from "../../../app/services/replay/offer-document.ts";
import type { Delivery, Replay } from "../../../app/services/replay/replay.ts";
import { worldOf } from "../../simulation/generate/world.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";
import { own, possible } from "./worlds.ts";

const SEEDS = Number(process.env["SETTLE_SEEDS"] ?? 150);
const FROM = Number(process.env["SETTLE_FROM"] ?? 1);

const db = await testDatabase();

/** Batches of 1 to 7 facts, told by the seed. */
function batches<T>(items: readonly T[], seed: number): T[][] {
  const out: T[][] = [];
  for (let at = 0, turn = seed; at < items.length; turn += 1) {
    const size = 1 + ((turn * 7919) % 7);
    out.push(items.slice(at, at + size));
    at += size;
  }
  return out;
}

test.each(Array.from({ length: SEEDS }, (_, index) => FROM + index).filter(possible))(
  "seed %i settles on Postgres as it replays",
  async (seed) => {
    const { offer, deliveries, now: given } = own(worldOf(seed), seed);
    const run = startReplay(offerOf(offer), (ref) => canonicalText(deliveries[ref]?.body));
    const now = parseInstant(given ?? "") ?? latestOf(deliveries, run);
    const expected = replay(offer, deliveries, { now: formatInstant(now) });

    const production = await ProductionWorld.open(db, offer as unknown as WorldOffer, `world-${seed}`);
    for (const batch of batches(production.facts(deliveries), seed)) await production.settle(batch, now);
    await production.release(now);

    expect(await production.output()).toEqual({ orders: expected.orders, balances: expected.balances });
  },
);

test("the audit of all of it is clean", async () => {
  const findings = await auditing(db, async (view) => Array.fromAsync(auditLedger(view, instant(Date.now()))));
  // Order ids repeat from world to world, which no two shops' do.
  expect(findings.filter(({ invariant }) => invariant !== "no_order_in_two_shops")).toEqual([]);
});

function offerOf(document: unknown) {
  const parsed = parseReplayOffer(document);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.offer;
}

function latestOf(deliveries: readonly Delivery[], run: Replay) {
  deliveries.forEach((delivery, index) => run.take(delivery, index));
  return run.latest;
}
