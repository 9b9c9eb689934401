import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { packFacts } from "../../../app/domain/order/facts-codec.ts";
import { noFacts } from "../../../app/domain/order/facts.ts";
import { brandHome } from "../../../app/services/shops/brand-home.ts";
import { changePartnership } from "../../../app/services/partnerships/change-partnership.ts";
import { explainOrder } from "../../../app/services/orders/explain-order.ts";
import { listCreators } from "../../../app/services/creators/list-creators.ts";
import { listOrders } from "../../../app/services/orders/list-orders.ts";
import type { OrderFilter } from "../../../app/services/ports/order-views.ts";
import { saveSettings } from "../../../app/services/shops/save-settings.ts";
import { merchantWorld } from "./world.ts";

const world = await merchantWorld();
const { deps, database, connection, clock } = world;
const { prisma } = connection;
const shop = await world.shop("orders.myshopify.com");
const other = await world.shop("not-yours.myshopify.com");
const offerId = await world.liveOffer(shop);
const creatorId = await world.creator("maya");
const application = (await database.applications.lock(shop.id, await world.application(shop, offerId, creatorId)))!;
const partnership = await database.partnerships.begin(application, clock.now());
await database.partnerships.ensureLink(partnership, "tokmaya");
await database.codes.reserve(partnership, "MAYA");

/** An order as settling leaves it: credited to Maya, without credit in spite of her code, or nobody's. */
async function settled(orderId: bigint, what: "credited" | "evidence" | "nobody", hoursAgo: number): Promise<void> {
  const processedAt = new Date(clock.now() - hoursAgo * HOUR_MS);
  const now = new Date(clock.now());
  const key = { shopId: shop.id, orderId };
  await prisma.orderState.create({
    data: {
      ...key,
      facts: JSON.stringify(packFacts(noFacts(String(orderId)))),
      processedAt,
      updatedAt: now,
      seenPaidAt: processedAt,
    },
  });
  const credited = what === "credited" ? [{ partnershipId: partnership.id, creatorId }] : [];
  const sentenceForBrand =
    what === "credited" ? `pays ${creatorId} 1.00 USD` : "pays nothing: the evidence on it does not count";
  const reason = what === "credited" ? "code" : "no_evidence";
  const verdict = {
    reason,
    credited,
    rejected: [],
    explanation: { sentenceForBrand, disputed: false },
    settledAt: now,
  };
  await prisma.verdict.create({ data: { ...key, ...verdict } });
  if (what === "nobody") return;
  const outcome = what === "credited" ? "credited" : "not_active";
  await prisma.evidence.create({ data: { ...key, partnershipId: partnership.id, creatorId, kind: "code", outcome } });
  if (what === "evidence") return;
  const commission = {
    creatorId,
    partnershipId: partnership.id,
    offerId,
    offerVersionId: application.acceptedVersionId,
    currency: "USD",
    amountMinor: 100n,
    netSalesMinor: 1_000n,
    month: new Date("2026-11-01"),
    sentence: "1.00 USD for the code on the order",
    evidenceKind: "code" as const,
    lines: [{ line: "7", commissionableMinor: "1000", bps: 1000, amountMinor: "100", why: "percent" }],
    holdDays: 30,
    maturesAt: null,
    settledAt: now,
  };
  await prisma.commission.create({ data: { ...key, ...commission } });
  const base = {
    shopId: shop.id,
    creatorId,
    currency: "USD",
    orderId,
    payoutId: null,
    actor: null,
    happenedAt: clock.now(),
  };
  await database.ledger.post([
    {
      ...base,
      from: "expense",
      to: "pending",
      amountMinor: 300n,
      kind: "accrual",
      reason: "earned",
      idempotencyKey: `${orderId}/1`,
    },
    {
      ...base,
      from: "pending",
      to: "expense",
      amountMinor: 200n,
      kind: "adjustment",
      reason: "the order changed",
      idempotencyKey: `${orderId}/2`,
    },
  ]);
}
await settled(1n, "credited", 5);
await settled(2n, "evidence", 4);
await settled(3n, "nobody", 3);
await settled(4n, "credited", 2);

const ids = async (filter: OrderFilter) =>
  (await listOrders(deps, { shop, filter, after: null })).items.map((order) => order.orderId);

test.each<{ filter: OrderFilter; orders: string[] }>([
  { filter: "all", orders: ["4", "3", "2", "1"] },
  { filter: "credited", orders: ["4", "1"] },
  { filter: "evidence", orders: ["2"] },
])("orders, $filter: newest first", async ({ filter, orders }) => expect(await ids(filter)).toEqual(orders));

test("sentences name people, not ids", async () => {
  const { items } = await listOrders(deps, { shop, filter: "all", after: null });
  expect(items.map((order) => order.sentence)).toEqual([
    "maya earns 1.00 USD for the code on the order",
    "Pays nothing: the evidence on it does not count",
    "Pays nothing: the evidence on it does not count",
    "maya earns 1.00 USD for the code on the order",
  ]);
});

test("page by page, without loss or repetition; a cursor that is none begins anew", async () => {
  const first = await database.orders.list(shop.id, "all", { after: null, limit: 3 }, clock.now());
  const second = await database.orders.list(shop.id, "all", { after: first.next, limit: 3 }, clock.now());
  expect([...first.items, ...second.items].map((order) => order.orderId)).toEqual(["4", "3", "2", "1"]);
  expect(second.next).toBeNull();
  expect((await database.orders.list(shop.id, "all", { after: "'; DROP", limit: 9 }, clock.now())).items).toHaveLength(
    4,
  );
});

test("an order in full: entries that add up, evidence, and dated movements", async () => {
  const { order, label } = (await explainOrder(deps, { shop, orderId: "1" }))!;
  expect(label).toBeNull();
  expect(order.commissions).toMatchObject([
    {
      creatorName: "maya",
      amountMinor: 100n,
      offerVersion: 1,
      entries: [{ lineId: "7", bps: 1000, amountMinor: 100n, why: "percent" }],
    },
  ]);
  expect(order.evidence).toEqual([{ creatorName: "maya", kind: "code", outcome: "credited" }]);
  expect(order.transfers.map(({ from, to, amountMinor }) => [from, to, amountMinor])).toEqual([
    ["expense", "pending", 300n],
    ["pending", "expense", 200n],
  ]);
});

test.each(["99", "x", "1; DROP TABLE orders", "99999999999999999999"])("no order %s", async (orderId) => {
  expect(await explainOrder(deps, { shop, orderId })).toBeNull();
});

test("another shop sees nothing of it", async () => {
  expect(await explainOrder(deps, { shop: other, orderId: "1" })).toBeNull();
  expect((await listOrders(deps, { shop: other, filter: "all", after: null })).items).toEqual([]);
  expect((await listCreators(deps, { shopId: other.id, after: null })).items).toEqual([]);
  const change = {
    shopId: other.id,
    partnershipId: partnership.id,
    to: "paused",
    reason: "On holiday",
    actor: "merchant:9",
  } as const;
  expect(await changePartnership(deps, change)).toEqual({ kind: "not_found" });
});

test("the home's figures are the ledger's and the commissions'", async () => {
  const home = await brandHome(deps, { shopId: shop.id });
  expect(home.totals).toEqual({
    orders: 2,
    salesMinor: 2_000n,
    pendingMinor: 200n,
    payableMinor: 0n,
    inTransitMinor: 0n,
    paidMinor: 0n,
  });
  expect(home.setup).toEqual({
    offerMade: true,
    offerPublished: true,
    creatorJoined: true,
    firstSale: true,
    firstPayout: false,
  });
  expect(home.newestSales.map((order) => order.orderId).toSorted()).toEqual(["1", "4"]);
  expect(home).toMatchObject({
    waitingApplications: 1,
    heldForReview: 0,
    setAside: 0,
    audit: { openFindings: 0, lastFoundAt: null },
    reconciliation: { healed: 0, lastAt: null },
  });
});

test("an audit's findings show until they are resolved", async () => {
  const finding = {
    runId: "6f1f1d0e-0000-4000-8000-000000000000",
    shopId: shop.id,
    invariant: "balances",
    subject: "creator",
  };
  const { id } = await prisma.auditFinding.create({ data: finding });
  expect((await brandHome(deps, { shopId: shop.id })).audit.openFindings).toBe(1);
  await prisma.auditFinding.update({ where: { id }, data: { resolvedAt: new Date() } });
  expect((await brandHome(deps, { shopId: shop.id })).audit.openFindings).toBe(0);
});

test("creators with their code, link and sales; pausing is safe to repeat", async () => {
  const change = {
    shopId: shop.id,
    partnershipId: partnership.id,
    to: "paused",
    reason: "On holiday",
    actor: "merchant:1",
  } as const;
  expect(await changePartnership(deps, change)).toEqual({ kind: "changed" });
  expect(await changePartnership(deps, change)).toEqual({ kind: "changed" });
  expect((await listCreators(deps, { shopId: shop.id, after: null })).items).toMatchObject([
    {
      name: "maya",
      state: "paused",
      codes: [{ text: "MAYA" }],
      link: "https://app.test/r/tokmaya",
      orders: 2,
      salesMinor: 2_000n,
      commissionMinor: 200n,
    },
  ]);
});

test("settings are kept, exactly", async () => {
  const settings = { minimumPayoutMinor: 12_345_678_901_234_567n, defaultHoldDays: 14, mailsReviews: false };
  await saveSettings(deps, { shopId: shop.id, actor: "merchant:1", settings });
  expect((await database.shops.byId(shop.id))?.settings).toEqual(settings);
});

test("an order under review is listed with when that ends by itself; once it is decided, no more", async () => {
  const at = clock.now();
  const key = { shopId: shop.id, orderId: 4n, creatorId };
  const review = { ...key, signal: "same_name" as const, beganAt: new Date(at), endsAt: new Date(at + 14 * DAY_MS) };
  await prisma.orderReview.create({ data: review });
  const held = async () =>
    (await listOrders(deps, { shop, filter: "all", after: null })).items.map(({ heldUntil }) => heldUntil);
  expect(await ids("held")).toEqual(["4"]);
  expect(await held()).toEqual([at + 14 * DAY_MS, null, null, null]);
  const later = await database.orders.list(shop.id, "held", { after: null, limit: 9 }, instant(at + 14 * DAY_MS));
  expect(later.items).toEqual([]);

  const decided = { decision: "pay" as const, decidedAt: new Date(at), decidedBy: "merchant:1" };
  await prisma.orderReview.updateMany({ where: key, data: decided });
  expect(await ids("held")).toEqual([]);
  expect(await held()).toEqual([null, null, null, null]);
});
