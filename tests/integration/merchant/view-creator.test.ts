import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { changePartnership } from "../../../app/services/partnerships/change-partnership.ts";
import { correctBalance } from "../../../app/services/ledger/correct-balance.ts";
import { grantAward } from "../../../app/services/ledger/grant-award.ts";
import { viewCreator } from "../../../app/services/creators/view-creator.ts";
import { bookOf } from "../creator/book.ts";
import { creatorWorld } from "../creator/world.ts";
import { usd } from "./world.ts";

const world = await creatorWorld();
const { deps, connection } = world;
const book = bookOf(world);
const shop = await world.shop("viewed.myshopify.com");
const other = await world.shop("elsewhere.myshopify.com");
const maya = await world.person("maya");
const partnership = await book.partnershipOf(shop.id, await world.liveOffer(shop, { holdDays: 14 }), maya.id);
const elsewhere = await book.partnershipOf(other.id, await world.liveOffer(other), maya.id);
const by = { shopId: shop.id, actor: "merchant:7" };

const view = (shopId: number, creatorId = maya.id) => viewCreator(deps, { shopId, creatorId });

test("somebody new: a partnership and nothing else", async () => {
  expect(await view(shop.id)).toEqual({
    creatorId: maya.id,
    name: "maya",
    handle: "maya",
    partnerships: [
      {
        id: partnership.id,
        offerId: partnership.offerId,
        offerName: "Ten percent",
        state: "active",
        activeFrom: 0,
        activeUntil: null,
        endedFor: null,
        ownRateBps: null,
        holdDays: 14,
        codes: [],
        links: [],
        clicks: 0,
        orders: 0,
        salesMinor: 0n,
        commissionMinor: 0n,
      },
    ],
    balances: [],
    orders: [],
    awards: [],
    history: [],
  });
});

test("codes with their flag, links, orders, awards, balances, and who did what, the newest first", async () => {
  const own = { shopId: shop.id, partnershipId: partnership.id };
  await connection.prisma.referralCode.create({
    data: {
      ...own,
      code: "MAYA10",
      codeFolded: "maya10",
      state: "active",
      leaks: { create: [{ flaggedAt: new Date(1_000), clearedAt: new Date(2_000) }, { flaggedAt: new Date(3_000) }] },
    },
  });
  await connection.prisma.referralLink.create({ data: { ...own, token: "tokmaya" } });
  await book.order(partnership, { orderId: 1n, at: "2026-11-20T10:00:00Z", earned: 500n });
  await book.order(partnership, { orderId: 2n, at: "2026-11-21T10:00:00Z", earned: 700n });
  await book.order(elsewhere, { orderId: 3n, at: "2026-11-22T10:00:00Z", earned: 9_900n });
  const award = { awardId: randomUUID(), partnershipId: partnership.id, kind: "bonus", holdDays: 14 } as const;
  await grantAward(deps, { ...by, ...award, amountMinor: 2_500n, currency: usd, reason: "100 orders" });
  const correction = { creatorId: maya.id, requestId: randomUUID(), currency: usd, amountMinor: -50n };
  await correctBalance(deps, { ...by, ...correction, reason: "Postage" });
  const pause = { partnershipId: partnership.id, to: "paused", reason: "On holiday" } as const;
  await changePartnership(deps, { ...by, ...pause });

  const page = await view(shop.id);
  expect(page?.partnerships).toMatchObject([
    {
      state: "paused",
      codes: [{ text: "MAYA10", state: "active", leakedSince: 3_000 }],
      links: ["https://app.test/r/tokmaya"],
      orders: 2,
      commissionMinor: 1_200n,
    },
  ]);
  expect(page?.orders.map(({ orderId, amountMinor }) => [orderId, amountMinor])).toEqual([
    ["2", 700n],
    ["1", 500n],
  ]);
  expect(page?.balances).toMatchObject([{ currency: "USD", pendingMinor: 3_700n, payableMinor: -50n }]);
  expect(page?.awards).toMatchObject([{ kind: "bonus", amountMinor: 2_500n, releasedAt: null, withdrawnAt: null }]);
  expect(page?.history.map(({ action, actor, detail }) => [action, actor, detail["reason"] ?? null])).toEqual([
    ["partnership_paused", "merchant:7", "On holiday"],
    ["balance_corrected", "merchant:7", "Postage"],
    ["award_granted", "merchant:7", "100 orders"],
  ]);
});

test("another shop sees its own dealings alone, and none of a stranger", async () => {
  const page = await view(other.id);
  expect(page?.orders.map(({ orderId }) => orderId)).toEqual(["3"]);
  expect([page?.awards, page?.history]).toEqual([[], []]);
  expect(page?.balances).toMatchObject([{ shopId: other.id, pendingMinor: 9_900n }]);
  const stranger = await world.person("stranger");
  expect(await view(shop.id, stranger.id)).toBeNull();
  expect(await view(shop.id, "x")).toBeNull();
});
