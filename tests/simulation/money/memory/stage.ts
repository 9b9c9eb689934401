import { parseRule } from "#app/domain/commission/rule.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import { parseCurrency } from "#app/domain/money/currency.ts";
import { addressLikeness, type Likeness, nameLikeness } from "#app/domain/review/likeness.ts";
import { parseDelivery } from "#app/adapters/shopify/webhooks/parse-delivery.ts";
import type { ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import type { Stores } from "#app/services/ports/database.ts";
import type { CreatorStores } from "#app/services/ports/creator-database.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { processDeliveries, type ProcessDeps } from "#app/services/inbox/process-deliveries.ts";
import { releaseAwards } from "#app/services/ledger/release-awards.ts";
import { releaseHolds } from "#app/services/ledger/release-holds.ts";
import { settleOrders } from "#app/services/orders/settle-orders.ts";
import { topicHandlers, lastingTopics, quietTopics } from "#app/services/inbox/webhook-topics.ts";
import { Crash, type Faults, frail } from "../faults.ts";
import type { Plot } from "../plot.ts";
import type { Stage, StageClock } from "../stage.ts";
import { deskOf } from "../desk.ts";
import { detailsOf } from "../shoppers.ts";
import { codeOf } from "../toy-bodies.ts";
import { memoryAwardHolds } from "./awards.ts";
import { MemoryDatabase } from "./database.ts";
import { memoryInbox, memoryInstallations, memoryReconciliation, store } from "./inbox.ts";
import { creatorId, memoryOutside } from "./outside.ts";
import { memoryPrivacy } from "./privacy.ts";
import { memoryReviews } from "./reviews.ts";
import { memoryHoldStore, memorySettleStore } from "./settling.ts";
import { State } from "./state.ts";
import { memoryMethodStores, memoryStores, only } from "./stores.ts";

const SHOP = 1;
const domain = "toys.myshopify.com";
const partnershipId = (creator: number): string => `partnership-${creator}`;

/** The services of production over a state in memory; every await of theirs may be their last. */
export function memoryStage(plot: Plot, clock: StageClock, faults: Faults): Stage {
  const database = new MemoryDatabase(opening(plot, clock), faults);
  const within =
    <Parts extends object>(parts: (state: State) => Parts) =>
    <T>(work: (parts: Parts) => Promise<T>): Promise<T> =>
      database.transaction((state) => work(frail(faults, parts(state))));
  const settleIn =
    (state: State): Settle =>
    (incoming, again) =>
      settleOrders(
        frail(faults, memorySettleStore(state)),
        { now: clock.now(), seal: (fact) => fact },
        incoming,
        again,
      );
  const worker = workerOf(database, clock, settleIn);

  return {
    async arrive({ topic, webhookId, triggeredAt, body }) {
      await database.transaction(async (state) =>
        store(state, {
          shopDomain: domain,
          topic,
          webhookId,
          eventId: null,
          triggeredAt: instant(triggeredAt),
          apiVersion: "2026-10",
          body: Buffer.from(JSON.stringify(body)),
        }),
      );
    },
    work: async (rows) => (await processDeliveries(worker, { rows, bytes: 1 << 24 })).claimed,
    async release() {
      await releaseHolds({ transaction: within(memoryHoldStore), clock });
      await releaseAwards({ transaction: within(memoryAwardHolds), clock });
    },
    ...deskOf({
      shop: () => ({ ...database.state.shop, minimumMinor: plot.minimumMinor }),
      clock,
      database: { transaction: within<Stores>(memoryStores) },
      creatorDatabase: { transaction: within((state) => only<CreatorStores>(memoryMethodStores(state))) },
      reconciliation: frail(faults, only<ReconciliationStore>(memoryReconciliation(database))),
      orderReviews: { transaction: within((state) => memoryReviews(state, settleIn(state))) },
      creatorId,
      partnershipId,
      draft: async () => database.state.batches.find(({ state }) => state === "draft")?.id ?? null,
    }),
    async endPartnership(creator) {
      await database.transaction(async (state) => {
        state.partnerships = state.partnerships.map((one) =>
          one.creator === creatorId(creator) ? { ...one, activeUntil: clock.now() } : one,
        );
      });
    },
    async tellDetails(creator) {
      await database.transaction(async (state) => {
        state.partnerships = state.partnerships.map((one) =>
          one.creator === creatorId(creator) ? { ...one, likenesses: likenessesOf(creator) } : one,
        );
      });
    },
    async install() {
      await database.transaction(async (state) => {
        state.shop = { ...state.shop, installedAt: clock.now(), uninstalledAt: null };
      });
    },

    ...memoryOutside(plot, database, clock),
  };
}

function workerOf(database: MemoryDatabase, clock: StageClock, settleIn: (state: State) => Settle): ProcessDeps {
  const { faults } = database;
  return {
    transaction: (work) =>
      database.transaction((state) =>
        work({
          inbox: frail(faults, memoryInbox(state)),
          settle: settleIn(state),
          topics: topicHandlers({ installations: memoryInstallations(state), privacy: memoryPrivacy(state), clock }),
        }),
      ),
    parse: parseDelivery,
    quietTopics,
    lastingTopics,
    isTransient: (error) => error instanceof Crash,
    onFailure: ({ error }) => {
      throw error;
    },
  };
}

function opening(plot: Plot, clock: StageClock): State {
  const currency = parseCurrency("USD");
  const rule = parseRule({ percent: { bps: plot.bps } });
  if (currency === null || rule.kind === "invalid") throw new Error("the world's offer is no offer");
  const shop = {
    id: SHOP,
    domain,
    currency,
    installedAt: clock.now(),
    uninstalledAt: null,
    minimumMinor: plot.minimumMinor,
  };
  const offer = {
    id: "version",
    offerId: "offer",
    shopId: SHOP,
    rule: rule.rule,
    windowDays: 30,
    holdDays: plot.holdDays,
    effectiveFrom: instant(0),
  };
  const partnerships = plot.creators.map(({ bps, details }, creator) => ({
    id: partnershipId(creator),
    shopId: SHOP,
    creator: creatorId(creator),
    offerId: "offer",
    activeFrom: instant(0),
    activeUntil: null,
    endedForFraud: false,
    ownRateBps: bps,
    codes: [{ code: codeOf(creator).toLowerCase(), leaks: [] }],
    tokens: [],
    names: [],
    identities: [],
    likenesses: details ? likenessesOf(creator) : [],
  }));
  return new State(shop, [offer], partnerships);
}

function likenessesOf(creator: number): Likeness[] {
  const { name, address } = detailsOf(creator);
  return [nameLikeness(name), addressLikeness(address)].filter((one) => one !== null);
}
