import { expect, test } from "vitest";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import { createCode } from "../../../app/services/codes/create-code.ts";
import type { CodeAdded, Discounts } from "../../../app/services/ports/shopify.ts";
import { reviewApplication, type ReviewInput } from "../../../app/services/partnerships/review-application.ts";
import { merchantWorld, plainSealer } from "./world.ts";

const world = await merchantWorld();
const { deps, database, connection } = world;
const shop = await world.shop("review.myshopify.com");
const other = await world.shop("elsewhere.myshopify.com");
const tenOff = readShopperTerms({ percent: { bps: 1000 } });
const plain = await world.liveOffer(shop);
const saving = await world.liveOffer(shop, { shopperTerms: tenOff });

const review = (
  applicationId: string,
  decision: ReviewInput["decision"],
  from: { shopId?: number; actor?: string } = {},
) => reviewApplication(deps, { shopId: shop.id, actor: "merchant:1", applicationId, decision, ...from });
const approve = { kind: "approve" } as const;

async function apply(handle: string, offerId = plain): Promise<{ id: string; creatorId: string }> {
  const creatorId = await world.creator(handle);
  return { id: await world.application(shop, offerId, creatorId), creatorId };
}

const mails = async () =>
  (await connection.prisma.mailOutbox.findMany({ orderBy: { id: "asc" } })).map(
    (mail) =>
      JSON.parse(plainSealer.open(mail.messageCiphertext ?? new Uint8Array())) as {
        to: string;
        subject: string;
        text: string;
      },
  );

/** A Shopify whose discounts other apps may have codes of. */
function shopifyWith(taken: string[] = [], failures: string[] = []) {
  const codes = new Map(taken.map((code) => [code, "gid://other"]));
  const calls: string[] = [];
  const discounts: Discounts = {
    save: async (_shop, discount) => ({ kind: "saved", gid: discount.gid ?? "gid://shopify/DiscountCodeNode/7" }),
    setActive: async () => {},
    addCode: async (_shop, gid, code): Promise<CodeAdded> => {
      calls.push(code);
      if (failures.includes(code)) throw new Error("the network broke off after Shopify had added it");
      const owner = codes.get(code);
      if (owner !== undefined) return owner === gid ? { kind: "added", redeemGid: null } : { kind: "taken" };
      codes.set(code, gid);
      return { kind: "added", redeemGid: "gid://shopify/DiscountRedeemCode/1" };
    },
  };
  return { discounts, calls, codes };
}

test("approving makes partnership, link and code, and tells the creator", async () => {
  const { id, creatorId } = await apply("maya");
  expect(await review(id, approve)).toEqual({ kind: "approved", code: "MAYA" });
  const partnership = await database.partnerships.live(shop.id, plain, creatorId);
  expect(await database.codes.newest(shop.id, partnership!.id)).toMatchObject({ text: "MAYA", state: "active" });
  const token = await database.partnerships.linkToken(shop.id, partnership!.id);
  expect((await mails()).at(-1)).toMatchObject({
    to: "maya@example.com",
    text: expect.stringContaining(`https://app.test/r/${token}`),
  });
});

test("two people approving at once make one partnership, one code, one mail", async () => {
  const { id, creatorId } = await apply("ben");
  const before = (await mails()).length;
  const results = await Promise.all([1, 2, 3].map((person) => review(id, approve, { actor: `merchant:${person}` })));
  expect(results).toEqual([1, 2, 3].map(() => ({ kind: "approved", code: "BEN" })));
  expect(await connection.prisma.partnership.count({ where: { creatorId } })).toBe(1);
  expect(await connection.prisma.referralCode.count({ where: { partnership: { creatorId } } })).toBe(1);
  expect((await mails()).length).toBe(before + 1);
});

test("the first decision stands", async () => {
  const { id } = await apply("cleo");
  const reason = "We look for cooks";
  expect(await review(id, { kind: "decline", reason })).toEqual({ kind: "declined" });
  expect(await review(id, approve)).toEqual({ kind: "decided_before", state: "declined" });
  expect(await review(id, { kind: "decline", reason: "again" })).toEqual({ kind: "declined" });
  const stored = await connection.prisma.application.findFirstOrThrow({ where: { id } });
  expect(stored).toMatchObject({ state: "declined", decisionReason: reason });
  expect((await mails()).at(-1)?.text).toContain(reason);
});

test("a code that the shop has already gives way to the next free one", async () => {
  await apply("dora").then(({ id }) => review(id, approve));
  const { id } = await apply("do.ra");
  expect(await review(id, approve)).toEqual({ kind: "approved", code: "DORA-2" });
});

test("where shoppers save, the code is pending until Shopify has it", async () => {
  const { id, creatorId } = await apply("eve", saving);
  const before = (await mails()).length;
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  const code = (await database.codes.newest(shop.id, partnership!.id))!;
  expect(code).toMatchObject({ text: "EVE10", state: "pending" });
  expect((await mails()).length).toBe(before);
  const input = { shopId: shop.id, codeId: code.id };
  expect(await world.jobs()).toContainEqual({ task: "create-code", payload: input });

  const { discounts } = shopifyWith();
  expect(await createCode({ ...deps, discounts }, input)).toEqual({ kind: "active", code: "EVE10" });
  expect((await mails()).at(-1)?.subject).toContain("EVE10");
  expect(await createCode({ ...deps, discounts }, input)).toEqual({ kind: "done_before" });
  expect((await mails()).length).toBe(before + 1);
});

test("a crash after Shopify made the code, before we noted it, is mended by the next try", async () => {
  const { id, creatorId } = await apply("finn", saving);
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  const code = (await database.codes.newest(shop.id, partnership!.id))!;
  const failing = shopifyWith([], ["FINN10"]);
  await expect(
    createCode({ ...deps, discounts: failing.discounts }, { shopId: shop.id, codeId: code.id }),
  ).rejects.toThrow("the network broke off");

  const next = shopifyWith();
  next.codes.set("FINN10", "gid://shopify/DiscountCodeNode/7");
  expect(await createCode({ ...deps, discounts: next.discounts }, { shopId: shop.id, codeId: code.id })).toEqual({
    kind: "active",
    code: "FINN10",
  });
});

test("a code that another discount has: the next free name, skipping ours", async () => {
  const { id, creatorId } = await apply("gus", saving);
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  await database.codes
    .reserve(partnership!, "GUS10-2")
    .then((code) => database.codes.fail(shop.id, code!.id, "kept by us"));
  const code = await connection.prisma.referralCode.findFirstOrThrow({
    where: { shopId: shop.id, codeFolded: "gus10" },
  });
  const { discounts, calls } = shopifyWith(["GUS10", "GUS10-3"]);
  expect(await createCode({ ...deps, discounts }, { shopId: shop.id, codeId: code.id })).toEqual({
    kind: "active",
    code: "GUS10-4",
  });
  expect(calls).toEqual(["GUS10", "GUS10-3", "GUS10-4"]);
});

test("what Shopify refuses is kept with its reason", async () => {
  const { id, creatorId } = await apply("hana", saving);
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  const code = (await database.codes.newest(shop.id, partnership!.id))!;
  const discounts: Discounts = {
    ...shopifyWith().discounts,
    addCode: async () => ({ kind: "refused", why: "Too many codes" }),
  };
  await createCode({ ...deps, discounts }, { shopId: shop.id, codeId: code.id });
  const [row] = (await database.applications.list(shop.id, { state: "approved" }, { after: null, limit: 1 })).items;
  expect(row?.code).toEqual({ text: "HANA10", state: "failed", failure: "Too many codes" });
});

const endedNow = (partnershipId: string) =>
  connection.prisma.partnership.update({
    where: { shopId_id: { shopId: shop.id, id: partnershipId } },
    data: { state: "ended", activeUntil: new Date(world.clock.now()), endedFor: "creator_left" },
  });

test("a partnership that has ended gets no code, and is told why; nothing is asked of Shopify", async () => {
  const { id, creatorId } = await apply("jon", saving);
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  const code = (await database.codes.newest(shop.id, partnership!.id))!;
  await endedNow(partnership!.id);
  const { discounts, calls } = shopifyWith();
  const why = "The partnership has ended: no code is made for it any more";
  const input = { shopId: shop.id, codeId: code.id };
  expect(await createCode({ ...deps, discounts }, input)).toEqual({ kind: "refused", why });
  expect(calls).toEqual([]);
  expect(await connection.prisma.referralCode.findFirstOrThrow({ where: { id: code.id } })).toMatchObject({
    state: "failed",
    failureReason: why,
  });
});

test("ended while Shopify made the code: it is left to be retired, and nobody is told of it", async () => {
  const { id, creatorId } = await apply("kim", saving);
  await review(id, approve);
  const partnership = await database.partnerships.live(shop.id, saving, creatorId);
  const code = (await database.codes.newest(shop.id, partnership!.id))!;
  const before = (await mails()).length;
  const { discounts } = shopifyWith();
  const ending: Discounts = {
    ...discounts,
    async addCode(...of) {
      await endedNow(partnership!.id);
      return discounts.addCode(...of);
    },
  };
  const made = await createCode({ ...deps, discounts: ending }, { shopId: shop.id, codeId: code.id });
  expect(made).toMatchObject({ kind: "refused" });
  expect(await database.codes.get(shop.id, code.id)).toMatchObject({ state: "active", ended: true });
  expect((await mails()).length).toBe(before);
});

test("another shop's application, or none: not found, nothing changes", async () => {
  const { id } = await apply("ida");
  expect(await review(id, approve, { shopId: other.id })).toEqual({ kind: "not_found" });
  expect(await review("../../etc", approve)).toEqual({ kind: "not_found" });
  expect((await connection.prisma.application.findFirstOrThrow({ where: { id } })).state).toBe("submitted");
});

test("applications page by page, without loss or repetition", async () => {
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await database.applications.list(shop.id, { state: null }, { after, limit: 3 });
    seen.push(...page.items.map((item) => item.id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen.length).toBe(await connection.prisma.application.count({ where: { shopId: shop.id } }));
  expect(new Set(seen).size).toBe(seen.length);
});

test("a partnership begins with its second, as Shopify's times do: an order right after it counts", async () => {
  world.clock.advance(789);
  const { id, creatorId } = await apply("jo");
  await review(id, approve);
  const { activeFrom } = await connection.prisma.partnership.findFirstOrThrow({ where: { creatorId } });
  expect(activeFrom.getMilliseconds()).toBe(0);
  expect(activeFrom.getTime()).toBeLessThanOrEqual(world.clock.now());
});
