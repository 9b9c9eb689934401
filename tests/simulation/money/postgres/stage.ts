import { auditing } from "#app/adapters/database/audit/view.ts";
import { openDatabase, type Database } from "#app/adapters/database/connect.ts";
import { likenessHasher } from "#app/adapters/database/creators/likeness-hash.ts";
import { orderReferences } from "#app/adapters/database/creators/order-references.ts";
import { createCreatorDatabase } from "#app/adapters/database/creators/stores.ts";
import { packDelivery, storeDeliveries } from "#app/adapters/database/inbox/store.ts";
import { createOrderReviews } from "#app/adapters/database/order-reviews.ts";
import { reconciliationStore } from "#app/adapters/database/reconcile/store.ts";
import { awardHolds } from "#app/adapters/database/settling/award-holds.ts";
import { holdStore } from "#app/adapters/database/settling/holds.ts";
import { createStores } from "#app/adapters/database/stores.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import { type Currency, parseCurrency } from "#app/domain/money/currency.ts";
import { addressLikeness, nameLikeness } from "#app/domain/review/likeness.ts";
import { settlingOf } from "#app/server/settling.ts";
import { processDepsOf } from "#app/server/worker.ts";
import { auditLedger, type Finding } from "#app/services/ledger/audit-ledger.ts";
import { processDeliveries } from "#app/services/inbox/process-deliveries.ts";
import { releaseAwards } from "#app/services/ledger/release-awards.ts";
import { releaseHolds } from "#app/services/ledger/release-holds.ts";
import { ProductionWorld } from "../../../integration/settling/production-world.ts";
import { deskOf } from "../desk.ts";
import type { MakeStage } from "../play.ts";
import type { Plot } from "../plot.ts";
import type { Stage, StageClock } from "../stage.ts";
import { detailsOf } from "../shoppers.ts";
import { codeOf } from "../toy-bodies.ts";
import { current, FrailClient } from "./frail-client.ts";
import { type OpenedShop, postgresOutside } from "./outside.ts";

const { keys } = ProductionWorld;
const plainSealer = {
  seal: (text: string) => new Uint8Array(Buffer.from(text)),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  isCurrent: () => true,
};
const currency = parseCurrency("USD") as Currency;

/** The app of production on a database of one's own: each world is a shop in it, one after the other. */
export function postgresStages(url: string): {
  make: MakeStage;
  audit(): Promise<Finding[]>;
  /** Of the world that was played in a shop. */
  seedOf(shopId: number): number | undefined;
  close(): Promise<void>;
} {
  const frail = openDatabase({ url, max: 6, Client: FrailClient });
  const sound = openDatabase({ url, max: 2 });
  const seeds = new Map<number, number>();
  return {
    async make(plot, clock, faults) {
      const shop = await openShop(sound, plot, clock.now());
      seeds.set(shop.shopId, plot.seed);
      current.faults = faults;
      return postgresStage({ frail, sound }, shop, { plot, clock });
    },
    /** Everything that was played here, by the clock of the last day. */
    async audit() {
      const at = instant(Date.parse("2028-01-01T00:00:00Z"));
      const findings = await auditing(sound, (view) => Array.fromAsync(auditLedger(view, at)));
      // Worlds number their orders alike, which no two shops do.
      return findings.filter(({ invariant }) => invariant !== "no_order_in_two_shops");
    },
    seedOf: (shopId) => seeds.get(shopId),
    async close() {
      current.faults = null;
      await frail.close();
      await sound.close();
    },
  };
}

function postgresStage(
  { frail, sound }: { frail: Database; sound: Database },
  shop: OpenedShop,
  { plot, clock }: { plot: Plot; clock: StageClock },
): Stage {
  const { shopId, domain, creatorIds, partnershipIds } = shop;
  const failures: string[] = [];
  const error = (fields: object) => void failures.push(JSON.stringify(fields));
  const log = { info: () => undefined, warn: () => undefined, error };
  const worker = processDepsOf({ database: frail, settleIn: settlingOf({ ...keys, clock }), clock, log });
  const stores = createStores(frail.prisma, plainSealer);
  return {
    async arrive({ topic, webhookId, triggeredAt, body }) {
      const head = { shopDomain: domain, topic, webhookId, eventId: null, apiVersion: "2026-10" };
      const delivery = { ...head, triggeredAt: instant(triggeredAt), body: Buffer.from(JSON.stringify(body)) };
      await storeDeliveries(frail.pool, [packDelivery(delivery)]);
    },
    work: async (rows) => (await processDeliveries(worker, { rows, bytes: 1 << 24 })).claimed,
    async release() {
      await releaseHolds({ transaction: (work) => frail.transaction((client) => work(holdStore(client))), clock });
      await releaseAwards({ transaction: (work) => frail.transaction((client) => work(awardHolds(client))), clock });
    },
    ...deskOf({
      shop: () => ({ id: shopId, domain, currency, minimumMinor: plot.minimumMinor }),
      clock,
      database: stores,
      creatorDatabase: createCreatorDatabase(frail.prisma, plainSealer, {
        hashKey: keys.hashKey,
        references: orderReferences(keys.signing),
      }),
      reconciliation: reconciliationStore(frail.pool, "2026-10"),
      orderReviews: createOrderReviews(frail, settlingOf({ ...keys, clock })),
      creatorId: (creator) => creatorIds[creator] ?? "",
      partnershipId: (creator) => partnershipIds[creator] ?? "",
      draft: () => stores.payouts.openDraft(shopId),
    }),
    async endPartnership(creator) {
      await sound.pool.query(
        "UPDATE partnerships SET state = 'ended', active_until = $3, ended_for = 'left' WHERE shop_id = $1 AND creator_id = $2",
        [shopId, creatorIds[creator], new Date(clock.now()).toISOString()],
      );
    },
    tellDetails: (creator) => tellDetails(sound, creatorIds[creator] ?? "", creator),
    async install() {
      const profile = { domain, name: domain, primaryDomain: domain, currency, timeZone: "UTC", plan: "Basic" };
      await stores.shops.install({ ...profile, taxesIncluded: false, scopes: "read_orders", email: null }, clock.now());
    },
    ...postgresOutside(sound, shop, failures),
  };
}

let opened = 0;

async function openShop(db: Database, plot: Plot, now: number): Promise<OpenedShop> {
  const name = `money-${plot.seed}-${(opened += 1)}`;
  const partnerships = plot.creators.map(({ bps }, creator) => ({
    creator: `creator-${creator}`,
    codes: [codeOf(creator)],
    bps,
  }));
  const offer = { currency: "USD", holdDays: plot.holdDays, rule: { percent: { bps: plot.bps } }, partnerships };
  const { shopId } = await ProductionWorld.open(db, offer, name);
  const at = new Date(now).toISOString();
  await db.pool.query("UPDATE shops SET installed_at = $2, created_at = $2 WHERE id = $1", [shopId, at]);
  const { rows } = await db.pool.query<{ id: string; creator_id: string }>(
    "SELECT id, creator_id FROM partnerships WHERE shop_id = $1 ORDER BY creator_id",
    [shopId],
  );
  const creatorIds = rows.map(({ creator_id }) => creator_id);
  for (const [creator, { details }] of plot.creators.entries())
    if (details) await tellDetails(db, creatorIds[creator] ?? "", creator);
  return { shopId, domain: `${name}.myshopify.com`, creatorIds, partnershipIds: rows.map(({ id }) => id) };
}

async function tellDetails(db: Database, creatorId: string, creator: number): Promise<void> {
  const hash = likenessHasher(keys.hashKey);
  const { name, address } = detailsOf(creator);
  await db.pool.query("UPDATE creators SET legal_name_hash = $2, postal_address_hash = $3 WHERE id = $1", [
    creatorId,
    Buffer.from(hash(nameLikeness(name) ?? "")),
    Buffer.from(hash(addressLikeness(address) ?? "")),
  ]);
}
