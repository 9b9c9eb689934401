import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aDelivery, aLineBody, anOfferDocument, anOrderBody } from "../../../tests/builders/deliveries.ts";
import { replay } from "../../server/replay.ts";
import { type Delivery, InvalidDelivery } from "./replay.ts";

type Doc = Record<string, unknown>;
const NOW = "2027-06-01T00:00:00Z";

const run = (deliveries: Iterable<Delivery>, rule?: Doc, offer: Doc = {}, now = NOW) =>
  replay(anOfferDocument(rule, offer), deliveries, { now });
const order = (change: Doc = {}, delivery: Partial<Delivery> = {}, topic = "orders/create") =>
  aDelivery(topic, anOrderBody(change), delivery);
/** `order: reason creator amount …` */
const told = (output: ReturnType<typeof replay>) =>
  output.orders.map(({ order: id, reason, commissions }) =>
    [`${id}:`, reason, ...commissions.map(({ creator, amountMinor }) => `${creator} ${amountMinor}`)].join(" "),
  );
const balances = (output: ReturnType<typeof replay>) =>
  output.balances.map(({ creator, pendingMinor, payableMinor }) => `${creator} ${pendingMinor} ${payableMinor}`);

describe("what a replay prints", () => {
  test("orders by their number, creators by code points, each line with its rate", () => {
    const output = run([order({ id: 9 }), order({ id: 10, discount_codes: [{ code: "BEN" }] }), order({ id: 2 })]);
    expect(told(output)).toEqual(["2: code maya 100", "9: code maya 100", "10: code ben 100"]);
    expect(output.balances).toEqual([
      { creator: "ben", currency: "USD", pendingMinor: "0", payableMinor: "100" },
      { creator: "maya", currency: "USD", pendingMinor: "0", payableMinor: "200" },
    ]);
    expect(output.orders[0]).toEqual({
      order: "2",
      currency: "USD",
      reason: "code",
      commissions: [
        {
          creator: "maya",
          amountMinor: "100",
          evidence: "code",
          lines: [{ line: "11", commissionableMinor: "1000", bps: 1000, amountMinor: "100", why: "percent" }],
        },
      ],
      rejected: [],
    });
  });

  test("an order known only from a refund or a chargeback is not listed", () => {
    const output = run([
      aDelivery("refunds/create", { id: 1, order_id: 5 }),
      aDelivery("disputes/create", { id: 1, order_id: 6, status: "lost" }),
    ]);
    expect(output).toMatchObject({ orders: [], balances: [], deliveries: { received: 2, ignored: 0 } });
  });

  test("a credited order whose commission comes to 0 lists it; nobody is owed 0", () => {
    const output = run([order({ line_items: [aLineBody({ price: "0.00" })] })]);
    expect(told(output)).toEqual(["1001: code maya 0"]);
    expect(output.balances).toEqual([]);
  });

  test("one shop's order is not another's of the same id", () => {
    expect(told(run([order(), order({}, { shop: "other.myshopify.com" })]))).toHaveLength(2);
  });
});

describe("deliveries", () => {
  test("a duplicate is known by topic and webhook id, before it is ignored or read", () => {
    const output = run([
      order({}, { webhookId: "a" }),
      order({ id: 1002 }, { webhookId: "a" }),
      order({ id: 1003 }, { webhookId: "a" }, "orders/updated"),
      aDelivery("products/update", {}, { webhookId: "a" }),
      aDelivery("products/update", {}, { webhookId: "a" }),
    ]);
    expect(output.deliveries).toEqual({ received: 5, duplicate: 2, stale: 0, ignored: 1 });
    expect(told(output)).toHaveLength(2);
  });

  test("a body that does not become the newest is stale", () => {
    const output = run([
      order({ updated_at: "2026-11-20T11:00:00Z" }),
      order({ updated_at: "2026-11-20T10:30:00Z", cancelled_at: "2026-11-20T10:30:00Z" }),
    ]);
    expect(output.deliveries.stale).toBe(1);
    expect(told(output)).toEqual(["1001: code maya 100"]);
  });

  test("an updated_at from the future counts as of its trigger", () => {
    const output = run([
      order({ updated_at: "2036-01-01T00:00:00Z" }, { triggeredAt: "2026-11-20T10:00:00Z" }),
      order({ updated_at: "2026-11-20T10:00:01Z", test: true }),
    ]);
    expect(told(output)).toEqual(["1001: test_order"]);
  });

  test("equal updated_at: the later trigger, to the nanosecond", () => {
    const a = order({ test: true }, { triggeredAt: "2026-11-20T10:00:00.123456999Z" });
    const b = order({}, { triggeredAt: "2026-11-20T10:00:00.123456789Z" });
    expect(told(run([a, b]))).toEqual(["1001: test_order"]);
    expect(told(run([b, a]))).toEqual(["1001: test_order"]);
  });

  test("equal in all: the greater text, whatever came first", () => {
    const [a, b] = [order({ note: "a" }), order({ note: "b", test: true })];
    expect(told(run([a, b]))).toEqual(["1001: test_order"]);
    expect(told(run([b, a]))).toEqual(["1001: test_order"]);
  });

  test("a refund may precede its order", () => {
    const refund = aDelivery("refunds/create", {
      id: 1,
      order_id: 1001,
      refund_line_items: [{ line_item_id: 11, quantity: 1 }],
      transactions: [{ kind: "refund", status: "success", amount: "10.00" }],
    });
    const lines = { line_items: [aLineBody({ quantity: 2 })] };
    expect(told(run([refund, order(lines)]))).toEqual(["1001: code maya 100"]);
  });

  test.each([
    { delivery: order({}, { triggeredAt: "soon" }), field: "triggeredAt" },
    { delivery: order({ currency: "EUR" }), field: "body.currency" },
    { delivery: order({ line_items: [aLineBody({ price: "12,00" })] }), field: "body.line_items.0.price" },
  ])("one that cannot be replayed names its field: $field", ({ delivery, field }) => {
    expect(() => run([delivery])).toThrow(InvalidDelivery);
    expect(() => run([delivery])).toThrow(field);
  });
});

describe("when it matures", () => {
  const at = (now: string, ...deliveries: Delivery[]) => balances(run(deliveries, undefined, { holdDays: 10 }, now));
  test("at the instant itself: days × 24 hours after the order", () => {
    expect(at("2026-11-30T10:00:00Z", order())).toEqual(["maya 0 100"]);
    expect(at("2026-11-30T09:59:59.999Z", order())).toEqual(["maya 100 0"]);
  });

  test("not before it was seen paid: the first trigger of any paid body, stale ones too", () => {
    const unpaid = order({ financial_status: "pending" });
    const paid = order({ updated_at: "2026-12-10T00:00:00Z" }, {}, "orders/paid");
    expect(at("2026-12-09T23:59:59Z", unpaid, paid)).toEqual(["maya 100 0"]);
    expect(at("2026-12-10T00:00:00Z", unpaid, paid)).toEqual(["maya 0 100"]);
    expect(at("2027-12-10T00:00:00Z", unpaid)).toEqual(["maya 100 0"]);
  });

  test("an unpaid edit of a paid order: only what it added waits", () => {
    const edited = order({
      updated_at: "2026-11-21T00:00:00Z",
      financial_status: "partially_paid",
      line_items: [aLineBody(), aLineBody({ id: 12, price: "50.00" })],
    });
    expect(at(NOW, order(), edited)).toEqual(["maya 500 100"]);
    const refunded = aDelivery("refunds/create", {
      id: 1,
      order_id: 1001,
      refund_line_items: [{ line_item_id: 11, quantity: 1 }],
      transactions: [{ kind: "refund", status: "success", amount: "10.00" }],
    });
    expect(at(NOW, order(), edited, refunded)).toEqual(["maya 500 0"]);
  });

  test("a chargeback that is open holds all of the order; won, it lets go; lost, it takes", () => {
    const dispute = (status: string, seconds: number) =>
      aDelivery(
        "disputes/update",
        { id: 1, order_id: 1001, type: "chargeback", status, amount: "4.00", currency: "USD" },
        { triggeredAt: `2026-11-21T00:00:0${seconds}Z` },
      );
    expect(at(NOW, order(), dispute("needs_response", 1))).toEqual(["maya 100 0"]);
    expect(at(NOW, order(), dispute("won", 2), dispute("needs_response", 1))).toEqual(["maya 0 100"]);
    expect(at(NOW, order(), dispute("lost", 2))).toEqual(["maya 0 60"]);
    expect(at(NOW, dispute("lost", 2), order())).toEqual(["maya 0 60"]);
  });

  test("without --now, at the latest updated_at or trigger seen, also from the future", () => {
    const output = replay(anOfferDocument(undefined, { holdDays: 10 }), [
      order({ updated_at: "2036-01-01T00:00:00Z" }, { triggeredAt: "2026-11-20T10:00:00Z" }),
    ]);
    expect(balances(output)).toEqual(["maya 0 100"]);
    expect(balances(replay(anOfferDocument(undefined, { holdDays: 10 }), [order()]))).toEqual(["maya 100 0"]);
    expect(
      balances(
        replay(anOfferDocument(undefined, { holdDays: 10 }), [
          order(),
          aDelivery("products/update", {}, { triggeredAt: "2026-12-01T00:00:00Z" }),
        ]),
      ),
    ).toEqual(["maya 0 100"]);
  });

  test("a --now that is no instant is refused", () =>
    expect(() => replay(anOfferDocument(), [], { now: "tomorrow" })).toThrow("now"));
});

describe("evidence", () => {
  const attributed = (name: string, value: string) => ({ note_attributes: [{ name, value }] });
  const none = { discount_codes: [] };
  const clicked = Date.UTC(2026, 10, 19) / 1000;
  test.each([
    { why: "a code", is: {}, says: "code maya 100" },
    { why: "an entry", is: { ...none, ...attributed("_creator_code", " maya10 ") }, says: "entered maya 100" },
    { why: "a click", is: { ...none, ...attributed("_creator_ref", `tokben.${clicked}`) }, says: "click ben 100" },
    {
      why: "a signed click is not checked here",
      is: { ...none, ...attributed("_creator_ref", `tokben.${clicked}.x`) },
      says: "click ben 100",
    },
    { why: "a landing", is: { ...none, landing_site: "/?ref=tokben" }, says: "landing ben 100" },
    { why: "links are compared exactly", is: { ...none, landing_site: "/?ref=TokBen" }, says: "no_evidence" },
    { why: "an unpaid survey", is: { ...none, ...attributed("_creator_survey", "Ben") }, says: "no_evidence" },
    { why: "a code of nobody", is: { discount_codes: [{ code: "SUMMER" }] }, says: "no_evidence" },
    { why: "codes count from discount_codes alone", is: none, says: "no_evidence" },
  ])("$why: $says", ({ is, says }) => expect(told(run([order(is)]))).toEqual([`1001: ${says}`]));

  test("a survey with a rate of its own", () => {
    const body = { ...none, ...attributed("_creator_survey", " BEN ") };
    expect(told(run([order(body)], { evidence: { survey: { bps: 500 } } }))).toEqual(["1001: survey ben 50"]);
  });

  test("only grows: a later body without its note_attributes takes nothing away", () => {
    const first = order({ ...none, ...attributed("_creator_ref", "tokben") });
    expect(told(run([first, order({ ...none, updated_at: "2026-11-21T00:00:00Z" })]))).toEqual(["1001: click ben 100"]);
  });

  test.each(["email", "contact_email"])("a self-referral by the order's %s", (field) => {
    const partnerships = [{ creator: "maya", codes: ["MAYA10"], email: "Maya@example.com" }];
    const output = run([order({ [field]: " maya@EXAMPLE.com" })], undefined, { partnerships });
    expect(told(output)).toEqual(["1001: self_referral"]);
    expect(output.orders[0]?.rejected).toEqual([{ creator: "maya", evidence: "code", reason: "self_referral" }]);
  });

  test("emoji and right-to-left names and codes", () => {
    const partnerships = [
      { creator: "مايا", codes: ["مايا١٠"], links: [] },
      { creator: "🦊 Fox", codes: ["🔥FOX"] },
    ];
    const lines = { line_items: [aLineBody({ vendor: "🧵" })] };
    const output = run(
      [
        order({ id: 1, discount_codes: [{ code: " مايا١٠ " }], ...lines }),
        order({ id: 2, discount_codes: [{ code: "🔥fox" }], ...lines }),
      ],
      undefined,
      { partnerships },
    );
    expect(told(output)).toEqual(["1: code مايا 100", "2: code 🦊 Fox 100"]);
    expect(balances(output)).toEqual(["مايا 0 100", "🦊 Fox 0 100"]);
  });
});

describe("two creators' codes on one order", () => {
  test("are split by line; a line without an allocation goes to the first", () => {
    const body = {
      discount_codes: [{ code: "BEN" }, { code: "MAYA10" }],
      discount_applications: [{ code: "MAYA10" }, { title: "BEN" }],
      line_items: [
        aLineBody({
          id: 11,
          price: "11.00",
          discount_allocations: [{ amount: "1.00", discount_application_index: 0 }],
        }),
        aLineBody({
          id: 12,
          price: "21.00",
          discount_allocations: [{ amount: "1.00", discount_application_index: 1 }],
        }),
        aLineBody({ id: 13, price: "30.00" }),
      ],
    };
    const output = run([order(body)]);
    expect(told(output)).toEqual(["1001: code ben 500 maya 100"]); // 20.00 + 30.00 and 10.00
    expect(output.orders[0]?.commissions.map(({ lines }) => lines.map(({ line }) => line))).toEqual([
      ["12", "13"],
      ["11"],
    ]);
  });

  test("an order of 500 lines and 5 codes", () => {
    const partnerships = ["a", "b", "c", "d", "e"].map((creator) => ({ creator, codes: [creator] }));
    const body = {
      discount_codes: partnerships.map(({ creator }) => ({ code: creator })),
      discount_applications: partnerships.map(({ creator }) => ({ code: creator })),
      line_items: Array.from({ length: 500 }, (_, index) =>
        aLineBody({
          id: index + 1,
          price: "1.99",
          discount_allocations: [{ amount: "0.20", discount_application_index: index % 5 }],
        }),
      ),
    };
    const output = run([order(body)], { percent: { bps: 1000 } }, { partnerships });
    // Each creator has 100 lines of 1.79: 10 % of 179.00.
    expect(told(output)).toEqual(["1001: code a 1790 b 1790 c 1790 d 1790 e 1790"]);
    for (const { lines, amountMinor } of output.orders[0]?.commissions ?? []) {
      expect(lines).toHaveLength(100);
      expect(lines.reduce((sum, line) => sum + Number(line.amountMinor), 0)).toBe(Number(amountMinor));
    }
  });
});

describe("a customer's orders", () => {
  const of = (id: number, day: string, change: Doc = {}) =>
    order({
      id,
      customer: { id: 7 },
      processed_at: `2026-${day}T10:00:00Z`,
      updated_at: `2026-${day}T10:00:00Z`,
      ...change,
    });
  const newOnly = { customers: { new: { bps: 1000 }, returning: { bps: 100 } } };

  test("the first is new, by processed_at, whatever arrives first", () => {
    const all = [of(1, "10-01"), of(2, "10-02"), of(3, "10-03")];
    const expected = ["1: code maya 100", "2: code maya 10", "3: code maya 10"];
    expect(told(run(all, newOnly))).toEqual(expected);
    expect(told(run(all.toReversed(), newOnly))).toEqual(expected);
  });

  test("at one instant the smaller id is the first, as a number", () => {
    expect(told(run([of(10, "10-01"), of(9, "10-01")], newOnly))).toEqual(["9: code maya 100", "10: code maya 10"]);
  });

  test("when an earlier one is cancelled the next is new; restored, it is not", () => {
    const cancelled = of(1, "10-01", { updated_at: "2026-11-01T00:00:00Z", cancelled_at: "2026-11-01T00:00:00Z" });
    const restored = of(1, "10-01", { updated_at: "2026-11-02T00:00:00Z" });
    const two = [of(1, "10-01"), of(2, "10-02")];
    expect(told(run([...two, cancelled], newOnly))).toEqual(["1: cancelled", "2: code maya 100"]);
    expect(told(run([...two, cancelled, restored], newOnly))).toEqual(["1: code maya 100", "2: code maya 10"]);
  });

  test("an order whose customer becomes known moves among theirs", () => {
    const guest = order({ id: 1, customer: null, processed_at: "2026-10-01T10:00:00Z" });
    const known = of(1, "10-01", { updated_at: "2026-11-21T00:00:00Z" });
    expect(told(run([guest, of(2, "10-02")], newOnly))).toEqual(["1: code maya 100", "2: code maya 100"]);
    expect(told(run([guest, of(2, "10-02"), known], newOnly))).toEqual(["1: code maya 100", "2: code maya 10"]);
  });

  test("an order whose processed_at moves changes the others' places", () => {
    const moved = of(1, "10-05", { updated_at: "2026-11-21T00:00:00Z" });
    expect(told(run([of(1, "10-01"), of(2, "10-02"), moved], newOnly))).toEqual([
      "1: code maya 10",
      "2: code maya 100",
    ]);
  });

  test("withheld gets the returning rate; another shop's customer 7 is another", () => {
    expect(told(run([order({ customer: undefined })], newOnly))).toEqual(["1001: code maya 10"]);
    const elsewhere = { ...of(2, "10-02"), shop: "other.myshopify.com" };
    expect(told(run([of(1, "10-01"), elsewhere], newOnly))).toEqual(["1: code maya 100", "2: code maya 100"]);
  });

  test("lifetime: the latest earlier order credited by other evidence, and only that one", () => {
    const rule = { percent: { bps: 1000 }, lifetime: { months: 1 } };
    const silent = (id: number, day: string) => of(id, day, { discount_codes: [] });
    const ben = (id: number, day: string) => of(id, day, { discount_codes: [{ code: "BEN" }] });
    expect(told(run([of(1, "09-01"), ben(2, "09-10"), silent(3, "09-20"), silent(4, "10-11")], rule))).toEqual([
      "1: code maya 100",
      "2: code ben 100",
      "3: lifetime ben 100",
      "4: no_evidence", // a month after the 10th, and the lifetime claim of order 3 claims nothing
    ]);
    expect(told(run([silent(3, "09-20"), of(1, "09-01")], rule))).toEqual(["1: code maya 100", "3: lifetime maya 100"]);
    expect(told(run([of(1, "09-01"), silent(3, "10-01")], rule))[1]).toBe("3: lifetime maya 100"); // the last instant
  });

  test("lifetime never beats a click, and no other customer has it", () => {
    const rule = { percent: { bps: 1000 }, lifetime: { months: 12 } };
    const later = of(2, "09-20", { discount_codes: [], landing_site: "/?ref=tokben" });
    expect(told(run([of(1, "09-01"), later], rule))).toEqual(["1: code maya 100", "2: landing ben 100"]);
    const other = of(2, "09-20", { discount_codes: [], customer: { id: 8 } });
    expect(told(run([of(1, "09-01"), other], rule))[1]).toBe("2: no_evidence");
  });

  test("repeat: months end exclusive", () => {
    const rule = { percent: { bps: 1000 }, repeat: { kind: "months", count: 1 } };
    expect(told(run([of(1, "09-01"), of(2, "09-30"), of(3, "10-01")], rule))).toEqual([
      "1: code maya 100",
      "2: code maya 100",
      "3: code maya 0",
    ]);
  });
});

describe("running totals", () => {
  const on = (id: number, change: Doc = {}) =>
    order({ id, processed_at: `2026-11-${String(id).padStart(2, "0")}T00:00:00Z`, ...change });
  const cap = (caps: Doc) => ({ percent: { bps: 1000 }, caps });

  test("a creator's month: kept from the first settlement; a later refund of another reopens nothing", () => {
    const refundOfFirst = aDelivery("refunds/create", {
      id: 1,
      order_id: 1,
      refund_line_items: [{ line_item_id: 11, quantity: 1 }],
      transactions: [{ kind: "refund", status: "success", amount: "10.00" }],
    });
    const rule = cap({ perCreatorMonthMinor: "150" });
    expect(told(run([on(1), on(2)], rule))).toEqual(["1: code maya 100", "2: code maya 50"]);
    expect(told(run([on(1), on(2), refundOfFirst], rule))).toEqual(["1: code maya 0", "2: code maya 50"]);
    expect(told(run([on(1), refundOfFirst, on(2)], rule))).toEqual(["1: code maya 0", "2: code maya 100"]);
  });

  test("a month is of processed_at, in UTC", () => {
    const december = order({ id: 3, processed_at: "2026-11-30T23:30:00-05:00" });
    expect(told(run([on(1), december], cap({ perCreatorMonthMinor: "150" })))).toEqual([
      "1: code maya 100",
      "3: code maya 100",
    ]);
  });

  test("the budget is over all creators", () => {
    const ben = on(2, { discount_codes: [{ code: "BEN" }] });
    expect(told(run([on(1), ben], cap({ budgetMinor: "130" })))).toEqual(["1: code maya 100", "2: code ben 30"]);
  });

  test("tiers by orders: credited ones first settled earlier, by the sequence of arrival", () => {
    const tiers = {
      by: "orders",
      period: "all_time",
      mode: "whole",
      steps: [
        { fromCount: 0, bps: 1000 },
        { fromCount: 1, bps: 2000 },
      ],
    };
    expect(told(run([on(2), on(1)], { tiers }))).toEqual(["1: code maya 200", "2: code maya 100"]);
  });

  test("silenced sales fill the tiers too", () => {
    const rule = {
      tiers: {
        by: "net_sales",
        period: "all_time",
        mode: "whole",
        steps: [
          { fromMinor: "0", bps: 1000 },
          { fromMinor: "2000", bps: 2000 },
        ],
      },
      customers: { returning: null },
    };
    const by = (id: number) => on(id, { customer: { id: 7 } });
    expect(told(run([by(1), by(2), on(3, { customer: null })], rule))).toEqual([
      "1: code maya 100",
      "2: code maya 0",
      "3: code maya 200",
    ]);
  });
});

describe("a walk-in customer with 10,000 orders", () => {
  const count = 10_000;
  const walkIn = Array.from({ length: count }, (_, index) =>
    order({
      id: index + 1,
      customer: { id: 7 },
      processed_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    }),
  );
  const rule = {
    customers: { new: { bps: 1000 }, returning: { bps: 100 } },
    repeat: { kind: "first_orders", count: 9000 },
    lifetime: { months: 12 },
  };

  test("is settled one order at a time: each one settles itself, not those after it", () => {
    expect(balances(run(walkIn, rule))).toEqual([`maya 0 ${100 + 8999 * 10}`]);
  }, 60_000);

  test("and so it is when the newest come first, where the rule sees only new and returning", () => {
    // Settling all later orders each time would be millions of settlements: minutes.
    const newestFirst = walkIn.slice(0, 3000).toReversed();
    expect(balances(run(newestFirst, { ...rule, repeat: { kind: "all_orders" } }))).toEqual([
      `maya 0 ${100 + 2999 * 10}`,
    ]);
  }, 60_000);
});

test("any permutation and repetition of an order's deliveries ends in the same balances", () => {
  const story = [
    order({}, { webhookId: "1" }),
    order({ updated_at: "2026-11-20T10:00:00Z", note: "tie" }, { webhookId: "2" }, "orders/updated"),
    order(
      { updated_at: "2026-11-21T10:00:00Z", line_items: [aLineBody({ quantity: 2, current_quantity: 1 })] },
      { webhookId: "3" },
    ),
    aDelivery(
      "refunds/create",
      { id: 1, order_id: 1001, refund_line_items: [{ line_item_id: 11, quantity: 1 }] },
      { webhookId: "4" },
    ),
    aDelivery(
      "disputes/create",
      { id: 1, order_id: 1001, status: "lost", type: "chargeback", amount: "1.00" },
      { webhookId: "5" },
    ),
    aDelivery(
      "disputes/update",
      { id: 1, order_id: 1001, status: "won", type: "chargeback", amount: "1.00" },
      { webhookId: "6" },
    ),
  ];
  const expected = run(story);
  return fc.assert(
    fc.property(
      fc.shuffledSubarray(story, { minLength: story.length }),
      fc.array(fc.record({ which: fc.nat({ max: story.length - 1 }), again: fc.string({ minLength: 8 }) }), {
        maxLength: 4,
      }),
      (shuffled, repeats) => {
        const again = repeats.map(({ which, again: webhookId }) => ({ ...(story[which] ?? order()), webhookId }));
        const output = run([...shuffled, ...again]);
        expect({ ...output, deliveries: null }).toEqual({ ...expected, deliveries: null });
      },
    ),
  );
});
