import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { action as receipt } from "../../../app/routes/api.receipt.ts";
import { action as survey } from "../../../app/routes/api.survey.ts";
import { createReceipts } from "../../../app/adapters/database/capture/receipts.ts";
import { lookUpReceipt, readReceiptCode } from "../../../app/services/orders/look-up-receipt.ts";
import { started } from "./people.ts";
import { ask, captureWorld, reply, sessionToken } from "./world.ts";

const world = await captureWorld();
const demo = "demo.myshopify.com";
let shopId = 0;
let maya: Awaited<ReturnType<typeof world.creator>>;
let orders = 5_000;
const nextOrder = () => String((orders += 1));
const gid = (id: string) => `gid://shopify/Order/${id}`;

async function post(action: typeof receipt, path: string, body: object, visitor = "198.51.100.9") {
  const request = ask(path, await sessionToken(demo), body);
  return reply(action({ request, context: world.context(visitor), params: {} }));
}
const issue = (order: string, body: object = {}) =>
  post(receipt, "/api/receipt", { order: gid(order), codes: [], ...body });
const codeOf = ({ body }: { body: unknown }) => String(Reflect.get(Object(body), "code"));

/** The order as settling leaves it. */
async function settled(orderId: string, verdict: { reason: string; credited?: boolean; lost?: string }) {
  const key = { shopId, orderId: BigInt(orderId) };
  const { prisma } = world;
  await prisma.orderState.create({ data: { ...key, facts: "{}", processedAt: started, updatedAt: started } });
  const credited = verdict.credited ? [{ creatorId: maya.creatorId, partnershipId: maya.partnershipId }] : [];
  const { reason } = verdict;
  await prisma.verdict.create({
    data: { ...key, reason, credited, rejected: [], explanation: {}, settledAt: started },
  });
  const { creatorId, partnershipId } = maya;
  if (verdict.lost)
    await prisma.evidence.create({ data: { ...key, partnershipId, creatorId, kind: "click", outcome: verdict.lost } });
}

let visits = 0;
const lookUp = (code: string, creatorId = maya.creatorId, address = `203.0.113.${(visits += 1)}`) =>
  lookUpReceipt(world.capture, { creatorId, address, code });

const search = (text: string) => post(survey, "/api/survey", { order: gid("1"), search: text });
const answer = (order: string, handle: string) => post(survey, "/api/survey", { order: gid(order), answer: handle });

beforeAll(async () => {
  ({ id: shopId } = await world.shop("demo"));
  maya = await world.creator(shopId, "maya", { displayName: "Maya" });
  await world.creator(shopId, "ben", { displayName: "Ben_%" });
  await world.creator(shopId, "paula", { state: "paused" });
  const other = await world.shop("other");
  await world.creator(other.id, "olga");
});

describe("a receipt", () => {
  test("is short, one an order however often it is asked for, and says whether a creator is known", async () => {
    const order = nextOrder();
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => issue(order)));
    expect(first).toMatchObject({
      status: 200,
      body: { code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}$/), captured: "no" },
    });
    expect(new Set([first, ...others].map((one) => (one ? codeOf(one) : ""))).size).toBe(1);
    expect(await issue(nextOrder(), { codes: ["MAYA10"] })).toMatchObject({ body: { captured: "yes" } });
    expect(await issue(nextOrder(), { ref: "tok-maya-1.1764000000.c2ln" })).toMatchObject({
      body: { captured: "yes" },
    });
  });

  test("before the order exists under its own name, the same number has the same code", async () => {
    const order = nextOrder();
    const early = await post(receipt, "/api/receipt", { order: `gid://shopify/OrderIdentity/${order}`, codes: [] });
    expect(codeOf(await issue(order))).toBe(codeOf(early));
  });

  test("grows where the short ones are taken", async () => {
    const receipts = createReceipts(world.pool, () => 7);
    expect(await receipts.codeFor(shopId, nextOrder())).toBe("7777");
    expect(await receipts.codeFor(shopId, nextOrder())).toBe("77777");
  });

  test.each([
    { why: "another kind of id", body: { order: "gid://shopify/Customer/1", codes: [] } },
    { why: "no codes", body: { order: gid("1") } },
  ])("$why: 400", async ({ body }) => expect((await post(receipt, "/api/receipt", body)).status).toBe(400));
});

describe("a creator looks up a receipt", () => {
  const nothing = { commission: null, lostFor: null, orderReason: null };

  test("whose order has not arrived", async () => {
    const code = codeOf(await issue(nextOrder()));
    expect(await lookUp(code.toLowerCase())).toEqual({
      kind: "found",
      orders: [{ shopName: "demo", arrived: false, ...nothing }],
    });
  });

  test.each([
    {
      why: "lost to other evidence",
      verdict: { reason: "code", lost: "weaker_evidence", credited: true },
      found: { lostFor: "weaker_evidence" },
    },
    { why: "pays nobody", verdict: { reason: "cancelled" }, found: { orderReason: "cancelled" } },
    { why: "had nothing of hers", verdict: { reason: "no_evidence" }, found: { orderReason: "no_evidence" } },
    { why: "is another creator's", verdict: { reason: "code", credited: true }, found: {} },
  ])("of an order that $why", async ({ verdict, found }) => {
    const order = nextOrder();
    const code = codeOf(await issue(order));
    await settled(order, verdict);
    expect(await lookUp(code)).toEqual({
      kind: "found",
      orders: [{ shopName: "demo", arrived: true, ...nothing, ...found }],
    });
  });

  test("of an order that counts: how much, and when", async () => {
    const order = nextOrder();
    const code = codeOf(await issue(order));
    await settled(order, { reason: "code", credited: true });
    const { creatorId, partnershipId } = maya;
    const partnership = await world.prisma.partnership.findUniqueOrThrow({
      where: { shopId_id: { shopId, id: partnershipId } },
    });
    await world.prisma.commission.create({
      data: {
        shopId,
        orderId: BigInt(order),
        creatorId,
        partnershipId,
        offerId: partnership.offerId,
        offerVersionId: partnership.acceptedVersionId,
        currency: "USD",
        amountMinor: 250n,
        evidenceKind: "code",
        lines: [],
        holdDays: 30,
        maturesAt: started,
        settledAt: started,
        month: new Date("2026-11-01"),
      },
    });
    const commission = { amountMinor: 250n, currency: "USD", maturesAt: started.getTime() };
    expect(await lookUp(code)).toMatchObject({ kind: "found", orders: [{ arrived: true, commission, lostFor: null }] });
  });

  test("of a shop that she has nothing to do with: unknown, like any other", async () => {
    const code = codeOf(await issue(nextOrder()));
    const olga = await world.prisma.creator.findUniqueOrThrow({ where: { handle: "olga" } });
    expect(await lookUp(code, olga.id)).toEqual({ kind: "unknown" });
    expect(await lookUp("ZZZZZZZZ")).toEqual({ kind: "unknown" });
  });

  test("at most twenty times an hour", async () => {
    const ben = await world.prisma.creator.findUniqueOrThrow({ where: { handle: "ben" } });
    const answers = [];
    for (let guess = 0; guess < 21; guess++) answers.push((await lookUp("ZZZZ", ben.id)).kind);
    expect(answers).toEqual([...Array<string>(20).fill("unknown"), "limited"]);
  });

  test("and sixty times from one address, whoever asks", async () => {
    const kinds = [];
    for (let guess = 0; guess < 61; guess++) kinds.push((await lookUp("ZZZZ", randomUUID(), "192.0.2.60")).kind);
    expect(kinds).toEqual([...Array<string>(60).fill("unknown"), "limited"]);
  });

  test.each([
    { text: " 7f3k ", code: "7F3K" },
    { text: "7f3-ko", code: "7F3K0" },
    { text: "Il0O", code: "1100" },
    { text: "7F3", code: null },
    { text: "7F3K!", code: null },
    { text: "123456789", code: null },
  ])("$text is read as $code", ({ text, code }) => expect(readReceiptCode(text)).toBe(code));
});

describe("the survey", () => {
  const list = { ben: { name: "Ben_%", handle: "ben" }, maya: { name: "Maya", handle: "maya" } };

  test.each([
    { text: "", found: [list.ben, list.maya] },
    { text: "ma", found: [list.maya] },
    { text: "BEN", found: [list.ben] },
    { text: "ben_%", found: [list.ben] },
    { text: "%a", found: [] },
    { text: "m", found: [] },
    { text: "paula", found: [] },
    { text: "olga", found: [] },
  ])("a search for '$text'", async ({ text, found }) => {
    expect(await search(text)).toMatchObject({ status: 200, body: { creators: found } });
  });

  test("an answer is kept, the first one stays, and the page asks no more", async () => {
    const order = nextOrder();
    expect(await answer(order, "ben")).toMatchObject({ status: 200, body: { recorded: "yes" } });
    expect(await answer(order, "maya")).toMatchObject({ status: 200, body: { recorded: "yes" } });
    const kept = await world.prisma.surveyAnswer.findMany({
      where: { shopId, orderId: BigInt(order) },
      include: { partnership: { include: { creator: true } } },
    });
    expect(kept.map(({ partnership }) => partnership.creator.handle)).toEqual(["ben"]);
    expect(await issue(order)).toMatchObject({ body: { captured: "yes" } });
  });

  test.each(["paula", "olga", "nobody"])("%s is nobody of this shop: nothing is kept", async (handle) => {
    const order = nextOrder();
    expect(await answer(order, handle)).toMatchObject({ status: 200, body: { recorded: "no" } });
    expect(await world.prisma.surveyAnswer.count({ where: { orderId: BigInt(order) } })).toBe(0);
  });

  test("a shop of many creators is searched, not listed", async () => {
    for (let more = 0; more < 7; more++) await world.creator(shopId, `many${more}`);
    expect(await search("")).toMatchObject({ body: { creators: [] } });
    expect(await search("many")).toMatchObject({ body: { creators: { length: 5 } } });
  });
});
