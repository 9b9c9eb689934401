import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import type { Database } from "../../../app/adapters/database/connect.ts";
import { packDelivery, storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { factSealer } from "../../../app/adapters/database/settling/seal.ts";
import { settleStore } from "../../../app/adapters/database/settling/store.ts";
import { readsTotals, parseRule } from "../../../app/domain/commission/rule.ts";
import {
  formatInstant,
  instant,
  type Instant,
  nanosBelowMs,
  parseInstant,
} from "../../../app/domain/kernel/instant.ts";
import { replay } from "../../../app/server/replay.ts";
import { processDepsOf } from "../../../app/server/worker.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { settleOrders } from "../../../app/services/orders/settle-orders.ts";
import { Dice } from "../../simulation/generate/dice.ts";
import { worldOf } from "../../simulation/generate/world.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld, type WorldOffer } from "./production-world.ts";
import { own, possible } from "./worlds.ts";

/**
 * Whole worlds through the real inbox and worker, with what goes wrong: deliveries that come twice and late, statements that
 * fail as when the process or the connection dies, several workers at once. At the end the balances are those of a replay.
 */

const WORLDS = Number(process.env["CRASH_WORLDS"] ?? 150);
const FROM = Number(process.env["CRASH_FROM"] ?? 1);
const db = await testDatabase();
let crashes = 0;

/** As `pg` says it when the connection is gone: nothing of the transaction has happened. */
const gone = (): Error => Object.assign(new Error("Connection terminated unexpectedly"), { code: "57P01" });

/** A database whose statements fail now and then, each as likely as any other. */
function failing(dice: Dice): Pick<Database, "pool" | "transaction"> {
  return {
    pool: db.pool,
    transaction: (work) =>
      db.transaction((client) => {
        const query = client.query.bind(client) as (...given: unknown[]) => unknown;
        const frail = new Proxy(client, {
          get: (target, key) => {
            if (key !== "query") return Reflect.get(target, key, target) as unknown;
            return (...given: unknown[]) => {
              if (!dice.chance(4)) return query(...given);
              crashes += 1;
              throw gone();
            };
          },
        });
        return work(frail as PoolClient);
      }),
  };
}

function worker(dice: Dice, now: Instant) {
  const deps = processDepsOf({
    database: failing(dice),
    settleIn: (client) => (incoming) =>
      settleOrders(
        settleStore(client, now),
        { now, seal: factSealer(ProductionWorld.keys.hashKey, () => true)() },
        incoming,
      ),
    clock: { now: () => now },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  /** Until nothing waits: what dies is started again. */
  return async (): Promise<void> => {
    for (let idle = 0; idle < 2;) {
      const claimed = await processDeliveries(deps, { rows: dice.int(1, 8), bytes: 1 << 24 }).then(
        (processed) => processed.claimed,
        (error: Error) => {
          if (!error.message.includes("Connection terminated")) throw error;
          return -1;
        },
      );
      idle = claimed === 0 ? idle + 1 : 0;
    }
  };
}

async function arrive(deliveries: readonly Delivery[], shopDomain: string, dice: Dice): Promise<void> {
  for (const { topic, webhookId, triggeredAt, body } of deliveries) {
    const delivery = packDelivery({
      shopDomain,
      topic,
      webhookId,
      eventId: null,
      apiVersion: "2026-10",
      triggeredAt: parseInstant(triggeredAt),
      triggeredBelowMs: nanosBelowMs(triggeredAt),
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
    for (let copies = dice.chance(10) ? 3 : 1; copies > 0; copies--) await storeDeliveries(db.pool, [delivery]);
  }
}

const seeds = Array.from({ length: WORLDS }, (_, index) => FROM + index).filter(possible);

test.each(seeds)("world %i survives its crashes", async (seed) => {
  const { offer, deliveries, now: given } = own(worldOf(seed), seed);
  // The inbox keeps a trigger's microseconds.
  const kept = deliveries.map((one) => ({ ...one, triggeredAt: one.triggeredAt.replace(/(\.\d{6})\d+/, "$1") }));
  const now = parseInstant(given ?? "") ?? instant(Date.parse("2027-06-01T00:00:00Z"));
  const expected = replay(offer, kept, { now: formatInstant(now) });
  const dice = new Dice(seed * 7 + 1);
  const name = `crash-${seed}`;
  const production = await ProductionWorld.open(db, offer as unknown as WorldOffer, name);
  // The sequence of first settlements matters to running totals: then one worker, as the replay is one.
  const rule = parseRule(offer.rule);
  const alone = rule.kind === "rule" && readsTotals(rule.rule);

  // A replay counts the app's removal as ignored; a shop obeys it.
  const lasting = kept.filter(({ topic }) => topic !== "app/uninstalled");
  await arrive(lasting, `${name}.myshopify.com`, dice);
  const workers = Array.from({ length: alone ? 1 : 3 }, () => worker(dice, now)());
  await Promise.all(workers);
  await production.release(now);

  const { rows: left } = await db.pool.query(
    "SELECT topic, state, reason FROM inbox WHERE shop_domain = $1 AND state = 'pending'",
    [`${name}.myshopify.com`],
  );
  expect(left).toEqual([]);
  const output = await production.output();
  expect({ seed, orders: output.orders, balances: output.balances }).toEqual({
    seed,
    orders: expected.orders,
    balances: expected.balances,
  });
});

test("there were crashes, and the audit of all of it is clean", async () => {
  expect(crashes).toBeGreaterThan(seeds.length);
  const findings = await auditing(db, async (view) => Array.fromAsync(auditLedger(view, instant(Date.now()))));
  // Order ids repeat from world to world, which no two shops' do.
  expect(findings.filter(({ invariant }) => invariant !== "no_order_in_two_shops")).toEqual([]);
});
