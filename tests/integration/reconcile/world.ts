import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { createJobQueue } from "../../../app/adapters/database/jobs.ts";
import { packDelivery, storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { reconciliationStore } from "../../../app/adapters/database/reconcile/store.ts";
import { wantedStore } from "../../../app/adapters/database/reconcile/wanted-store.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { replay } from "../../../app/server/replay.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { processDepsOf } from "../../../app/server/worker.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import type { OrderSource } from "../../../app/services/ports/order-source.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { testApi, type TestApi } from "../../../sandbox/src/admin-api/testing.ts";
import type { Order } from "../../../sandbox/src/index.ts";
import { bodyOf, orderBody } from "../../../sandbox/src/orders/bodies/index.ts";
import { DEMO_DOMAIN } from "../../../sandbox/src/state/seed.ts";
import type { TestDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "../settling/production-world.ts";
import { Desk, sourceOf } from "./forms.ts";

const minute = 60_000;

type Given = { scopes?: string[]; orders?: number; installedAt?: string };

/**
 * A sandbox's shop beside the app's database: what happens in the shop is delivered, unless it is dropped, and settled by
 * production's own worker. What should come out is told by a replay of everything, dropped or not.
 */
export async function reconcileWorld(db: TestDatabase, rule: object, given: Given = {}) {
  const api = testApi(given);
  const code = "WELCOME10";
  const partnerships = [{ creator: "maya", codes: [code], links: ["tokmaya"], email: "maya@example.com" }];
  const offer = { currency: api.shop.currency, rule, partnerships };
  const production = await ProductionWorld.open(db, offer, DEMO_DOMAIN.replace(".myshopify.com", ""));
  const scopes = api.app.scopes.join(",");
  await db.pool.query("UPDATE shops SET installed_at = $3, created_at = $3, scopes = $2 WHERE id = $1", [
    production.shopId,
    scopes,
    given.installedAt ?? "2026-11-01T00:00:00Z",
  ]);
  const clock = { now: () => instant(api.world.now().getTime()) };
  const store = reconciliationStore(db.pool, "2026-10");
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settleIn = settlingOf({ ...ProductionWorld.keys, clock });
  const process = processDepsOf({ database: db, settleIn, clock, log });

  const all: Delivery[] = [];
  const waiting: Promise<unknown>[] = [];
  let dropping = false;
  let own = 0;
  api.world.onEvent((shop, event, app) => {
    const body: object = JSON.parse(JSON.stringify(bodyOf(shop, event, app ?? api.app, api.world.now())));
    const webhookId = `webhook-${all.length}`;
    all.push({ topic: event.topic, shop: shop.domain, webhookId, triggeredAt: api.world.now().toISOString(), body });
    if (!dropping) waiting.push(deliver(db, shop.domain, event.topic, webhookId, clock.now(), body));
  });

  return {
    api,
    production,
    shopId: production.shopId,
    code,
    clock,
    desk: new Desk(api, code),
    deps: {
      store,
      source: outsideOf(db, sourceOf(api)),
      wanted: wantedStore(db, settleIn),
      clock,
      jobs: createJobQueue(db.prisma),
    },
    /** Puts a delivery of one's own into the inbox. */
    deliver: (topic: string, body: object, at: number = clock.now()) =>
      deliver(db, DEMO_DOMAIN, topic, `own-${(own += 1)}`, at, body),
    /** Loses the webhooks of what happens in `work`. */
    dropped<T>(work: () => T): T {
      dropping = true;
      try {
        return work();
      } finally {
        dropping = false;
      }
    },
    wait: (minutes: number) => api.wait(minutes * minute),
    /** Works off the inbox. */
    async work(): Promise<void> {
      await Promise.all(waiting.splice(0));
      while ((await processDeliveries(process, { rows: 50, bytes: 1 << 24 })).claimed > 0);
    },
    /** What the deliveries that happened, dropped or not, come to; under a rule that says the same in other words. */
    expected(said: object = rule) {
      const { orders, balances } = replay({ ...offer, rule: said }, all, { now: new Date(clock.now()).toISOString() });
      return { orders, balances };
    },
    ...told(db, production, offer, api),
  };
}

/** The source, which answers nobody who holds a transaction open meanwhile: the network may take as long as it likes. */
function outsideOf(db: TestDatabase, source: OrderSource): OrderSource {
  const checked = Object.entries(source).map(([name, ask]) => [
    name,
    async (...args: unknown[]) => {
      const { rows } = await db.pool.query<{ query: string }>(
        "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
      );
      if (rows[0] !== undefined) throw new Error(`Shopify is asked (${name}) inside a transaction: ${rows[0].query}`);
      return (ask as (...given: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(checked) as OrderSource;
}

/** What came of it all. */
function told(db: TestDatabase, production: ProductionWorld, offer: object, api: TestApi) {
  const clock = () => instant(api.world.now().getTime());
  return {
    /** What orders come to as they are now, the oldest first. */
    expectedOf(orders: readonly Order[]) {
      const triggeredAt = new Date(clock()).toISOString();
      const bodies = orders
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .map((order) => ({
          topic: "orders/updated",
          shop: DEMO_DOMAIN,
          webhookId: String(order.id),
          triggeredAt,
          body: JSON.parse(JSON.stringify(orderBody(api.shop, order))) as object,
        }));
      const { orders: verdicts, balances } = replay(offer, bodies, { now: triggeredAt });
      return { orders: verdicts, balances };
    },
    async audit() {
      return auditing(db, async (view) => Array.fromAsync(auditLedger(view, clock())));
    },
    async counted() {
      const { rows } = await db.pool.query<Counted>(
        "SELECT kind, state, compared, missing, newer, failure FROM reconciliations WHERE shop_id = $1 ORDER BY kind",
        [production.shopId],
      );
      return rows;
    },
  };
}

type Counted = {
  kind: string;
  state: string;
  compared: number;
  missing: number;
  newer: number;
  failure: string | null;
};

export type ReconcileWorld = Awaited<ReturnType<typeof reconcileWorld>>;

async function deliver(
  db: TestDatabase,
  shopDomain: string,
  topic: string,
  webhookId: string,
  at: number,
  body: object,
) {
  const bytes = Buffer.from(JSON.stringify(body));
  const head = { shopDomain, topic, webhookId, eventId: null, triggeredAt: instant(at), apiVersion: "2026-10" };
  await storeDeliveries(db.pool, [packDelivery({ ...head, body: bytes })]);
}
