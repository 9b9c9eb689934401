import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { testOrderBody } from "../../../app/adapters/shopify/webhooks/test-order.ts";
import { formatsOf } from "../../../app/components/portal/formats.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { runTestOrder } from "../../../app/services/capture/run-test-order.ts";
import { left } from "../../../app/services/capture/self-test/sale.ts";
import { watchTestOrder } from "../../../app/services/capture/watch-test-order.ts";
import { keysOf } from "../../builders/keys.ts";
import { currency, selfTestWorld, storefront, USD, wellBuilt } from "./self-test-world.ts";

const world = await selfTestWorld();
const { deps, shopify, shopOf, everything } = world;
const apiKey = "key";

const shops = new Map<string, number>();
const runIn = (name: string, money = USD) =>
  runTestOrder(deps, { shop: shopOf(shops.get(name) ?? 0, name, money), apiKey, formats: formatsOf(money, "UTC") });
async function doorsIn(name: string, money = USD) {
  const run = await runIn(name, money);
  if (run.kind !== "walked") throw new Error(`nothing was walked: ${run.kind}`);
  return new Map(run.doors.map((door) => [door.name, door]));
}

async function shopWith(name: string, change: Parameters<typeof world.creator>[2] = {}, money = "USD") {
  const { id } = await world.shop(name, { currency: money });
  shops.set(name, id);
  return world.creator(id, `maya-${name}`, { displayName: "Maya", currency: money, ...change });
}

let maya: Awaited<ReturnType<typeof shopWith>>;
beforeAll(async () => {
  maya = await shopWith("demo");
});
beforeEach(() => {
  Object.assign(storefront, wellBuilt);
  shopify.plan = "Basic";
  shopify.standing = { kind: "known", status: "active" };
});

describe("a test order walks each door", () => {
  test("that the plan has, up to what it would have paid", async () => {
    const good = { state: "good", said: "Would be credited to Maya with $5.00 (10%).", fix: null };
    expect([...(await doorsIn("demo")).values()]).toEqual([
      { name: "code", ...good },
      { name: "click", ...good },
      { name: "landing", ...good },
      { name: "address", ...good },
      { name: "survey", state: "unpaid", said: "The answer is kept. This offer pays nothing for answers.", fix: null },
    ]);
    shopify.plan = "Shopify Plus";
    expect((await doorsIn("demo")).get("checkout")).toMatchObject(good);
  });

  test("a code of ours alone is not typed into checkout's own field", async () => {
    await shopWith("named", { discount: false, terms: {} });
    const doors = await doorsIn("named");
    expect([...doors.keys()]).toEqual(["click", "landing", "address", "survey"]);
    expect(doors.get("address")).toMatchObject({ state: "good" });
  });

  test.each([
    { money: "JPY", said: "Would be credited to Maya with ¥500 (10%)." },
    { money: "KWD", said: "Would be credited to Maya with KWD\u00a05.000 (10%)." },
  ])("in $money", async ({ money, said }) => {
    await shopWith(`in-${money.toLowerCase()}`, {}, money);
    expect((await doorsIn(`in-${money.toLowerCase()}`, currency(money))).get("code")?.said).toBe(said);
  });

  test("an answer is paid where the offer has a rate for it", async () => {
    await shopWith("asking", { rule: { percent: { bps: 1000 }, evidence: { survey: { bps: 500 } } } });
    expect((await doorsIn("asking")).get("survey")).toMatchObject({
      state: "good",
      said: "Would be credited to Maya with $2.50 (5%).",
    });
  });

  test.each([
    {
      why: "an offer for returning customers",
      rule: { percent: { bps: 1000 }, customers: { new: null } },
      said: /new customers/,
    },
    {
      why: "an offer for clicks alone",
      rule: { evidence: { click: { bps: 500 } } },
      said: /no rate of the offer fits/,
    },
    {
      why: "a used-up budget",
      rule: { percent: { bps: 1000 }, caps: { budgetMinor: "0" } },
      said: /budget is used up/,
    },
    {
      why: "an offer that leaves web orders out",
      rule: { percent: { bps: 1000 }, orders: { excludeSources: ["web"] } },
      said: /leaves out orders of this kind/,
    },
  ])("$why: not green, with the reason", async ({ why, rule, said }) => {
    const name = why.replaceAll(" ", "-");
    await shopWith(name, { rule });
    expect((await doorsIn(name)).get("code")).toMatchObject({ state: "bad", said: expect.stringMatching(said) });
  });

  test("without a creator there is nothing to walk with", async () => {
    const { id } = await world.shop("empty");
    shops.set("empty", id);
    expect(await runIn("empty")).toEqual({ kind: "no_creator" });
  });

  test("thirty times in ten minutes at most, each shop for itself", async () => {
    await shopWith("eager");
    const kinds = [];
    for (let round = 0; round < 31; round++) kinds.push((await runIn("eager")).kind);
    expect(kinds).toEqual([...Array<string>(30).fill("walked"), "limited"]);
    expect((await runIn("demo")).kind).toBe("walked");
  });
});

describe("what stands in the way is red, with the link that mends it", () => {
  const at = (page: string) => ({ url: expect.stringContaining(page), label: expect.any(String) });
  const editor = at("activateAppId=key/capture");
  const password = at("/online_store/preferences");
  test.each([
    { why: "the embed is off", shop: { embed: false }, doors: ["click", "address"], said: /embed is off/, fix: editor },
    {
      why: "the page of the link is gone",
      shop: { missing: true },
      doors: ["click", "landing"],
      said: /is not there: \//,
      fix: null,
    },
    {
      why: "a password",
      shop: { locked: true },
      doors: ["click", "address"],
      said: /behind a password/,
      fix: password,
    },
    {
      why: "no answer",
      shop: { away: true },
      doors: ["click", "address"],
      said: /could not be looked at/,
      fix: password,
    },
    {
      why: "the click is dropped",
      shop: { drops: true },
      doors: ["click"],
      said: /drops what the link says/,
      fix: editor,
    },
  ])("$why", async ({ shop, doors, said, fix }) => {
    Object.assign(storefront, shop);
    const bad = [...(await doorsIn("demo")).values()].filter(({ state }) => state === "bad");
    expect(bad).toEqual(doors.map((name) => ({ name, state: "bad", said: expect.stringMatching(said), fix })));
  });

  test.each([
    { standing: { kind: "unknown" }, said: "The code MAYA-DEMO10 is in no discount of your store." },
    {
      standing: { kind: "known", status: "expired" },
      said: "The code MAYA-DEMO10 has expired or is switched off in Shopify.",
    },
    { standing: { kind: "known", status: "scheduled" }, said: "The code MAYA-DEMO10 begins to work later." },
    {
      standing: { kind: "known", status: "spent" },
      said: "The code MAYA-DEMO10 was used as often as its discount allows.",
    },
    { standing: { kind: "not_asked" }, said: "Shopify did not say whether the code works. Try again in a minute." },
  ] as const)("$said", async ({ standing, said }) => {
    shopify.standing = standing;
    expect((await doorsIn("demo")).get("code")).toMatchObject({ state: "bad", said });
  });

  test("a handle that is another creator's code leads shoppers to that one", async () => {
    const { shopId, handle } = await shopWith("shared");
    await world.prisma.referralCode.updateMany({ where: { shopId }, data: { createdAt: new Date(0) } });
    const other = await world.creator(shopId, "zoe-shared");
    await world.prisma.partnership.update({
      where: { shopId_id: { shopId, id: other.partnershipId } },
      data: { createdAt: new Date(0) },
    });
    await world.prisma.referralCode.updateMany({
      where: { shopId, partnershipId: other.partnershipId },
      data: { code: handle, codeFolded: handle },
    });
    expect((await doorsIn("shared")).get("survey")).toMatchObject({
      state: "bad",
      said: expect.stringMatching(/somebody else/),
    });
  });
});

describe("nothing of it is kept", () => {
  test("no table says anything else than before, whatever the offer reads", async () => {
    await shopWith("capped", { rule: { percent: { bps: 1000 }, caps: { budgetMinor: "100000" } } });
    const before = await everything();
    await doorsIn("demo");
    await doorsIn("capped");
    await doorsIn("capped");
    expect(await everything()).toEqual(before);
  });

  test("a real order afterwards finds its budget whole, and begins its series", async () => {
    const { shopId, code, creatorId } = await shopWith("after", {
      rule: { percent: { bps: 1000 }, caps: { budgetMinor: "500" } },
    });
    await doorsIn("after");
    await doorsIn("after");
    await deliver(shopId, { codes: [code], test: false, orderId: 41 });
    await deliver(shopId, { codes: [code], test: false, orderId: 42 });
    const earned = await world.prisma.commission.findMany({
      where: { shopId, creatorId },
      orderBy: { orderId: "asc" },
    });
    expect(earned.map(({ amountMinor }) => amountMinor)).toEqual([500n, 0n]);
    expect((await doorsIn("after")).get("code")).toMatchObject({ said: expect.stringMatching(/budget is used up/) });
  });
});

describe("a merchant's own test order", () => {
  const watch = (name: string) =>
    watchTestOrder(
      { ...deps, addresses: { referralLink: (token) => `https://app.test/r/${token}` } },
      { shop: shopOf(shops.get(name) ?? 0, name), apiKey, formats: formatsOf(USD, "UTC") },
    );

  test("is waited for with the link to open", async () => {
    expect(await watch("demo")).toEqual({
      seen: null,
      steps: {
        link: `https://app.test/r/${maya.token}`,
        payments: "https://admin.shopify.com/store/demo/settings/payments",
        plus: false,
      },
    });
    await world.prisma.shop.update({ where: { id: maya.shopId }, data: { plan: "Shopify Plus" } });
    expect((await watch("demo")).steps.plus).toBe(true);
  });

  test("is recognised, with what each door left on it and what it would have paid; it pays nothing", async () => {
    const { shopId, code, token } = maya;
    await deliver(shopId, { codes: [code], landingSite: `/?ref=${token}`, test: true, orderId: 51 });
    await world.capture.receipts.codeFor(shopId, "51");
    const { seen } = await watch("demo");
    expect(seen).toMatchObject({
      arrivedAt: deps.clock.now(),
      evidence: [
        { kind: "code", name: "Maya" },
        { kind: "landing", name: "Maya" },
      ],
      receipt: true,
      surveyed: false,
      counted: false,
      said: ["Would be credited to Maya with $5.00 (10%)."],
    });
    expect(await world.prisma.commission.count({ where: { shopId, orderId: 51n } })).toBe(0);
    expect(await world.prisma.transfer.count({ where: { shopId } })).toBe(0);
    const before = await everything();
    await watch("demo");
    expect(await everything()).toEqual(before);
  });

  test("without any evidence it says so by having none; a real order is no test order", async () => {
    const { shopId } = await shopWith("plain");
    await deliver(shopId, { test: false, orderId: 61 });
    expect((await watch("plain")).seen).toBeNull();
    await deliver(shopId, { test: true, orderId: 62 });
    expect((await watch("plain")).seen).toMatchObject({ evidence: [], said: [] });
  });
});

type Placed = { codes?: string[]; landingSite?: string; test: boolean; orderId: number };

/** As the worker does: the body parsed, settled, kept. */
async function deliver(shopId: number, { test: isTest, orderId, ...by }: Placed): Promise<void> {
  const at = deps.clock.now();
  const sale = { shopDomain: "", currency: USD, amountMinor: 5_000n, at, left: left(by) };
  const body = { ...testOrderBody(sale), id: orderId, test: isTest };
  const parsed = parseDelivery("orders/create", body, USD, { triggeredAt: at, text: orderId });
  if (parsed.kind !== "fact") throw new Error("the body is not readable");
  const settle = settlingOf({ ...keysOf(2), clock: deps.clock });
  await world.transaction((client) => settle(client)([{ shopId, fact: parsed.fact, triggeredAt: at, text: orderId }]));
}
