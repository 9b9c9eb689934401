import { beforeAll, describe, expect, test } from "vitest";
import { createStorefrontProbe } from "../../../app/adapters/shopify/storefront-probe.ts";
import { activatePixel, isPixelActive } from "../../../app/services/capture/activate-pixel.ts";
import { readCaptureReport } from "../../../app/services/capture/read-capture-report.ts";
import { runSelfTest } from "../../../app/services/capture/run-self-test.ts";
import type { ReconciliationReports } from "../../../app/services/ports/reconciliation.ts";
import type { ShopProfile } from "../../../app/services/ports/shops.ts";
import { parseCurrency } from "../../../app/domain/money/currency.ts";
import { started } from "./people.ts";
import { captureWorld } from "./world.ts";

const world = await captureWorld();
const domain = "demo.myshopify.com";
const appUrl = "https://app.test";
let shopId = 0;

beforeAll(async () => {
  ({ id: shopId } = await world.shop("demo"));
  const { id: otherId } = await world.shop("other");
  const maya = await world.creator(shopId, "maya");
  const olga = await world.creator(otherId, "olga");
  const { prisma } = world;
  const order = async (
    of: typeof maya,
    orderId: bigint,
    processedAt: Date,
    kind: "code" | "click",
    amountMinor: bigint,
  ) => {
    const { shopId: shop, creatorId, partnershipId } = of;
    const { offerId, acceptedVersionId } = await prisma.partnership.findUniqueOrThrow({
      where: { shopId_id: { shopId: shop, id: partnershipId } },
    });
    const key = { shopId: shop, orderId };
    await prisma.orderState.create({ data: { ...key, facts: "{}", processedAt, updatedAt: processedAt } });
    await prisma.commission.create({
      data: {
        ...key,
        creatorId,
        partnershipId,
        offerId,
        offerVersionId: acceptedVersionId,
        currency: "USD",
        amountMinor,
        evidenceKind: kind,
        lines: [],
        holdDays: 30,
        settledAt: processedAt,
        month: new Date("2026-11-01"),
      },
    });
  };
  await order(maya, 1n, started, "code", 100n);
  await order(maya, 2n, started, "code", 150n);
  await order(maya, 3n, started, "click", 70n);
  await order(maya, 4n, new Date("2026-09-01T00:00:00Z"), "click", 999n);
  await order(olga, 5n, started, "click", 999n);
  await prisma.orderState.create({
    data: { shopId, orderId: 6n, facts: "{}", processedAt: started, updatedAt: started },
  });
  const tested = { reason: "test_order", credited: [], rejected: [], explanation: {}, settledAt: started };
  await prisma.verdict.create({ data: { shopId, orderId: 6n, ...tested } });
  const { creatorId, partnershipId } = maya;
  await prisma.evidence.create({
    data: { shopId, orderId: 6n, creatorId, partnershipId, kind: "code", outcome: "test_order" },
  });
  const evidence = { shopId, orderId: 1n, creatorId, partnershipId };
  await prisma.evidence.create({ data: { ...evidence, kind: "click", outcome: "weaker_evidence" } });
  await prisma.evidence.create({ data: { ...evidence, kind: "code", outcome: "credited" } });
  await world.capture.receipts.codeFor(shopId, "1");
  const visit = "0a8f5d0e-6c1b-4b7e-9a51-3f0c2d1e4b5a";
  const at = world.capture.clock.now();
  for (const [index, token] of ["tok", null].entries())
    await world.capture.funnel.record(shopId, {
      visit: visit.replace(/^0/, String(index)),
      step: "page_viewed",
      token,
      productId: null,
      orderId: null,
      at,
    });
});

test("the report counts this shop's last 30 days, by door and by reason, and leaves tests out", async () => {
  expect(await readCaptureReport(world.capture, shopId)).toEqual({
    doors: [
      { kind: "code", orders: 2, commissionMinor: 250n },
      { kind: "click", orders: 1, commissionMinor: 70n },
    ],
    notCredited: [{ kind: "click", reason: "weaker_evidence", orders: 1 }],
    orders: 3,
    surveyAnswers: 0,
    receipts: expect.any(Number),
    funnel: [{ step: "page_viewed", visits: 2, linked: 1 }],
  });
});

describe("the self-test", () => {
  const profile: ShopProfile = {
    domain,
    name: "Demo",
    primaryDomain: "demo.example",
    currency: parseCurrency("USD") ?? fail("USD is no currency"),
    timeZone: "UTC",
    plan: "Basic",
    taxesIncluded: false,
    email: null,
    scopes: "read_orders,write_discounts,write_pixels,read_customer_events",
  };
  const page = '<html><script\n  src="/cdn/capture.js"\n  defer\n  data-proxy="apps/creators"></script></html>';
  let pixel: string | null = null;
  const pixelPort = {
    settings: async () => pixel,
    activate: async (_shop: string, settings: object) => {
      pixel = JSON.stringify(settings);
    },
  };
  let lost = 0;
  const missed: ReconciliationReports = {
    figures: async () => [
      {
        kind: "recent",
        state: "done",
        failure: null,
        from: world.capture.clock.now(),
        lastAt: world.capture.clock.now(),
        compared: 9,
        missing: lost,
        newer: 0,
        chargebacks: 0,
      },
      {
        kind: "back_fill",
        state: "done",
        failure: null,
        from: world.capture.clock.now(),
        lastAt: world.capture.clock.now(),
        compared: 9,
        missing: 9,
        newer: 9,
        chargebacks: 0,
      },
    ],
  };
  const testOf = async (change: Partial<ShopProfile> = {}, html: string | null = page) => {
    const probe = createStorefrontProbe(async () => {
      if (html === null) throw new TypeError("fetch failed");
      return new Response(html);
    });
    const shopInfo = { profile: async () => ({ ...profile, ...change }) };
    const report = await readCaptureReport(world.capture, shopId);
    const checks = await runSelfTest(
      { ...world.capture, missed, probe, shopInfo, pixel: pixelPort },
      { id: shopId, domain },
      {
        report,
        appUrl,
        apiKey: "key",
      },
    );
    return new Map(checks.map((check) => [check.name, check]));
  };

  test("lists no checkout for a plan without it, and does for Plus", async () => {
    expect([...(await testOf()).keys()]).toEqual(["webhooks", "scopes", "embed", "pixel", "thank_you"]);
    expect((await testOf({ plan: "Shopify Plus" })).get("checkout")?.state).toBe("not_seen_yet");
  });

  test("says what is missing, and what mends it", async () => {
    const checks = await testOf({ scopes: "read_orders" }, "<html></html>");
    expect(checks.get("scopes")).toMatchObject({
      state: "bad",
      said: "Not granted: write_discounts, write_pixels, read_customer_events.",
    });
    expect(checks.get("embed")).toMatchObject({
      state: "bad",
      fix: { url: "https://admin.shopify.com/store/demo/themes/current/editor?context=apps&activateAppId=key/capture" },
    });
    expect(checks.get("thank_you")?.state).toBe("good");
    expect((await testOf({}, null)).get("embed")?.state).toBe("not_seen_yet");
  });

  test.each([
    { lost: 0, check: { state: "good", said: "Orders reach us.", fix: null } },
    { lost: 1, check: { state: "bad", said: expect.stringContaining("1 change of your orders did not reach us") } },
  ])("webhooks are tested by what was missed: $lost", async ({ lost: changes, check }) => {
    lost = changes;
    expect((await testOf()).get("webhooks")).toMatchObject(check);
  });

  test("a shop without any order is not seen yet", async () => {
    const { id } = await world.shop("quiet");
    const deps = { ...world.capture, missed, shopInfo: { profile: async () => profile }, pixel: pixelPort };
    const probe = createStorefrontProbe(async () => new Response(page));
    const report = await readCaptureReport(world.capture, id);
    lost = 0;
    const checks = await runSelfTest({ ...deps, probe }, { id, domain }, { report, appUrl, apiKey: "key" });
    expect(checks.find(({ name }) => name === "webhooks")).toMatchObject({ state: "not_seen_yet" });
    expect(checks.find(({ name }) => name === "thank_you")).toMatchObject({ state: "not_seen_yet" });
  });

  test("turns green: the embed is there, the pixel is activated, an order has come", async () => {
    expect((await testOf()).get("embed")?.state).toBe("good");
    expect((await testOf()).get("pixel")).toMatchObject({ state: "bad", fix: "activate-pixel" });
    await activatePixel(pixelPort, { domain }, appUrl);
    expect(pixel).toBe(JSON.stringify({ collector: "https://app.test/api/events", account: domain }));
    expect((await testOf()).get("pixel")?.state).toBe("good");
    expect(await isPixelActive(pixelPort, { domain }, "https://moved.test")).toBe(false);
  });
});

function fail(why: string): never {
  throw new Error(why);
}
