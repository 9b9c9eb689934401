import { expect, test } from "vitest";
import { HOUR_MS } from "../../../app/domain/kernel/instant.ts";
import { creatorHome } from "../../../app/services/creators/creator-home.ts";
import { noticeBudgets } from "../../../app/services/offers/notice-budgets.ts";
import type { Jobs } from "../../../app/services/ports/jobs.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { tellBudget } from "../../../app/services/offers/tell-budget.ts";
import { bookOf } from "./book.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { connection, clock, creators, deps } = world;
const book = bookOf(world);
let shops = 0;
let orders = 0n;

/** Maya under an offer that pays 100.00 at most to all its creators. */
async function aBudget() {
  const number = (shops += 1);
  const shop = await world.shop(`budget-${number}.myshopify.com`);
  const rule = { percent: { bps: 1000 }, caps: { budgetMinor: "10000" } };
  const offerId = await world.liveOffer(shop, { ruleDocument: rule });
  const maya = await world.person(`maya${number}`);
  const partnership = await book.partnershipOf(shop.id, offerId, maya.id);
  /** An order that earned so much, so many hours ago. */
  const earns = (earned: bigint, hoursAgo: number) =>
    book.order(partnership, {
      orderId: (orders += 1n),
      at: new Date(clock.now() - hoursAgo * HOUR_MS).toISOString(),
      earned,
    });
  const jobs = async () =>
    (await world.jobs())
      .filter(({ task, payload }) => task === "tell-budget" && (payload as Jobs["tell-budget"]).shopId === shop.id)
      .map(({ payload }) => payload as Jobs["tell-budget"]);
  const ending = async () => (await creatorHome(creators, { account: maya })).ending.map(({ stage }) => stage);
  const tell = (notice: Jobs["tell-budget"]) => tellBudget({ ...deps, live: creators.announcing.live }, notice);
  return { shop, offerId, maya, earns, jobs, ending, tell };
}

const notice = () => noticeBudgets(deps);
const lastMail = async () => (await world.mails()).at(-1);

test("at 80 % creators are told once, by mail and in the portal", async () => {
  const { shop, offerId, maya, earns, jobs, ending, tell } = await aBudget();
  await earns(7_999n, 72);
  await notice();
  expect(await jobs()).toEqual([]);
  expect(await ending()).toEqual([]);

  await earns(1n, 72);
  await Promise.all([notice(), notice(), notice()]);
  await notice();
  const told = { shopId: shop.id, offerId, budgetMinor: "10000", stage: "ends_soon", warned: false, after: null };
  expect(await jobs()).toEqual([told]);
  expect(await ending()).toEqual(["ends_soon"]);
  const [job] = await jobs();
  expect(await tell(job!)).toEqual({ kind: "told", creators: 1 });
  expect(await lastMail()).toMatchObject({ kind: "budget_ends", to: `${maya.handle}@example.com` });
  expect((await lastMail())?.text).toContain("100.00 USD");
});

test("a pace that would use it up within 48 hours is told before 80 %", async () => {
  const { earns, jobs } = await aBudget();
  await earns(5_000n, 47);
  await notice();
  expect((await jobs()).map(({ stage }) => stage)).toEqual(["ends_soon"]);
});

test("the same half, earned three days ago, is no reason to worry anybody", async () => {
  const { earns, jobs } = await aBudget();
  await earns(5_000n, 72);
  await notice();
  expect(await jobs()).toEqual([]);
});

test("used up after a notice, and used up before anybody could be told", async () => {
  const [warned, unwarned] = [await aBudget(), await aBudget()];
  await warned.earns(8_000n, 72);
  await notice();
  await warned.earns(2_000n, 1);
  await unwarned.earns(10_000n, 1);
  await notice();
  await notice();
  expect((await warned.jobs()).map(({ stage, warned: before }) => [stage, before])).toEqual([
    ["ends_soon", false],
    ["used_up", true],
  ]);
  expect(await warned.ending()).toEqual(["used_up"]);
  const jobs = await unwarned.jobs();
  expect(jobs.map(({ stage, warned: before }) => [stage, before])).toEqual([["used_up", false]]);
  await unwarned.tell(jobs[0]!);
  expect((await lastMail())?.text).toContain("could not tell you before");
});

test("a raised budget takes the notice away, and late mails about the old one with it", async () => {
  const { shop, offerId, earns, jobs, ending, tell } = await aBudget();
  await earns(9_000n, 72);
  await notice();
  expect(await ending()).toEqual(["ends_soon"]);
  const raised = { percent: { bps: 1000 }, caps: { budgetMinor: "20000" } };
  await world.draft(shop, { offerId, ruleDocument: raised });
  await publishOffer(deps, { shopId: shop.id, offerId, actor: "merchant:1" });
  expect(await ending()).toEqual([]);
  const [job] = await jobs();
  expect(await tell(job!)).toEqual({ kind: "gone" });
  await earns(7_000n, 72);
  await notice();
  expect((await jobs()).map(({ budgetMinor }) => budgetMinor)).toEqual(["10000", "20000"]);
});

test("a shop that removed the app sends no notices", async () => {
  const { shop, earns, jobs } = await aBudget();
  await earns(9_000n, 72);
  await connection.prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date(clock.now()) } });
  await notice();
  expect(await jobs()).toEqual([]);
});
