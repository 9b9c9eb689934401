/** Orders that look like a creator's own: held with a reason and an end, on Postgres, by production's own settling. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditing } from "../../../app/adapters/database/audit/view.ts";
import { likenessHasher } from "../../../app/adapters/database/creators/likeness-hash.ts";
import { createOrderReviews } from "../../../app/adapters/database/order-reviews.ts";
import { createPrivacyStore } from "../../../app/adapters/database/privacy/store.ts";
import { DAY_MS, type Instant, instant } from "../../../app/domain/kernel/instant.ts";
import { type PackedFacts, unpackFacts } from "../../../app/domain/order/facts-codec.ts";
import { addressLikeness, nameLikeness } from "../../../app/domain/review/likeness.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { auditLedger } from "../../../app/services/ledger/audit-ledger.ts";
import { decideReview } from "../../../app/services/reviews/decide-review.ts";
import type { Delivery } from "../../../app/services/replay/replay.ts";
import { aDelivery, aLineBody, anOrderBody } from "../../builders/deliveries.ts";
import { at } from "../../builders/order.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { ProductionWorld } from "./production-world.ts";

const db = await testDatabase();
const PLACED = at("2026-11-02T10:00:00Z");
const day = (days: number): Instant => instant(PLACED + days * DAY_MS);
const iso = (days: number): string => new Date(day(days)).toISOString();

const OWN = { first_name: "MÁYA", last_name: " Berg ", address1: "Peak Rd, 1", zip: "40202-1234", country_code: "US" };
const STRANGER = { first_name: "Ava", last_name: "Lind", address1: "2 Hill St", zip: "10001", country_code: "US" };
const WHY = "It went to her own studio";
const NAME = nameLikeness({ first: "Maya", last: "Berg" });
const ADDRESS = addressLikeness({ line: "Peak Rd 1", postalCode: "40202", country: "US" });

let worlds = 0;
let orders = 7_000;

/** A shop with Maya, whose name and address are known, and Ben, of whom nothing is. */
async function shopOf(holdDays: number) {
  worlds += 1;
  const name = `reviews-${worlds}`;
  const partnerships = [
    { creator: "ben", codes: ["BEN"] },
    { creator: "maya", codes: ["MAYA10"], email: `maya@${name}.example` },
  ];
  const offer = { currency: "USD", rule: { percent: { bps: 1000 } }, holdDays, partnerships };
  const world = await ProductionWorld.open(db, offer, name);
  const hash = likenessHasher(ProductionWorld.keys.hashKey);
  const { rows } = await db.pool.query<{ id: string }>(
    `UPDATE creators c SET legal_name_hash = $2, postal_address_hash = $3
     FROM partnerships p WHERE p.creator_id = c.id AND p.shop_id = $1 AND c.display_name = 'maya' RETURNING c.id`,
    [world.shopId, Buffer.from(hash(NAME ?? "")), Buffer.from(hash(ADDRESS ?? ""))],
  );
  const orderId = String((orders += 1));
  const creatorId = rows[0]?.id ?? "";
  let now = PLACED;
  const clock = { now: () => now };
  const orderReviews = createOrderReviews(db, settlingOf({ ...ProductionWorld.keys, clock }));
  return {
    world,
    orderId,
    async hear(days: number, ...bodies: Delivery[]) {
      now = day(days);
      await world.settle(world.facts(bodies), now);
    },
    async release(days: number) {
      now = day(days);
      await world.release(now);
    },
    decide(days: number, decision: "pay" | "own_order") {
      now = day(days);
      const input = { shopId: world.shopId, orderId, creatorId, decision, reason: WHY, actor: "merchant:1" };
      return decideReview({ orderReviews, clock }, input);
    },
    /** Pending and payable, in minor units. */
    async balances() {
      const { balances } = await world.output();
      return balances.map(({ creator, pendingMinor, payableMinor }) => [creator, pendingMinor, payableMinor].join(" "));
    },
    async reviews() {
      const { rows: kept } = await db.pool.query<{ signal: string; began_at: Instant; ends_at: Instant }>(
        "SELECT signal, began_at, ends_at FROM order_reviews WHERE shop_id = $1",
        [world.shopId],
      );
      return kept.map(({ signal, began_at, ends_at }) => [signal, iso0(began_at), iso0(ends_at)]);
    },
    async reason() {
      const { rows: kept } = await db.pool.query<{ decision_reason: string | null }>(
        "SELECT decision_reason FROM order_reviews WHERE shop_id = $1",
        [world.shopId],
      );
      return kept[0]?.decision_reason;
    },
    async transfers() {
      const { rows: kept } = await db.pool.query<{ kind: string; amount_minor: bigint; reason: string }>(
        "SELECT kind, amount_minor, reason FROM transfers WHERE shop_id = $1 ORDER BY id",
        [world.shopId],
      );
      return kept.map(({ kind, amount_minor, reason }) => `${kind} ${amount_minor}: ${reason}`);
    },
    async maturesAt() {
      const { rows: kept } = await db.pool.query<{ matures_at: Instant }>(
        "SELECT matures_at FROM commissions WHERE shop_id = $1 AND creator_id = $2",
        [world.shopId, creatorId],
      );
      return kept[0] && iso0(kept[0].matures_at);
    },
    async audit() {
      const findings = await auditing(db, (view) => Array.fromAsync(auditLedger(view, now)));
      return findings.filter(({ shopId }) => shopId === world.shopId);
    },
  };
}
const iso0 = (when: Instant): string => new Date(when).toISOString();

type Who = { customer?: object | null; billing_address?: object; shipping_address?: object };

/** The order's body as of a day: two units at 10.00 by Maya's code, paid. */
const body = (orderId: string, days: number, who: Who, change: Record<string, unknown> = {}): Delivery =>
  aDelivery(
    "orders/updated",
    anOrderBody({
      id: orderId,
      created_at: iso(0),
      processed_at: iso(0),
      updated_at: iso(days),
      customer: null,
      line_items: [aLineBody({ quantity: 2 })],
      ...who,
      ...change,
    }),
    { triggeredAt: iso(days) },
  );
const refund = (orderId: string, days: number): Delivery =>
  aDelivery(
    "refunds/create",
    { id: `9${orderId}`, order_id: orderId, refund_line_items: [{ line_item_id: 11, quantity: 1 }], transactions: [] },
    { triggeredAt: iso(days) },
  );

test.each([
  { on: "the customer", who: { customer: { id: 5, ...OWN } }, signal: "same_name" },
  { on: "the customer's address", who: { customer: { id: 5, default_address: OWN } }, signal: "same_address" },
  { on: "the billing address, by its name alone", who: { billing_address: { ...OWN, zip: "1" } }, signal: "same_name" },
  {
    on: "the shipping address, by the place alone",
    who: { shipping_address: { ...OWN, last_name: "Ng" } },
    signal: "same_address",
  },
])("what an order shares with its creator holds: $on", async ({ who, signal }) => {
  const shop = await shopOf(0);
  await shop.hear(1, body(shop.orderId, 0.5, who));
  expect(await shop.reviews()).toEqual([[signal, iso(0.5), iso(14.5)]]);
  await shop.release(14.4);
  expect(await shop.balances()).toEqual(["maya 200 0"]);

  await shop.release(14.5);
  await shop.release(14.6);
  expect(await shop.balances()).toEqual(["maya 0 200"]);
  expect(await shop.transfers()).toEqual([
    "accrual 200: earned by the code on the order",
    "release 200: the hold ended",
  ]);
  expect(await shop.audit()).toEqual([]);
});

test.each([
  { why: "a stranger", who: { customer: { id: 5, ...STRANGER }, shipping_address: STRANGER } },
  { why: "half a name", who: { customer: { id: 5, first_name: "Maya" }, billing_address: { last_name: "Berg" } } },
  { why: "withheld from the brand", who: { customer: { id: 5 }, billing_address: undefined } },
  {
    why: "not as documented",
    who: { customer: { id: 5, default_address: "1 Peak Rd" }, shipping_address: { address1: 7 } },
  },
])("nothing is held: $why", async ({ who }) => {
  const shop = await shopOf(0);
  await shop.hear(1, body(shop.orderId, 0, who as Who));
  await shop.release(1);
  expect([await shop.reviews(), await shop.balances()]).toEqual([[], ["maya 0 200"]]);
});

test("only the creator whom it looks like is held, not the other one of a split order", async () => {
  const shop = await shopOf(0);
  const lines = [
    aLineBody({ id: 11, discount_allocations: [{ amount: "1.00", discount_application_index: 0 }] }),
    aLineBody({ id: 12, discount_allocations: [{ amount: "1.00", discount_application_index: 1 }] }),
  ];
  const codes = ["MAYA10", "BEN"].map((code) => ({ code }));
  const split = { discount_codes: codes, discount_applications: codes, line_items: lines };
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...OWN } }, split));
  await shop.release(2);
  expect(await shop.balances()).toEqual(["ben 0 90", "maya 90 0"]);
});

test("a hold of the offer that is longer than the review stays as it was", async () => {
  const shop = await shopOf(30);
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...OWN } }));
  expect(await shop.maturesAt()).toBe(iso(30));
});

test("a later delivery never makes it end later, whatever it shows; an older one may make it end earlier", async () => {
  const shop = await shopOf(0);
  await shop.hear(3, body(shop.orderId, 2, { customer: { id: 5, ...OWN } }));
  await shop.hear(6, body(shop.orderId, 5, { customer: { id: 5, ...OWN }, shipping_address: OWN }));
  await shop.hear(7, body(shop.orderId, 6, { customer: null }));
  expect(await shop.reviews()).toEqual([["same_address", iso(2), iso(16)]]);
  expect(await shop.maturesAt()).toBe(iso(16));
  await shop.hear(8, body(shop.orderId, 1, { billing_address: OWN }));
  expect(await shop.reviews()).toEqual([["same_address", iso(1), iso(15)]]);
});

test("seen after the release: what is still there is taken back, and comes back once when the hold ends", async () => {
  const shop = await shopOf(1);
  await shop.hear(1, body(shop.orderId, 0, {}));
  await shop.release(2);
  expect(await shop.balances()).toEqual(["maya 0 200"]);
  await shop.hear(3, body(shop.orderId, 3, { shipping_address: OWN }));
  expect(await shop.balances()).toEqual(["maya 200 0"]);
  await shop.hear(4, refund(shop.orderId, 4));
  await shop.release(16);
  expect(await shop.balances()).toEqual(["maya 100 0"]);
  await shop.release(17);
  await shop.release(18);
  expect(await shop.balances()).toEqual(["maya 0 100"]);
  expect(await shop.transfers()).toEqual([
    "accrual 200: earned by the code on the order",
    "release 200: the hold ended",
    "review_held 200: held for review",
    "adjustment 100: 1 of 2 units was refunded",
    "review_lifted 100: the hold for review ended",
  ]);
  expect(await shop.audit()).toEqual([]);
});

test("seen after the money went out: only what is there is held, nothing falls below zero", async () => {
  const shop = await shopOf(1);
  await shop.hear(1, body(shop.orderId, 0, {}));
  await shop.release(2);
  await payOut(shop.world.shopId, 150n);
  await shop.hear(3, body(shop.orderId, 3, { shipping_address: OWN }));
  expect(await shop.balances()).toEqual(["maya 50 0"]);
  await shop.release(17);
  expect(await shop.balances()).toEqual(["maya 0 50"]);
  expect((await shop.audit()).map(({ invariant }) => invariant)).not.toContain("commissions_follow_from_the_order");
});

test("the hold is over when a delivery comes before the release runs: it is lifted once", async () => {
  const shop = await shopOf(1);
  await shop.hear(1, body(shop.orderId, 0, {}));
  await shop.release(2);
  await shop.hear(3, body(shop.orderId, 3, { shipping_address: OWN }));
  await shop.hear(18, body(shop.orderId, 17.5, {}));
  await shop.release(19);
  expect(await shop.balances()).toEqual(["maya 0 200"]);
  expect((await shop.transfers()).slice(2)).toEqual([
    "review_held 200: held for review",
    "review_lifted 200: the hold ended",
  ]);
  expect(await shop.audit()).toEqual([]);
});

test("paid by the brand's word: released at the offer's own time", async () => {
  const shop = await shopOf(2);
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...OWN } }));
  expect(await shop.decide(1.5, "pay")).toEqual({ kind: "decided", decision: "pay" });
  expect(await shop.maturesAt()).toBe(iso(2));
  await shop.release(2);
  expect(await shop.balances()).toEqual(["maya 0 200"]);
  expect(await shop.decide(3, "own_order")).toEqual({ kind: "paid_before" });
  expect(await shop.decide(3, "pay")).toEqual({ kind: "decided", decision: "pay" });
  expect(await shop.audit()).toEqual([]);
});

test.each([
  { when: "before the release", released: false },
  { when: "after it: the money comes back", released: true },
])(
  "found to be the creator's own, $when: it pays nothing, for good, and may be paid after all",
  async ({ released }) => {
    const shop = await shopOf(released ? 0 : 30);
    await shop.hear(1, body(shop.orderId, 0, released ? {} : { customer: { id: 5, ...OWN } }));
    await shop.release(1);
    if (released) await shop.hear(2, body(shop.orderId, 2, { customer: { id: 5, ...OWN } }));
    expect(await shop.decide(3, "own_order")).toEqual({ kind: "decided", decision: "own_order" });
    expect(await shop.balances()).toEqual([]);
    expect(await shop.reason()).toBe(WHY);
    const [order] = (await shop.world.output()).orders;
    expect(order).toMatchObject({
      reason: "self_referral",
      commissions: [],
      rejected: [{ creator: "maya", evidence: "code", reason: "self_referral" }],
    });
    expect((await shop.transfers()).at(-1)).toBe("adjustment 200: found to be the creator's own order in a review");

    // Whatever comes later, it stays so.
    await shop.hear(4, refund(shop.orderId, 4), body(shop.orderId, 5, {}));
    await shop.release(60);
    expect(await shop.balances()).toEqual([]);
    expect(await shop.audit()).toEqual([]);

    expect(await shop.decide(61, "pay")).toEqual({ kind: "decided", decision: "pay" });
    expect(await shop.reason()).toBeNull();
    await shop.release(62);
    expect(await shop.balances()).toEqual(["maya 0 100"]);
    expect(await shop.audit()).toEqual([]);
  },
);

test("an erasure of the shopper takes the words of the decision, and neither it nor the money", async () => {
  const shop = await shopOf(30);
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...OWN } }));
  await shop.decide(2, "own_order");
  await db.transaction((client) =>
    createPrivacyStore(client).eraseCustomer(shop.world.shopId, { customerId: "5", orderIds: [shop.orderId] }),
  );
  await shop.hear(3, body(shop.orderId, 3, {}));
  expect([await shop.reason(), await shop.balances(), await shop.audit()]).toEqual([null, [], []]);
});

test("another creator's code has the order whole, once it is the first one's own", async () => {
  const shop = await shopOf(30);
  const codes = ["MAYA10", "BEN"].map((code) => ({ code }));
  await shop.hear(
    1,
    body(shop.orderId, 0, { customer: { id: 5, ...OWN } }, { discount_codes: codes, discount_applications: codes }),
  );
  expect(await shop.balances()).toEqual(["maya 200 0"]);
  await shop.decide(2, "own_order");
  expect(await shop.balances()).toEqual(["ben 200 0"]);
  expect(await shop.audit()).toEqual([]);
});

test("once it has ended, nobody decides any more", async () => {
  const shop = await shopOf(0);
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...OWN } }));
  expect(await shop.decide(14, "own_order")).toEqual({ kind: "ended" });
  expect(await shop.decide(14, "pay")).toEqual({ kind: "ended" });
  expect(await shop.balances()).toEqual(["maya 200 0"]);
});

test("an order without a review cannot be decided", async () => {
  const shop = await shopOf(0);
  await shop.hear(1, body(shop.orderId, 0, {}));
  expect(await shop.decide(2, "own_order")).toEqual({ kind: "not_found" });
});

test("a chargeback and a review hold together, until both are over", async () => {
  const shop = await shopOf(0);
  const dispute = (status: string, days: number) =>
    aDelivery(
      "disputes/update",
      { id: `8${shop.orderId}`, order_id: shop.orderId, type: "chargeback", status, amount: "20.00", currency: "USD" },
      { triggeredAt: iso(days) },
    );
  await shop.hear(1, body(shop.orderId, 0, {}));
  await shop.release(1);
  await shop.hear(2, dispute("needs_response", 2));
  await shop.hear(3, body(shop.orderId, 3, { shipping_address: OWN }));
  await shop.hear(4, dispute("won", 4));
  await shop.release(5);
  expect(await shop.balances()).toEqual(["maya 200 0"]);
  await shop.release(17);
  expect(await shop.balances()).toEqual(["maya 0 200"]);
  expect(await shop.audit()).toEqual([]);
});

const STORY = (orderId: string): Delivery[] => [
  body(orderId, 0, {}),
  body(orderId, 1, { customer: { id: 5, ...OWN } }),
  body(orderId, 2, { customer: { id: 5, ...STRANGER }, shipping_address: OWN }),
  refund(orderId, 3),
  body(orderId, 4, { customer: null }),
];

test("any sequence of an order's deliveries, repeated, ends in the same hold and the same balances", async () => {
  const told = async (arrange: (story: Delivery[]) => Delivery[]) => {
    const shop = await shopOf(0);
    // The first stays first: nothing else is known of before it.
    const [first, ...rest] = STORY(shop.orderId);
    for (const delivery of [...(first ? [first] : []), ...arrange(rest)]) await shop.hear(5, delivery);
    await shop.release(5);
    const held = [await shop.reviews(), await shop.balances()];
    await shop.release(15);
    expect(await shop.audit()).toEqual([]);
    return [...held, await shop.balances()];
  };
  const expected = await told((story) => story);
  expect(expected).toEqual([[["same_address", iso(1), iso(15)]], ["maya 100 0"], ["maya 0 100"]]);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3], { minLength: 8 }), async (places) => {
      const arranged = await told((story) =>
        places.flatMap((place, index) => {
          const delivery = story[place];
          return delivery ? [{ ...delivery, webhookId: `${delivery.webhookId}-${index}` }] : [];
        }),
      );
      expect(arranged).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test.each([0, 1, 2, 3, 4, 5])(
  "the shopper erased after %i deliveries: the hold and every balance stay",
  async (moment) => {
    const shop = await shopOf(0);
    const erase = () =>
      db.transaction((client) =>
        createPrivacyStore(client).eraseCustomer(shop.world.shopId, { customerId: "5", orderIds: [shop.orderId] }),
      );
    for (const [index, delivery] of STORY(shop.orderId).entries()) {
      if (index === moment) await erase();
      await shop.hear(5, delivery);
    }
    if (moment === 5) await erase();
    expect([await shop.reviews(), await shop.balances()]).toEqual([
      [["same_address", iso(1), iso(15)]],
      ["maya 100 0"],
    ]);
    expect(await shop.audit()).toEqual([]);
    await shop.release(15);
    expect(await shop.balances()).toEqual(["maya 0 100"]);
    expect(await shop.audit()).toEqual([]);
  },
);

test("what is erased is the stranger's; what it shares with the creator stays, as the verdict does", async () => {
  const shop = await shopOf(0);
  await shop.hear(1, body(shop.orderId, 0, { customer: { id: 5, ...STRANGER }, shipping_address: OWN }));
  const kept = async () => {
    const { rows } = await db.pool.query<{ facts: string }>("SELECT facts FROM order_states WHERE shop_id = $1", [
      shop.world.shopId,
    ]);
    expect(rows[0]?.facts).not.toMatch(/ava lind|2 hill|maya berg|peak rd/i);
    return unpackFacts(JSON.parse(rows[0]?.facts ?? "") as PackedFacts).likenesses.length;
  };
  expect(await kept()).toBe(3);
  await db.transaction((client) =>
    createPrivacyStore(client).eraseCustomer(shop.world.shopId, { customerId: "5", orderIds: [shop.orderId] }),
  );
  expect(await kept()).toBe(2);
});

/** A payout of a part of what is payable, as the ledger has it. */
async function payOut(shopId: number, amountMinor: bigint): Promise<void> {
  await db.pool.query(
    `WITH owed AS (SELECT creator_id FROM account_balances WHERE shop_id = $1 AND account = 'payable' LIMIT 1)
     INSERT INTO transfers (shop_id, creator_id, currency, from_account, to_account, amount_minor, kind, reason, actor, idempotency_key, happened_at)
     SELECT $1, creator_id, 'USD', 'payable', 'expense', $2, 'manual', 'paid by hand', 'merchant:1', 'by hand', now() FROM owed`,
    [shopId, amountMinor],
  );
}
