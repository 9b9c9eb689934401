import { beforeAll, expect, test } from "vitest";
import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import { applyToOffer } from "../../../app/services/partnerships/apply-to-offer.ts";
import { viewOffer } from "../../../app/services/offers/browse-offers.ts";
import { changeOfferStatus } from "../../../app/services/offers/change-offer-status.ts";
import { endPartnership } from "../../../app/services/partnerships/end-partnership.ts";
import type { CreatorAccount } from "../../../app/services/ports/creator-accounts.ts";
import type { Shop } from "../../../app/services/ports/shops.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { reviewApplication } from "../../../app/services/partnerships/review-application.ts";
import { withdrawApplication } from "../../../app/services/partnerships/withdraw-application.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { creators, connection, clock, deps } = world;
let shop: Shop;
beforeAll(async () => {
  shop = await world.shop("luma.myshopify.com");
});

async function apply(account: CreatorAccount, offerId: string, change: { message?: string; hash?: string } = {}) {
  const offer = await viewOffer(creators, { creatorId: account.id, offerId });
  return applyToOffer(creators, {
    account,
    offerId,
    message: change.message ?? " I like your candles. ",
    acceptedVersionId: offer?.version.id ?? "00000000-0000-0000-0000-000000000000",
    acceptedTermsHash: change.hash ?? offer?.version.termsHash ?? "",
  });
}
const row = (id: string) => connection.prisma.application.findFirst({ where: { id } });
const decide = (applicationId: string, decision: Parameters<typeof reviewApplication>[1]["decision"]) =>
  reviewApplication(deps, { shopId: shop.id, applicationId, actor: "merchant:1", decision });

async function applied(account: CreatorAccount, offerId: string): Promise<string> {
  const result = await apply(account, offerId);
  if (result.kind !== "applied") throw new Error(result.kind);
  return result.applicationId;
}

test("applying keeps the accepted version with its hash and time, and mails the creator", async () => {
  const [maya, offerId] = [await world.person("maya"), await world.liveOffer(shop)];
  const id = await applied(maya, offerId);
  const version = (await world.database.offers.get(shop.id, offerId))?.versions[0];
  expect(await row(id)).toMatchObject({
    state: "submitted",
    message: "I like your candles.",
    acceptedVersionId: version?.id,
    acceptedTermsHash: version?.termsHash,
    acceptedAt: new Date(clock.now()),
  });
  expect((await world.mails()).at(-1)).toMatchObject({ kind: "application_received", to: "maya@example.com" });
  expect((await viewOffer(creators, { creatorId: maya.id, offerId }))?.mine.application).toMatchObject({
    id,
    state: "submitted",
  });
});

test("two taps at once are one application", async () => {
  const [ben, offerId] = [await world.person("ben"), await world.liveOffer(shop)];
  const results = await Promise.all(Array.from({ length: 6 }, () => apply(ben, offerId)));
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(["applied", ...Array<string>(5).fill("applied_before")]);
  expect(await connection.prisma.application.count({ where: { offerId } })).toBe(1);
});

test("nobody accepts terms that they have not seen", async () => {
  const [cleo, offerId] = [await world.person("cleo"), await world.liveOffer(shop)];
  const shown = await viewOffer(creators, { creatorId: cleo.id, offerId });
  await world.draft(shop, { offerId, ruleDocument: { percent: { bps: 1500 } } });
  await publishOffer(deps, { shopId: shop.id, offerId, actor: "merchant:1" });
  const { id = "", termsHash = "" } = shown?.version ?? {};
  const input = { account: cleo, offerId, message: "", acceptedVersionId: id, acceptedTermsHash: termsHash };
  expect(await applyToOffer(creators, input)).toEqual({ kind: "terms_changed" });
  expect((await apply(cleo, offerId, { hash: "forged" })).kind).toBe("terms_changed");
  expect((await apply(cleo, offerId)).kind).toBe("applied");
});

test("a profile comes first, and a message has an end", async () => {
  const offerId = await world.liveOffer(shop);
  const { creatorId } = await creators.accounts.ofAddress("new@example.com", clock.now());
  const nobody = await creators.accounts.byId(creatorId);
  expect(nobody && (await apply(nobody, offerId)).kind).toBe("profile_incomplete");
  const dora = await world.person("dora");
  expect((await apply(dora, offerId, { message: "x".repeat(1001) })).kind).toBe("message_too_long");
});

test("offers that are not live, not installed or not there are not found", async () => {
  const finn = await world.person("finn");
  const paused = await world.liveOffer(shop);
  await changeOfferStatus(deps, { shopId: shop.id, offerId: paused, to: "paused", actor: "merchant:1" });
  const gone = await world.shop("gone.myshopify.com");
  const orphan = await world.liveOffer(gone);
  await connection.prisma.shop.update({ where: { id: gone.id }, data: { uninstalledAt: new Date() } });
  const draft = await world.draft(shop);
  const wanted = [paused, orphan, draft.kind === "saved" ? draft.offerId : "", "nonsense", "' OR 1=1"];
  const results = await Promise.all(wanted.map((offerId) => apply(finn, offerId)));
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["not_found"]));
});

test("after a decline the brand has 30 quiet days, and the reason is shown", async () => {
  const [gil, offerId] = [await world.person("gil"), await world.liveOffer(shop)];
  await decide(await applied(gil, offerId), { kind: "decline", reason: "We are full" });
  expect((await viewOffer(creators, { creatorId: gil.id, offerId }))?.mine.application).toMatchObject({
    state: "declined",
    decisionReason: "We are full",
  });
  expect(await apply(gil, offerId)).toMatchObject({ kind: "declined_recently", askAgainAt: clock.now() + 30 * DAY_MS });
  clock.advance(30 * DAY_MS);
  expect((await apply(gil, offerId)).kind).toBe("applied");
});

test("an open application can be withdrawn by its creator, and applied for again", async () => {
  const [hana, ivo, offerId] = [await world.person("hana"), await world.person("ivo"), await world.liveOffer(shop)];
  const id = await applied(hana, offerId);
  expect(await withdrawApplication(creators, { creatorId: ivo.id, applicationId: id })).toEqual({ kind: "not_open" });
  expect(await withdrawApplication(creators, { creatorId: hana.id, applicationId: "x" })).toEqual({ kind: "not_open" });
  expect(await withdrawApplication(creators, { creatorId: hana.id, applicationId: id })).toEqual({ kind: "withdrawn" });
  expect(await withdrawApplication(creators, { creatorId: hana.id, applicationId: id })).toEqual({ kind: "not_open" });
  expect(await decide(id, { kind: "approve" })).toEqual({ kind: "decided_before", state: "withdrawn" });
  expect((await apply(hana, offerId)).kind).toBe("applied");
});

test("an offer that approves by itself gives code and link at once", async () => {
  const [jan, offerId] = [
    await world.person("jan"),
    await world.liveOffer(shop, {
      details: { name: "Open to all", description: "", autoApprove: true, noticeDays: 30 },
    }),
  ];
  expect(await apply(jan, offerId)).toMatchObject({ kind: "applied", approved: true });
  const [partnership] = await creators.database.partnerships.list(jan.id, 10);
  expect(partnership).toMatchObject({ state: "active", code: "JAN", linkToken: expect.any(String) });
  expect((await world.mails()).filter(({ to }) => to === "jan@example.com").map(({ kind }) => kind)).toEqual([
    "application_approved",
  ]);
  expect(await apply(jan, offerId)).toEqual({ kind: "applied_before" });
});

test("a creator ends their own partnership, and nobody else's", async () => {
  const [kim, leo, offerId] = [await world.person("kim"), await world.person("leo"), await world.liveOffer(shop)];
  await decide(await applied(kim, offerId), { kind: "approve" });
  const id = (await creators.database.partnerships.list(kim.id, 10))[0]?.id ?? "";
  expect(await creators.database.partnerships.get(leo.id, id, clock.now())).toBeNull();
  expect(await endPartnership(creators, { creatorId: leo.id, partnershipId: id })).toEqual({ kind: "not_active" });
  expect(await endPartnership(creators, { creatorId: kim.id, partnershipId: id })).toEqual({ kind: "ended" });
  expect(await endPartnership(creators, { creatorId: kim.id, partnershipId: id })).toEqual({ kind: "not_active" });
  expect(await creators.database.partnerships.get(kim.id, id, clock.now())).toMatchObject({
    state: "ended",
    activeUntil: clock.now(),
    endedFor: "creator_left",
  });
});

test("30 applications a day are enough", async () => {
  const [mia, offerId] = [await world.person("mia"), await world.liveOffer(shop)];
  const kinds = [];
  for (let i = 0; i < 31; i++) kinds.push((await apply(mia, offerId)).kind);
  expect(kinds[0]).toBe("applied");
  expect(kinds.slice(1, 30).every((kind) => kind === "applied_before")).toBe(true);
  expect(kinds[30]).toBe("too_many");
});
