import { expect, test } from "vitest";
import { DAY_MS, plusDays } from "../../../app/domain/kernel/instant.ts";
import { readShopperTerms } from "../../../app/domain/offer/shopper-terms.ts";
import { versionInForce } from "../../../app/services/ports/offers.ts";
import { publishOffer } from "../../../app/services/offers/publish-offer.ts";
import { merchantWorld } from "./world.ts";

const world = await merchantWorld();
const { deps, database, clock } = world;
const shop = await world.shop("publish.myshopify.com");
const other = await world.shop("other.myshopify.com");
const publish = (offerId: string, shopId = shop.id) => publishOffer(deps, { shopId, offerId, actor: "merchant:1" });

test("a first version is in force at once, and its discount is asked for in the same transaction", async () => {
  const offerId = await world.liveOffer(shop, { shopperTerms: readShopperTerms({ percent: { bps: 1000 } }) });
  const offer = await database.offers.get(shop.id, offerId);
  expect(offer).toMatchObject({ status: "live", versions: [{ number: 1, effectiveFrom: clock.now() }] });
  expect(await world.jobs()).toContainEqual({ task: "sync-discount", payload: { shopId: shop.id, offerId } });
});

test("publishing twice publishes once", async () => {
  const saved = await world.draft(shop);
  if (saved.kind !== "saved") throw new Error(saved.kind);
  const results = await Promise.all([publish(saved.offerId), publish(saved.offerId)]);
  expect(results.map((result) => result.kind).toSorted()).toEqual(["nothing_to_publish", "published"]);
});

test("a better version is in force at once, a worse one after the notice", async () => {
  const offerId = await world.liveOffer(shop);
  const price = async () =>
    versionInForce((await database.offers.get(shop.id, offerId))!, clock.now())?.rule.percent?.bps;

  await world.draft(shop, { offerId, ruleDocument: { percent: { bps: 1500 } } });
  expect(await publish(offerId)).toMatchObject({ kind: "published", version: 2, notice: false });
  expect(await price()).toBe(1500);

  await world.draft(shop, { offerId, ruleDocument: { percent: { bps: 500 } } });
  expect(await publish(offerId)).toEqual({
    kind: "published",
    version: 3,
    notice: true,
    effectiveFrom: plusDays(clock.now(), 30),
  });
  expect(await price()).toBe(1500);
  clock.advance(30 * DAY_MS);
  expect(await price()).toBe(500);
});

test("a version never comes into force before one that was announced earlier", async () => {
  const offerId = await world.liveOffer(shop);
  await world.draft(shop, { offerId, ruleDocument: { percent: { bps: 500 } } });
  await publish(offerId);
  const announced = plusDays(clock.now(), 30);
  clock.advance(DAY_MS);
  await world.draft(shop, { offerId, ruleDocument: { percent: { bps: 2000 } } });
  expect(await publish(offerId)).toMatchObject({ version: 3, notice: false, effectiveFrom: announced });
});

test("the notice that was promised is not shortened afterwards", async () => {
  const offerId = await world.liveOffer(shop);
  const details = { name: "Ten percent", description: "", autoApprove: false, noticeDays: 0 };
  await world.draft(shop, { offerId, details, ruleDocument: { percent: { bps: 500 } } });
  expect(await publish(offerId)).toMatchObject({ notice: true, effectiveFrom: plusDays(clock.now(), 30) });
});

test("the database itself refuses to change a published version", async () => {
  const offerId = await world.liveOffer(shop);
  const change = world.connection.pool.query("UPDATE offer_versions SET hold_days = 0 WHERE offer_id = $1", [offerId]);
  await expect(change).rejects.toThrow(/is published/);
});

test.each(["not-an-id", "6f1f1d0e-0000-4000-8000-000000000000"])("an offer that is not there: %s", async (id) => {
  expect(await publish(id)).toEqual({ kind: "not_found" });
});

test("another shop's offer is not found, nor changed", async () => {
  const offerId = await world.liveOffer(shop);
  expect(await publish(offerId, other.id)).toEqual({ kind: "not_found" });
  expect(await world.draft(other, { offerId })).toEqual({ kind: "not_found" });
});

test("a draft that a colleague changed meanwhile is not overwritten", async () => {
  const saved = await world.draft(shop);
  if (saved.kind !== "saved") throw new Error(saved.kind);
  const seen = (await database.offers.get(shop.id, saved.offerId))!.updatedAt;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(
    await world.draft(shop, { offerId: saved.offerId, seen, ruleDocument: { percent: { bps: 1100 } } }),
  ).toMatchObject({ kind: "saved" });
  expect(await world.draft(shop, { offerId: saved.offerId, seen })).toEqual({ kind: "changed_meanwhile" });
});

test("a rule that cannot be is refused with its place", async () => {
  const result = await world.draft(shop, { ruleDocument: { percent: { bps: 20_000 } } });
  expect(result).toMatchObject({ kind: "invalid", problems: [{ path: "percent.bps" }] });
});
