import { expect, test } from "vitest";
import { brandHome } from "../../../app/services/shops/brand-home.ts";
import { viewOffer } from "../../../app/services/offers/view-offer.ts";
import { merchantWorld, usd } from "./world.ts";

const world = await merchantWorld();
const { deps, database, connection, clock } = world;
const { prisma } = connection;
const shop = await world.shop("budgets.myshopify.com");
const other = await world.shop("other-budgets.myshopify.com");
const month = new Date("2026-11-01");
let orders = 0n;
let creators = 0;

const rule = (budgetMinor?: string) => ({
  percent: { bps: 1000 },
  ...(budgetMinor === undefined ? {} : { caps: { budgetMinor } }),
});

/** A live offer with a creator, and what its orders do to it. */
async function offerWith(budgetMinor: string | undefined, of = shop) {
  const offerId = await world.liveOffer(of, { ruleDocument: rule(budgetMinor) });
  const creatorId = await world.creator(`b${(creators += 1)}`);
  const application = (await database.applications.lock(of.id, await world.application(of, offerId, creatorId)))!;
  const partnership = await database.partnerships.begin(application, clock.now());
  const at = new Date(clock.now());

  async function order(): Promise<bigint> {
    const orderId = (orders += 1n);
    await prisma.orderState.create({ data: { shopId: of.id, orderId, facts: "{}", processedAt: at, updatedAt: at } });
    return orderId;
  }
  async function commission(amountMinor: bigint, credited = true): Promise<void> {
    const data = { shopId: of.id, orderId: await order(), offerId, creatorId, partnershipId: partnership.id };
    const terms = { offerVersionId: application.acceptedVersionId, currency: "USD", holdDays: 30, month };
    const settled = { amountMinor, credited, evidenceKind: "code" as const, lines: [], settledAt: at };
    await prisma.commission.create({ data: { ...data, ...terms, ...settled } });
  }
  async function total(position: bigint, offerAmountMinor: bigint): Promise<void> {
    const change = { netSalesMinor: 0n, amountMinor: 0n, orders: 0, offerAmountMinor };
    const ofMonth = { monthNetSalesMinor: 0n, monthAmountMinor: 0n, monthOrders: 0 };
    const ofAll = { totalNetSalesMinor: 0n, totalAmountMinor: 0n, totalOrders: 0 };
    const key = { shopId: of.id, offerId, creatorId, position, orderId: await order(), month };
    await prisma.creditSeries.create({ data: { ...key, ...change, ...ofMonth, ...ofAll } });
  }
  const budget = async () => (await viewOffer(deps, { shopId: of.id, offerId }))?.budget;
  return { offerId, commission, total, budget };
}

const warned = async (shopId = shop.id) =>
  (await brandHome(deps, { shopId })).budgets.map(({ offerId, usedMinor, budgetMinor }) => [
    offerId,
    usedMinor,
    budgetMinor,
  ]);

test("the home warns from 80 % on, by the running total; the offer's page always tells", async () => {
  const { offerId, total, budget } = await offerWith("1000");
  expect(await budget()).toEqual({
    offerId,
    offerName: "Ten percent",
    currency: usd,
    usedMinor: 0n,
    budgetMinor: 1000n,
  });
  await total(1n, 799n);
  expect(await budget()).toMatchObject({ usedMinor: 799n });
  expect(await warned()).toEqual([]);
  await total(2n, 800n);
  expect(await warned()).toEqual([[offerId, 800n, 1000n]]);
  expect(await warned(other.id)).toEqual([]);
  await database.offers.setStatus(shop.id, offerId, "ended");
  expect(await warned()).toEqual([]);
});

test("before the running total begins: what it will begin with", async () => {
  const { commission, total, budget } = await offerWith("1000");
  await commission(300n);
  await commission(250n);
  await commission(9_000n, false);
  expect(await budget()).toMatchObject({ usedMinor: 550n });
  await total(1n, 900n);
  expect(await budget()).toMatchObject({ usedMinor: 900n });
});

test("an offer without a budget has none, and another shop's is not told", async () => {
  const none = await offerWith(undefined);
  await none.commission(5_000n);
  expect(await none.budget()).toBeNull();
  const theirs = await offerWith("10", other);
  await theirs.commission(10n);
  expect(await database.figures.budgetOf(shop.id, theirs.offerId, clock.now())).toBeNull();
  expect((await warned(other.id)).map(([offerId]) => offerId)).toEqual([theirs.offerId]);
});

test("a new budget counts once its terms are in force", async () => {
  const { offerId, commission, budget } = await offerWith("1000");
  await commission(500n);
  const offer = (await database.offers.get(shop.id, offerId))!;
  const draft = { ...offer.versions[0]!, ruleDocument: rule("2000") };
  await database.offers.saveDraft(shop.id, offerId, draft, "hash-of-two-thousand");
  expect(await budget()).toMatchObject({ budgetMinor: 1000n });
  const { id } = (await database.offers.get(shop.id, offerId))!.versions[0]!;
  const times = { publishedAt: clock.now(), effectiveFrom: clock.now() };
  await database.offers.publish(shop.id, offerId, id, times);
  expect(await budget()).toMatchObject({ budgetMinor: 2000n, usedMinor: 500n });
});
