import { expect, test } from "vitest";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import { browseOffers, viewOffer } from "../../../app/services/offers/browse-offers.ts";
import { changeOfferStatus } from "../../../app/services/offers/change-offer-status.ts";
import { editProfile } from "../../../app/services/creators/edit-profile.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { creatorWorld } from "./world.ts";

const world = await creatorWorld();
const { creators, deps } = world;
const maya = await world.person("maya");
const luma = await world.shop("luma.myshopify.com");
const nord = await world.shop("nord.myshopify.com");
const details = (name: string, description = "") => ({ name, description, autoApprove: false, noticeDays: 30 });
const saving = readShopperTerms({ percent: { bps: 1000 } });
const candles = await world.liveOffer(luma, { details: details("100% candles", "soft_light") });
const tools = await world.liveOffer(nord, { details: details("Tools"), shopperTerms: saving });
const paused = await world.liveOffer(nord, { details: details("Paused") });
await changeOfferStatus(deps, { shopId: nord.id, offerId: paused, to: "paused", actor: "merchant:1" });
await world.draft(nord, { details: details("Draft") });

const browse = async (text = "", savingOnly = false) =>
  (await browseOffers(creators, { creatorId: maya.id, filter: { text, savingOnly }, after: null })).items.map(
    ({ id }) => id,
  );

test("live offers of all brands, newest first", async () => expect(await browse()).toEqual([tools, candles]));

test.each([
  { why: "the offer's name", text: "candles", found: [candles] },
  { why: "the brand's name", text: "NORD", found: [tools] },
  { why: "the description", text: "soft_light", found: [candles] },
  { why: "a wildcard is a letter", text: "%", found: [candles] },
  { why: "so is an underscore", text: "soft-light", found: [] },
  { why: "a quote is no syntax", text: "'; DROP TABLE offers; --", found: [] },
  { why: "spaces around", text: "  tools ", found: [tools] },
])("search: $why", async ({ text, found }) => expect(await browse(text)).toEqual(found));

test("only those where shoppers save", async () => expect(await browse("", true)).toEqual([tools]));

test("pages, and a cursor of nobody starts at the top", async () => {
  const filter = { text: "", savingOnly: false };
  const first = await creators.database.offers.list(maya.id, filter, { after: null, limit: 1 });
  const second = await creators.database.offers.list(maya.id, filter, { after: first.next, limit: 1 });
  expect([first.items[0]?.id, second.items[0]?.id, second.next]).toEqual([tools, candles, null]);
  expect((await creators.database.offers.list(maya.id, filter, { after: "x", limit: 1 })).items[0]?.id).toBe(tools);
});

test("worse terms that were announced are what who applies now accepts", async () => {
  await world.draft(luma, {
    offerId: candles,
    details: details("100% candles"),
    ruleDocument: { percent: { bps: 500 } },
  });
  await publishOffer(deps, { shopId: luma.id, offerId: candles, actor: "merchant:1" });
  const offer = await viewOffer(creators, { creatorId: maya.id, offerId: candles });
  expect(offer?.version).toMatchObject({ number: 2, rule: { percent: { bps: 500 } } });
  expect(offer?.version.effectiveFrom).toBeGreaterThan(world.clock.now());
});

test("a handle is one person's, and a profile says what is wrong with it", async () => {
  const ben = await world.person("ben");
  const form = { displayName: "Ben", handle: "MAYA", niches: ["food"], region: "DE", language: "de", links: [] };
  const taken = await editProfile(creators, { creatorId: ben.id, form });
  expect(taken).toMatchObject({ kind: "invalid", problems: { handle: expect.stringMatching(/somebody has/) } });
  const bad = {
    displayName: "B",
    handle: "no spaces!",
    niches: ["spam"],
    region: "Germany",
    language: "",
    links: ["javascript:alert(1)"],
  };
  const invalid = await editProfile(creators, { creatorId: ben.id, form: bad });
  expect(invalid.kind === "invalid" && Object.keys(invalid.problems).toSorted()).toEqual(Object.keys(bad).toSorted());
  expect(await editProfile(creators, { creatorId: ben.id, form: { ...form, handle: "Ben.Builds" } })).toEqual({
    kind: "saved",
  });
  expect(await creators.accounts.byId(ben.id)).toMatchObject({ handle: "ben.builds", profile: { region: "DE" } });
});
