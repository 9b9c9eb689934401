import { expect, test } from "vitest";
import { AdminUnauthorized } from "../../../app/adapters/shopify/admin-errors.ts";
import { DAY_MS, plusDays } from "../../../app/domain/kernel/instant.ts";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import { codeRetirement } from "../../../app/server/code-tasks.ts";
import { createLog } from "../../../app/server/log.ts";
import { periodicTasks } from "../../../app/server/periodic.ts";
import type { RedeemCodes } from "../../../app/services/ports/shopify.ts";
import { retireCodes } from "../../../app/services/codes/retire-codes.ts";
import { merchantWorld } from "./world.ts";

const world = await merchantWorld();
const { database, connection, clock } = world;
const discountGid = "gid://shopify/DiscountCodeNode/7";
let shops = 0;
let names = 0;

/** A shop of its own for a test, with a live offer. */
async function shopWith(saving = true) {
  const shop = await world.shop(`retire-${(shops += 1)}.myshopify.com`);
  const shopperTerms = readShopperTerms(saving ? { percent: { bps: 1000 } } : {});
  const offerId = await world.liveOffer(shop, { shopperTerms });
  if (saving) await database.offers.setDiscount(shop.id, offerId, discountGid);

  /** An active code, of a partnership that ended when and for what is said. */
  async function code(ended: { at: number; why?: string } | null): Promise<string> {
    const name = `c${(names += 1)}`;
    const creatorId = await world.creator(name);
    const application = await database.applications.lock(shop.id, await world.application(shop, offerId, creatorId));
    const partnership = await database.partnerships.begin(application!, plusDays(clock.now(), -60));
    const reserved = await database.codes.reserve(partnership, name.toUpperCase());
    await database.codes.activate(shop.id, reserved!.id, `gid://shopify/DiscountRedeemCode/${names}`);
    if (ended !== null)
      await connection.prisma.partnership.update({
        where: { shopId_id: { shopId: shop.id, id: partnership.id } },
        data: { state: "ended", activeUntil: new Date(ended.at), endedFor: ended.why ?? "creator_left" },
      });
    return reserved!.id;
  }
  const stateOf = async (id: string) => (await database.codes.get(shop.id, id))?.state;
  return { shop, code, stateOf };
}

/** A Shopify that keeps what it was asked to remove; `answers` go first. */
function shopify(...answers: (() => Awaited<ReturnType<RedeemCodes["remove"]>>)[]) {
  const removed: unknown[] = [];
  const redeemCodes: RedeemCodes = {
    async remove(domain, gid, code) {
      removed.push([domain, gid, code.text]);
      return answers.shift()?.() ?? { kind: "removed" };
    },
  };
  return { removed, deps: { database, clock, redeemCodes } };
}

const agoMs = (ms: number) => ({ at: clock.now() - ms });
const grace = 14 * DAY_MS;

test("after 14 days, and not a millisecond before; after fraud at once", async () => {
  const { shop, code, stateOf } = await shopWith();
  const active = await code(null);
  const inGrace = await code(agoMs(grace));
  const fraud = await code({ ...agoMs(0), why: "fraud" });
  const { removed, deps } = shopify();
  expect(await retireCodes(deps, { shopId: shop.id })).toEqual({ retired: 1, refused: 0, more: false });
  expect([await stateOf(active), await stateOf(inGrace), await stateOf(fraud)]).toEqual([
    "active",
    "active",
    "retired",
  ]);

  clock.advance(1);
  expect(await retireCodes(deps, { shopId: shop.id })).toEqual({ retired: 1, refused: 0, more: false });
  expect(await stateOf(inGrace)).toBe("retired");
  expect(removed).toHaveLength(2);
  expect(await retireCodes(deps, { shopId: shop.id })).toEqual({ retired: 0, refused: 0, more: false });
  expect(removed).toHaveLength(2);
});

test("a break after Shopify removed it: the next run comes back, and those before are done", async () => {
  const { shop, code, stateOf } = await shopWith();
  const [first, second] = [await code(agoMs(grace + 2)), await code(agoMs(grace + 1))];
  const { deps } = shopify(
    () => ({ kind: "removed" }),
    () => {
      throw new Error("the connection broke off");
    },
  );
  await expect(retireCodes(deps, { shopId: shop.id })).rejects.toThrow("broke off");
  expect([await stateOf(first), await stateOf(second)]).toEqual(["retired", "active"]);
  expect(await retireCodes(deps, { shopId: shop.id })).toMatchObject({ retired: 1 });
  expect(await stateOf(second)).toBe("retired");
});

test("two runs at once retire a code once", async () => {
  const { shop, code } = await shopWith();
  const id = await code(agoMs(grace + 1));
  const { deps } = shopify();
  const runs = await Promise.all([1, 2].map(() => retireCodes(deps, { shopId: shop.id })));
  expect(runs.map(({ retired }) => retired).toSorted()).toEqual([0, 1]);
  const told = await connection.prisma.activity.count({ where: { shopId: shop.id, subject: `code:${id}` } });
  expect(told).toBe(1);
});

test("what Shopify refuses stays active, is told once, and does not keep the others", async () => {
  const { shop, code, stateOf } = await shopWith();
  const [refused, fine] = [await code(agoMs(grace + 2)), await code(agoMs(grace + 1))];
  const no = () => ({ kind: "refused", why: "Discount is locked" }) as const;
  const { deps } = shopify(no, () => ({ kind: "removed" }), no);
  expect(await retireCodes(deps, { shopId: shop.id })).toEqual({ retired: 1, refused: 1, more: false });
  expect(await retireCodes(deps, { shopId: shop.id })).toEqual({ retired: 0, refused: 1, more: false });
  expect([await stateOf(refused), await stateOf(fine)]).toEqual(["active", "retired"]);
  const where = { shopId: shop.id, action: "code_not_retired", subject: `code:${refused}` };
  expect((await connection.prisma.activity.findMany({ where })).map(({ detail }) => detail)).toEqual([
    { why: "Discount is locked" },
  ]);
});

test("a code of an offer without a saving was never at Shopify", async () => {
  const { shop, code, stateOf } = await shopWith(false);
  const id = await code(agoMs(grace + 1));
  const { removed, deps } = shopify();
  expect(await retireCodes(deps, { shopId: shop.id })).toMatchObject({ retired: 1 });
  expect(await stateOf(id)).toBe("retired");
  expect(removed).toEqual([]);
});

test("only the shop's own; shops that removed the app are left alone", async () => {
  const [mine, other] = [await shopWith(), await shopWith()];
  const [id, theirs] = [await mine.code(agoMs(grace + 1)), await other.code(agoMs(grace + 1))];
  expect(await database.codes.shopsToRetireIn(clock.now())).toEqual(
    expect.arrayContaining([mine.shop.id, other.shop.id]),
  );
  const { removed, deps } = shopify();
  await retireCodes(deps, { shopId: mine.shop.id });
  expect(removed).toEqual([[mine.shop.domain, discountGid, (await database.codes.get(mine.shop.id, id))!.text]]);
  expect(await other.stateOf(theirs)).toBe("active");

  await connection.prisma.shop.update({ where: { id: other.shop.id }, data: { uninstalledAt: new Date(clock.now()) } });
  expect(await database.codes.shopsToRetireIn(clock.now())).not.toContain(other.shop.id);
  expect(await retireCodes(deps, { shopId: other.shop.id })).toMatchObject({ retired: 0 });
});

test("the clock adds one job for each shop that has something to retire; a lost token ends it without another try", async () => {
  const [due, idle] = [await shopWith(), await shopWith()];
  const id = await due.code(agoMs(grace + 1));
  await idle.code(null);
  const log = createLog({ level: "silent" });
  const byClock = periodicTasks({ connection, database, clock, log })["retire-codes"]!;
  await byClock(null);
  await byClock(null);
  const jobs = (await world.jobs()).filter(({ task }) => task === "retire-shop-codes").map(({ payload }) => payload);
  expect(jobs.filter((payload) => JSON.stringify(payload) === JSON.stringify({ shopId: due.shop.id }))).toHaveLength(1);
  expect(jobs).not.toContainEqual({ shopId: idle.shop.id });

  const { deps } = shopify(() => {
    throw new AdminUnauthorized(due.shop.domain);
  });
  const task = codeRetirement({ ...deps, log }, () => ({ shopId: due.shop.id }));
  await task({});
  expect(await due.stateOf(id)).toBe("active");
  await task({});
  expect(await due.stateOf(id)).toBe("retired");
});
