import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../../app/domain/kernel/instant.ts";
import { noticeReviews } from "../../../app/services/reviews/notice-reviews.ts";
import { tellReviewed } from "../../../app/services/reviews/tell-reviewed.ts";
import { tellWaiting } from "../../../app/services/reviews/tell-waiting.ts";
import { bookOf } from "./book.ts";
import { creatorWorld, testSealer } from "./world.ts";

const world = await creatorWorld();
const { connection, clock, creators, deps } = world;
const { prisma } = connection;
const book = bookOf(world);
const admin = { admin: (domain: string, path: string) => `https://admin.test/${domain}${path}` };
const { referenceOf } = creators;
const WHY = "It went to her own studio";
let shops = 0;
let orders = 0n;

const mailsTo = async (address: string) => (await world.mails()).filter(({ to }) => to === address);

/** Maya under an offer of a shop of its own. */
async function aShop() {
  const number = (shops += 1);
  const shop = await world.shop(`held-${number}.myshopify.com`);
  const emailCiphertext = testSealer.seal(`owner@${shop.domain}`);
  await prisma.shop.update({ where: { id: shop.id }, data: { emailCiphertext } });
  const offerId = await world.liveOffer(shop);
  const maya = await world.person(`held${number}`);
  const partnership = await book.partnershipOf(shop.id, offerId, maya.id);
  const at = (ms: number) => new Date(ms).toISOString();
  const keyOf = (orderId: bigint) => ({
    shopId_orderId_creatorId: { shopId: shop.id, orderId, creatorId: maya.id },
  });
  const jobs = async (task: string) =>
    (await world.jobs())
      .filter((job) => job.task === task && (job.payload as { shopId: number }).shopId === shop.id)
      .map(({ payload }) => payload as { shopId: number; creatorId: string });
  return {
    shop,
    maya,
    jobs,
    /** An order that looks like Maya's own since now. */
    async held(earned = 500n): Promise<bigint> {
      const orderId = (orders += 1n);
      const now = at(clock.now());
      await book.order(partnership, { orderId, at: now, earned, held: { signal: "same_name", from: now } });
      return orderId;
    },
    /** As a brand's word, and the settling after it, leave it. */
    async decided(orderId: bigint, decision: "pay" | "own_order") {
      const data = {
        decision,
        decidedAt: new Date(clock.now()),
        decidedBy: "merchant:1",
        reason: decision === "pay" ? null : WHY,
      };
      await prisma.orderReview.update({ where: keyOf(orderId), data });
      if (decision === "own_order")
        await prisma.commission.update({ where: keyOf(orderId), data: { credited: false, amountMinor: 0n } });
    },
    /** All that the clock and the worker do about it. */
    async run() {
      await noticeReviews(deps);
      for (const { shopId, creatorId } of await jobs("tell-reviewed"))
        await tellReviewed({ ...deps, referenceOf }, { shopId, creatorId });
      for (const { shopId } of await jobs("tell-waiting")) await tellWaiting({ ...deps, addresses: admin }, { shopId });
      await connection.pool.query(
        "SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE key IS NOT NULL",
      );
    },
    toMaya: async () => (await mailsTo(`${maya.handle}@example.com`)).filter(({ kind }) => kind === "review_news"),
    toBrand: async () => mailsTo(`owner@${shop.domain}`),
    link: (orderId: bigint) =>
      `https://app.test/creator/earnings/held-${number}/${referenceOf({ shopId: shop.id, orderId })}`,
  };
}

test("many holds at once are one mail to the creator and one to the brand, and running again sends none", async () => {
  const { held, run, toMaya, toBrand, link, shop } = await aShop();
  const held3 = [await held(500n), await held(1_250n), await held(1n)];
  await run();
  await run();
  const [mail, ...more] = await toMaya();
  expect(more).toEqual([]);
  for (const [index, amount] of ["5.00", "12.50", "0.01"].entries())
    expect(mail?.text).toContain(`${amount} USD, under review until 2026-12-08 at the latest: ${link(held3[index]!)}`);
  const [told, ...others] = await toBrand();
  expect(others).toEqual([]);
  expect(told).toMatchObject({ kind: "orders_wait", subject: "3 orders wait for your word" });
  expect(told?.text).toContain("ends by itself on 2026-12-08");
  expect(told?.text).toContain(`https://admin.test/${shop.domain}/app/orders?show=held`);
});

test("two workers that tell the same at once tell it once", async () => {
  const { shop, maya, held, toMaya, toBrand } = await aShop();
  await held();
  const [creator, brand] = [{ shopId: shop.id, creatorId: maya.id }, { shopId: shop.id }];
  await Promise.all(
    [1, 2, 3].flatMap(() => [
      tellReviewed({ ...deps, referenceOf }, creator),
      tellWaiting({ ...deps, addresses: admin }, brand),
    ]),
  );
  expect([(await toMaya()).length, (await toBrand()).length]).toEqual([1, 1]);
});

test("holds that come later on the same day wait for the next, for both", async () => {
  const { held, run, toMaya, toBrand, link } = await aShop();
  const first = await held();
  await run();
  clock.advance(HOUR_MS);
  const second = await held();
  await run();
  expect([(await toMaya()).length, (await toBrand()).length]).toEqual([1, 1]);
  clock.advance(23 * HOUR_MS);
  await run();
  const [, mail] = await toMaya();
  expect(mail?.text).toContain(link(second));
  expect(mail?.text).not.toContain(link(first));
  expect((await toBrand())[1]?.subject).toBe("2 orders wait for your word");
});

test("what the brand decides is told at once, once, and told again where it changes its mind", async () => {
  const { held, run, decided, toMaya, link } = await aShop();
  const [paid, own] = [await held(), await held()];
  await run();
  await decided(paid, "pay");
  await run();
  await decided(own, "own_order");
  await run();
  await run();
  const [, yours, theirs, ...more] = await toMaya();
  expect(more).toEqual([]);
  expect(yours?.text).toContain(`5.00 USD: ${link(paid)}`);
  expect(theirs?.subject).toMatch(/to be your own$/);
  expect(theirs?.text).toContain(`The reason they gave: ${WHY}\n${link(own)}`);

  await decided(own, "pay");
  await prisma.commission.updateMany({ where: { orderId: own }, data: { credited: true, amountMinor: 500n } });
  await run();
  await run();
  const after = (await toMaya()).slice(3);
  expect(after.map(({ text }) => text.includes(`5.00 USD: ${link(own)}`))).toEqual([true]);
});

test("a hold that ends by itself is told to the creator, and the brand hears of it no more", async () => {
  const { held, run, toMaya, toBrand, jobs } = await aShop();
  await held();
  await run();
  clock.advance(14 * DAY_MS);
  await run();
  await run();
  expect((await toMaya()).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/held for review$/),
    expect.stringMatching(/has ended$/),
  ]);
  expect(await toBrand()).toHaveLength(1);
  await noticeReviews(deps);
  expect([await jobs("tell-reviewed"), await jobs("tell-waiting")]).toEqual([[], []]);
});

test("decided before anybody was told: that it is paid is no news, and stays none", async () => {
  const { held, run, decided, toMaya, toBrand, jobs } = await aShop();
  await decided(await held(), "pay");
  await run();
  expect([await toMaya(), await toBrand()]).toEqual([[], []]);
  await noticeReviews(deps);
  expect(await jobs("tell-reviewed")).toEqual([]);
});

test("nothing is held of an order that earns nothing", async () => {
  const { shop, held, run, toMaya, toBrand } = await aShop();
  await held();
  await prisma.commission.updateMany({ where: { shopId: shop.id }, data: { credited: false } });
  await run();
  expect([await toMaya(), await toBrand()]).toEqual([[], []]);
});

test("a brand that switched the mails off, or whose address is unknown, gets none; the creator does", async () => {
  const { shop, held, run, toMaya, toBrand } = await aShop();
  await held();
  await deps.database.shops.saveSettings(shop.id, { ...shop.settings, mailsReviews: false });
  await run();
  await deps.database.shops.saveSettings(shop.id, { ...shop.settings, mailsReviews: true });
  await prisma.shop.update({ where: { id: shop.id }, data: { emailCiphertext: null } });
  await run();
  expect([(await toMaya()).length, (await toBrand()).length]).toEqual([1, 0]);
});

test("a shop that removed the app mails nobody", async () => {
  const { shop, held, run, toMaya, toBrand } = await aShop();
  await held();
  await prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date(clock.now()) } });
  await run();
  expect([await toMaya(), await toBrand()]).toEqual([[], []]);
});

test("the mails name no order and no shopper", async () => {
  const { held, run, toMaya, toBrand } = await aShop();
  orders += 4_711_000_000n;
  const orderId = await held();
  await run();
  for (const { subject, text } of [...(await toMaya()), ...(await toBrand())])
    expect(`${subject}\n${text}`).not.toContain(String(orderId));
});
