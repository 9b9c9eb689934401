import { beforeAll, expect, test } from "vitest";
import { parseInstant } from "../../../app/domain/kernel/instant.ts";
import { allEarnings, creatorEarnings, creatorOrder } from "../../../app/services/creators/creator-earnings.ts";
import { creatorHome } from "../../../app/services/creators/creator-home.ts";
import { creatorUncredited } from "../../../app/services/creators/creator-uncredited.ts";
import type { CreatorAccount } from "../../../app/services/ports/creator-accounts.ts";
import { bookOf } from "./book.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { creators, connection } = world;
const book = bookOf(world);
let maya: CreatorAccount;
let ben: CreatorAccount;

beforeAll(async () => {
  [maya, ben] = [await world.person("maya"), await world.person("ben")];
  const luma = await world.shop("luma.myshopify.com");
  const nord = await world.shop("nord.myshopify.com");
  await connection.prisma.shop.update({
    where: { id: nord.id },
    data: { currency: "JPY", ianaTimezone: "Asia/Tokyo" },
  });
  const atLuma = await book.partnershipOf(luma.id, await world.liveOffer(luma), maya.id);
  const atNord = { ...(await book.partnershipOf(nord.id, await world.liveOffer(nord), maya.id)), currency: "JPY" };
  const bens = await book.partnershipOf(luma.id, await world.liveOffer(luma), ben.id);

  await book.order(atLuma, {
    orderId: 1n,
    at: "2026-10-05T12:00:00Z",
    earned: 1000n,
    maturesAt: "2026-11-04T12:00:00Z",
    matured: 1000n,
  });
  await book.order(atLuma, {
    orderId: 2n,
    at: "2026-11-20T12:00:00Z",
    earned: 900n,
    left: 600n,
    changedAt: "2026-11-22T12:00:00Z",
    maturesAt: "2026-12-20T12:00:00Z",
  });
  await book.order(atLuma, {
    orderId: 3n,
    at: "2026-11-21T12:00:00Z",
    earned: 500n,
    left: 0n,
    changedAt: "2026-11-23T12:00:00Z",
    reason: "cancelled",
  });
  await book.order(atNord, {
    orderId: 4n,
    at: "2026-10-31T20:00:00Z",
    earned: 250n,
    maturesAt: "2026-11-30T20:00:00Z",
  });
  await book.order(bens, { orderId: 5n, at: "2026-11-20T13:00:00Z", earned: 7700n, maturesAt: "2026-11-25T13:00:00Z" });
  // An order of two creators, of which each sees only what is theirs.
  await book.order(bens, { orderId: 6n, at: "2026-11-19T12:00:00Z", earned: 4400n, maturesAt: "2026-12-19T12:00:00Z" });
  await book.order(atLuma, { orderId: 6n, at: "2026-11-19T12:00:00Z", evidence: [["click", "weaker_evidence"]] });
  await book.order(atLuma, {
    orderId: 7n,
    at: "2026-11-18T12:00:00Z",
    reason: "no_evidence",
    evidence: [
      ["click", "outside_window"],
      ["survey", "survey_unpaid"],
    ],
  });
  await book.order(atLuma, {
    orderId: 8n,
    at: "2026-11-17T12:00:00Z",
    reason: "test_order",
    evidence: [["code", "credited"]],
  });
  await book.order(atLuma, {
    orderId: 9n,
    at: "2026-11-16T12:00:00Z",
    earned: 0n,
    sentence: "0.00 USD for the code on the order: the offer does not pay for this kind of customer",
  });
});

const earnings = (account: CreatorAccount, filter: { brand?: string; month?: string } = {}) =>
  creatorEarnings(creators, { creatorId: account.id, filter: { brand: null, month: null, ...filter }, after: null });

test("every change is a line with its sign, newest first by what happened", async () => {
  const { lines } = await earnings(maya);
  expect(lines.items.map(({ kind, amountMinor, currency }) => [kind, amountMinor, currency])).toEqual([
    ["adjustment", -500n, "USD"],
    ["adjustment", -300n, "USD"],
    ["accrual", 500n, "USD"],
    ["accrual", 900n, "USD"],
    ["accrual", 250n, "JPY"],
    ["accrual", 1000n, "USD"],
  ]);
});

test("currencies are totalled apart", async () => {
  expect((await earnings(maya)).totals).toEqual([
    { currency: "JPY", plusMinor: 250n, minusMinor: 0n, lines: 1 },
    { currency: "USD", plusMinor: 2400n, minusMinor: 800n, lines: 5 },
  ]);
});

test("filters: a brand, and a month in the time zone of the shop", async () => {
  expect((await earnings(maya, { brand: "nord" })).lines.items).toHaveLength(1);
  expect((await earnings(maya, { brand: "nobody" })).totals).toEqual([]);
  // 20:00 UTC on 31 October is November in Tokyo.
  const november = await earnings(maya, { month: "2026-11" });
  expect(november.lines.items.map(({ currency }) => currency).toSorted()).toEqual(["JPY", "USD", "USD", "USD", "USD"]);
  expect(november.choices).toEqual({
    brands: [
      { slug: "luma", name: "luma" },
      { slug: "nord", name: "nord" },
    ],
    months: ["2026-11", "2026-10"],
  });
});

test("pages continue where the last one ended, and a bad cursor starts at the top", async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await creators.database.earnings.lines(maya.id, { brand: null, month: null }, { after, limit: 2 });
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  expect(seen).toEqual((await earnings(maya)).lines.items.map(({ id }) => id));
  const odd = await creators.database.earnings.lines(
    maya.id,
    { brand: null, month: null },
    { after: "1_'; DROP", limit: 2 },
  );
  expect(odd.items.map(({ id }) => id)).toEqual(seen.slice(0, 2));
  const all = await Array.fromAsync(
    allEarnings(creators, { creatorId: maya.id, filter: { brand: null, month: null } }),
  );
  expect(all.map(({ id }) => id)).toEqual(seen);
});

test("an order's whole story, without its number, and only to who earned on it", async () => {
  const line = (await earnings(maya)).lines.items.find(({ amountMinor }) => amountMinor === 900n);
  const reference = line?.commission?.reference ?? "";
  const found = await creatorOrder(creators, { creatorId: maya.id, brand: "luma", reference });
  expect(found?.order).toMatchObject({
    offerName: "Ten percent",
    versionNumber: 1,
    standing: { amountMinor: 600n, maturedMinor: 0n, maturesAt: parseInstant("2026-12-20T12:00:00Z"), seenPaid: true },
    entries: [{ bps: 1000, amountMinor: 600n, commissionableMinor: 6000n, why: "percent" }],
    transfers: [
      { kind: "accrual", amountMinor: 900n },
      { kind: "adjustment", amountMinor: -300n },
    ],
    evidence: [{ kind: "code", outcome: "credited" }],
  });
  expect(reference).toMatch(/^[\w-]{22}$/);
  expect(await creatorOrder(creators, { creatorId: ben.id, brand: "luma", reference })).toBeNull();
  expect(await creatorOrder(creators, { creatorId: maya.id, brand: "nord", reference })).toBeNull();
  const altered = `${reference.startsWith("A") ? "B" : "A"}${reference.slice(1)}`;
  const madeUp = ["2", "", "a".repeat(22), altered];
  const foundByGuess = await Promise.all(
    madeUp.map((made) => creatorOrder(creators, { creatorId: maya.id, brand: "luma", reference: made })),
  );
  expect(foundByGuess).toEqual([null, null, null, null]);
});

test("what was not credited has its reason: the order's own before the evidence's, the strongest evidence first", async () => {
  const { items } = await creatorUncredited(creators, { creatorId: maya.id, after: null });
  expect(items.map(({ evidence, reason }) => [evidence, reason])).toEqual([
    ["click", "weaker_evidence"],
    ["click", "outside_window"],
    ["code", "test_order"],
    ["code", "no_commission"],
  ]);
  expect(items[3]?.sentence).toMatch(/does not pay for this kind of customer/);
  // Nothing of the creator whose code won, nor of the order.
  expect(JSON.stringify(items)).not.toMatch(/ben|4400|466157049/);
  expect((await creatorUncredited(creators, { creatorId: ben.id, after: null })).items).toEqual([]);
});

test("pages of what was not credited", async () => {
  const first = await creators.database.earnings.uncredited(maya.id, { after: null, limit: 3 });
  const second = await creators.database.earnings.uncredited(maya.id, { after: first.next, limit: 3 });
  expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual([
    "weaker_evidence",
    "outside_window",
    "test_order",
    "no_commission",
  ]);
  expect(second.next).toBeNull();
});

test("home: balances by brand and currency, and what becomes payable next", async () => {
  const home = await creatorHome(creators, { account: maya });
  expect(home.balances.map(({ brandSlug, currency, pendingMinor }) => [brandSlug, currency, pendingMinor])).toEqual([
    ["luma", "USD", 1600n],
    ["nord", "JPY", 250n],
  ]);
  expect(home.nextMaturity).toMatchObject({
    amountMinor: 250n,
    currency: "JPY",
    at: parseInstant("2026-11-30T20:00:00Z"),
  });
  expect(home.newest).toHaveLength(5);
  expect(home.profileComplete).toBe(true);
});

test("a brand that removed the app still owes, and is said to be gone", async () => {
  await connection.prisma.shop.update({ where: { domain: "nord.myshopify.com" }, data: { uninstalledAt: new Date() } });
  const { balances } = await creatorHome(creators, { account: maya });
  expect(balances.map(({ brandSlug, frozen }) => [brandSlug, frozen])).toMatchObject([
    ["luma", null],
    ["nord", { pendingMinor: 250n, payableMinor: 0n, inTransitMinor: 0n }],
  ]);
});
