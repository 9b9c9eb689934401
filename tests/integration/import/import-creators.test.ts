import { beforeAll, expect, test } from "vitest";
import { createPrivacyStore } from "../../../app/adapters/database/privacy/store.ts";
import { readPartnerships } from "../../../app/adapters/database/settling/read-references.ts";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import {
  acceptInvitation,
  declineInvitation,
  viewInvitation,
} from "../../../app/services/partnerships/answer-invitation.ts";
import { changeOfferStatus } from "../../../app/services/offers/change-offer-status.ts";
import { createCode } from "../../../app/services/codes/create-code.ts";
import { importCreators, previewImport } from "../../../app/services/partnerships/import-creators.ts";
import { listInvitations } from "../../../app/services/partnerships/list-invitations.ts";
import { mailInvitations } from "../../../app/services/partnerships/mail-invitations.ts";
import type { Discounts } from "../../../app/services/ports/shopify.ts";
import type { Shop } from "../../../app/services/ports/shops.ts";
import { creatorWorld } from "../creator/world.ts";

const world = await creatorWorld();
const { creators, connection, clock } = world;
const { invitations } = creators;
const deps = { ...world.deps, invitations };
let shop: Shop;
let offerId: string;
beforeAll(async () => {
  shop = await world.shop("luma.myshopify.com");
  offerId = await world.liveOffer(shop, { shopperTerms: readShopperTerms({ percent: { bps: 1000 } }) });
  await world.database.offers.setDiscount(shop.id, offerId, "gid://shopify/DiscountCodeNode/1");
});

const input = (text: string, change: object = {}) => ({
  shopId: shop.id,
  offerId,
  parameter: "sca_ref",
  text,
  columns: null,
  actor: "merchant:1",
  ...change,
});
const file = `\uFEFFFirst name;Last name;Email;Coupon;Affiliate link;Commission
"Maya 🌻";Lind;maya@example.com;MAYA-OLD;https://x.example/?sca_ref=12.Ab;12,5 %
مايا;;ben@example.com;;77;
Bad;Row;nobody;X;1;
Twice;;MAYA@example.com;;78;
`;
const idOf = async (email: string): Promise<string> => {
  const { page } = await listInvitations({ invitations }, { shopId: shop.id, after: null });
  return page.items.find(({ contact }) => contact?.email === email)?.id ?? "";
};
async function accept(handle: string, id: string, hash?: string) {
  const account = await world.person(handle);
  const seen = await viewInvitation(creators, { creatorId: account.id, invitationId: id });
  const version = seen?.offer?.version;
  const terms = { acceptedVersionId: version?.id ?? "", acceptedTermsHash: hash ?? version?.termsHash ?? "" };
  return {
    account,
    seen,
    result: await acceptInvitation(creators, { creatorId: account.id, invitationId: id, ...terms }),
  };
}
/** A Shopify where another discount has these codes. */
const shopify = (taken: readonly string[], added: string[] = []): Discounts => ({
  save: () => Promise.reject(new Error("not asked for")),
  setActive: () => Promise.reject(new Error("not asked for")),
  async addCode(_domain, _gid, code) {
    if (taken.includes(code)) return { kind: "taken" };
    added.push(code);
    return { kind: "added", redeemGid: `gid://shopify/DiscountRedeemCode/${added.length}` };
  },
});
const codesOf = (creatorId: string) =>
  connection.prisma.referralCode.findMany({ where: { partnership: { creatorId } }, orderBy: { createdAt: "asc" } });

test("a preview changes nothing, and names what is wrong by line and column", async () => {
  const preview = await previewImport(deps, input(file));
  expect(preview).toMatchObject({
    kind: "preview",
    columns: { email: 2, name: 0, lastName: 1, code: 3, link: 4, rate: 5 },
    counts: { fresh: 2, invited: 0, partners: 0, declined: 0, problems: 2 },
    problems: [
      { line: 4, column: "Email", why: expect.stringContaining("“nobody”") as string },
      { line: 5, column: "Email", why: expect.stringContaining("line 2") as string },
    ],
  });
  expect(await invitations.counts(shop.id)).toEqual({ open: 0, accepted: 0, declined: 0 });
});

test.each([
  { why: "no such offer", change: { offerId: "00000000-0000-4000-8000-000000000000" }, says: /live offer/ },
  { why: "a parameter that is none", change: { parameter: "a b" }, says: /parameter/ },
  { why: "a file that is none", change: { text: " " }, says: /nothing in it/ },
])("$why is told, and nothing is imported", async ({ change, says }) => {
  expect(await importCreators(deps, input(file, change))).toEqual({
    kind: "unreadable",
    why: expect.stringMatching(says) as string,
  });
});

test("importing invites each once, by mail; again it brings what is open up to date", async () => {
  expect(await importCreators(deps, input(file))).toMatchObject({
    kind: "imported",
    counts: { fresh: 2, problems: 2 },
  });
  expect(await mailInvitations(deps, { shopId: shop.id })).toEqual({ mailed: 2 });
  const again = file.replace("MAYA-OLD", "MAYA-NEW");
  expect(await importCreators(deps, input(again))).toMatchObject({ counts: { fresh: 0, invited: 2 } });
  expect(await importCreators(deps, input(file))).toMatchObject({ counts: { fresh: 0, invited: 2 } });
  expect(await mailInvitations(deps, { shopId: shop.id })).toEqual({ mailed: 0 });
  const mails = (await world.mails()).filter(({ kind }) => kind === "invitation");
  expect(mails.map(({ to }) => to).toSorted()).toEqual(["ben@example.com", "maya@example.com"]);
  const toMaya = mails.find(({ to }) => to === "maya@example.com");
  expect(toMaya?.text).toContain("Hello Maya 🌻 Lind,");
  expect(toMaya?.text).toContain(`/creator/invitations/${await idOf("maya@example.com")}`);
  const lying = await connection.prisma.invitation.findMany({ where: { shopId: shop.id } });
  expect(lying.some(({ contactCiphertext }) => Buffer.from(contactCiphertext ?? []).includes("example.com"))).toBe(
    false,
  );
});

test("an invitation is its address' own, and nobody else's", async () => {
  const stranger = await world.person("stranger");
  const id = await idOf("maya@example.com");
  const mine = { creatorId: stranger.id, invitationId: id };
  expect(await viewInvitation(creators, mine)).toBeNull();
  expect(await declineInvitation(creators, mine)).toEqual({ kind: "not_found" });
  const terms = { acceptedVersionId: "x", acceptedTermsHash: "x" };
  expect(await acceptInvitation(creators, { ...mine, ...terms })).toEqual({ kind: "not_found" });
  expect(await viewInvitation(creators, { ...mine, invitationId: "nothing" })).toBeNull();
});

test("nothing counts before the acceptance; with it come rate, code and old links, and the code is linked, not made", async () => {
  const id = await idOf("maya@example.com");
  const mark = { kind: "click" as const, token: "sca_ref-12-Ab", clickedAt: null, signature: null };
  const owners = () => readPartnerships(connection.pool, shop.id, [mark], [], []);
  expect(await owners()).toEqual([]);
  expect((await accept("maya", id, "of other terms")).result).toEqual({ kind: "terms_changed" });

  const { account, seen, result } = await accept("maya", id);
  expect(seen?.invitation).toMatchObject({ code: "MAYA-OLD", ownRateBps: 1250, hasOldLink: true, state: "open" });
  expect(result).toEqual({ kind: "accepted", offerId });
  expect(await owners()).toMatchObject([{ creator: account.id, ownRateBps: 1250 }]);
  expect((await accept("maya", id)).result).toEqual({ kind: "answered_before" });

  const [code] = await codesOf(account.id);
  expect(code).toMatchObject({ code: "MAYA-OLD", state: "pending", imported: true });
  const made = { ...deps, discounts: shopify(["MAYA-OLD"]) };
  expect(await createCode(made, { shopId: shop.id, codeId: code!.id })).toEqual({ kind: "active", code: "MAYA-OLD" });
  expect((await world.mails()).at(-1)).toMatchObject({ kind: "application_approved", to: "maya@example.com" });
  const { page, counts } = await listInvitations({ invitations }, { shopId: shop.id, after: null });
  expect(counts).toEqual({ open: 1, accepted: 1, declined: 0 });
  expect(page.items.find((row) => row.id === id)).toMatchObject({ contact: null, state: "accepted" });
  const application = await connection.prisma.application.findFirst({ where: { creatorId: account.id } });
  expect(application).toMatchObject({ state: "approved", acceptedAt: new Date(clock.now()) });
});

test("two taps at once make one partnership", async () => {
  await importCreators(deps, input("email,code\nzoe@example.com,ZOE-OLD\n"));
  const id = await idOf("zoe@example.com");
  const zoe = await world.person("zoe");
  const version = (await viewInvitation(creators, { creatorId: zoe.id, invitationId: id }))?.offer?.version;
  const terms = { acceptedVersionId: version?.id ?? "", acceptedTermsHash: version?.termsHash ?? "" };
  const results = await Promise.all(
    [1, 2].map(() => acceptInvitation(creators, { creatorId: zoe.id, invitationId: id, ...terms })),
  );
  expect(results.map(({ kind }) => kind)).toContain("accepted");
  expect(await connection.prisma.partnership.count({ where: { creatorId: zoe.id } })).toBe(1);
  const added: string[] = [];
  const [code, ...others] = await codesOf(zoe.id);
  expect(others).toEqual([]);
  await createCode({ ...deps, discounts: shopify([], added) }, { shopId: shop.id, codeId: code!.id });
  expect(added).toEqual(["ZOE-OLD"]);
});

test("who says no is forgotten, is not asked again, and the brand sees it", async () => {
  const id = await idOf("ben@example.com");
  const ben = await world.person("ben");
  const mine = { creatorId: ben.id, invitationId: id };
  expect(await declineInvitation(creators, mine)).toEqual({ kind: "declined" });
  expect(await declineInvitation(creators, mine)).toEqual({ kind: "answered_before" });
  expect((await connection.prisma.invitation.findFirst({ where: { id } }))?.contactCiphertext).toBeNull();
  expect(await previewImport(deps, input(file))).toMatchObject({ counts: { fresh: 0, partners: 1, declined: 1 } });
  expect(await importCreators(deps, input(file))).toMatchObject({ counts: { fresh: 0 } });
  expect(await invitations.counts(shop.id)).toMatchObject({ declined: 1 });
  expect((await accept("ben", id)).result).toEqual({ kind: "answered_before" });
});

test("what is another creator's of the shop is named; another shop's is not in the way", async () => {
  const text = "email,code,link\nann@example.com,maya-old,\nann2@example.com,,12.Ab\n";
  expect(await previewImport(deps, input(text))).toMatchObject({
    counts: { fresh: 0, problems: 2 },
    problems: [
      { line: 2, column: "code", why: expect.stringContaining("another creator's") as string },
      { line: 3, column: "link", why: expect.stringContaining("another creator's") as string },
    ],
  });
  const other = await world.shop("other.myshopify.com");
  const theirs = { shopId: other.id, offerId: await world.liveOffer(other) };
  expect(await importCreators(deps, input(text, theirs))).toMatchObject({ counts: { fresh: 2, problems: 0 } });
  expect((await listInvitations({ invitations }, { shopId: other.id, after: null })).page.items).toHaveLength(2);
  expect(await importCreators(deps, input(text, { shopId: other.id }))).toMatchObject({ kind: "unreadable" });
});

test("a creator who applies by themselves gets what the brand brought along, too", async () => {
  await importCreators(deps, input("email,code,rate\nkim@example.com,KIM-OLD,20\n"));
  const kim = await world.person("kim");
  const applicationId = await world.application(shop, offerId, kim.id);
  await creators.approveNow({ shopId: shop.id, applicationId });
  expect(await connection.prisma.partnership.findFirst({ where: { creatorId: kim.id } })).toMatchObject({
    ownRateBps: 2000,
  });
  expect((await codesOf(kim.id)).map(({ code }) => code)).toEqual(["KIM-OLD"]);
  expect(await previewImport(deps, input("email\nkim@example.com\n"))).toMatchObject({ counts: { partners: 1 } });
});

test("an invitation to an offer that has ended is over", async () => {
  const gone = await world.liveOffer(shop);
  await importCreators(deps, input("email\nlate@example.com\n", { offerId: gone }));
  const id = await idOf("late@example.com");
  await changeOfferStatus(deps, { shopId: shop.id, offerId: gone, actor: "merchant:1", to: "ended" });
  const { seen, result } = await accept("late", id);
  expect(seen?.offer).toBeNull();
  expect(result).toEqual({ kind: "over" });
});

test("a shop that is forgotten forgets whom it asked", async () => {
  const gone = await world.shop("gone.myshopify.com");
  const theirs = { shopId: gone.id, offerId: await world.liveOffer(gone) };
  await importCreators(deps, input("email\nsomebody@example.com\n", theirs));
  await createPrivacyStore(connection.pool).eraseShop(gone.id);
  const { page } = await listInvitations({ invitations }, { shopId: gone.id, after: null });
  expect(page.items).toMatchObject([{ state: "open", contact: null }]);
  expect(await mailInvitations(deps, { shopId: gone.id })).toEqual({ mailed: 0 });
});

test("ten thousand are looked at and invited at once", { timeout: 60_000 }, async () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => `c${row}@many.example,CODE-${row},${row}`).join("\n");
  const many = input(`email,code,link\n${rows}`);
  expect(await importCreators(deps, many)).toMatchObject({ counts: { fresh: 10_000, problems: 0 } });
  expect(await importCreators(deps, many)).toMatchObject({ counts: { fresh: 0, invited: 10_000 } });
});
