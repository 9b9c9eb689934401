import { describe, expect, test } from "vitest";
import { at } from "../../../tests/builders/order.ts";
import { anOfferDocument } from "../../../tests/builders/deliveries.ts";
import { type ReplayOffer, parseReplayOffer } from "./offer-document.ts";

function offer(document: unknown): ReplayOffer {
  const parsed = parseReplayOffer(document);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.offer;
}
const problems = (document: unknown) => {
  const parsed = parseReplayOffer(document);
  return parsed.kind === "offer" ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};
const withPartnerships = (...partnerships: unknown[]) => anOfferDocument(undefined, { partnerships });
const withRule = (rule: Record<string, unknown>) => anOfferDocument({ percent: { bps: 1000 }, ...rule });

describe("an offer", () => {
  test("has defaults for all but its currency, rule and partnerships", () => {
    const found = offer(anOfferDocument());
    expect(found).toMatchObject({ currency: "USD", windowDays: 30, holdDays: 30 });
    expect(offer(anOfferDocument(undefined, { attributionWindowDays: 0, holdDays: 7 }))).toMatchObject({
      windowDays: 0,
      holdDays: 7,
    });
  });

  test("of a partnership only the creator is required", () => {
    expect(offer(withPartnerships({ creator: " maya " })).byName.get("maya")).toEqual({
      id: "maya",
      creator: "maya",
      offerId: "replay",
      activeFrom: null,
      activeUntil: null,
      endedForFraud: false,
      ownRateBps: null,
    });
  });

  test("a partnership with everything", () => {
    const found = offer(
      withPartnerships({
        creator: "Maya",
        codes: [" MAYA10 ", "🔥مايا"],
        links: ["Tok"],
        activeFrom: "2026-01-01T00:00:00Z",
        activeUntil: "2026-12-01T00:00:00Z",
        email: " Maya@Example.com ",
        bps: 0,
        endedFor: "fraud",
      }),
    );
    const maya = found.byCode.get("maya10");
    expect(maya).toMatchObject({
      creator: "Maya",
      activeFrom: at("2026-01-01T00:00:00Z"),
      activeUntil: at("2026-12-01T00:00:00Z"),
      endedForFraud: true,
      ownRateBps: 0,
    });
    expect(found.byCode.get("🔥مايا")).toBe(maya);
    expect(found.byToken.get("Tok")).toBe(maya);
    expect(found.byToken.get("tok")).toBeUndefined();
    expect(found.byName.get("maya")).toBe(maya);
    expect(found.byIdentity.get("email:maya@example.com")).toEqual(["Maya"]);
  });

  test("two creators may share an address, and a blank one is none", () => {
    const found = offer(
      withPartnerships({ creator: "a", email: "x@y" }, { creator: "b", email: "X@y" }, { creator: "c", email: " " }),
    );
    expect([...found.byIdentity]).toEqual([["email:x@y", ["a", "b"]]]);
  });

  test("a code that a partnership lists twice is its own", () => {
    expect(problems(withPartnerships({ creator: "maya", codes: ["A", " a "], links: ["t", "t"] }))).toEqual([]);
  });
});

describe("what is refused, with its place and remedy", () => {
  const needsApi = "needs the Admin API, which a replay does not have; match by variant, product, sku or vendor";
  test.each([
    {
      document: anOfferDocument(undefined, { currency: undefined }),
      says: "currency: must be an ISO 4217 code such as USD",
    },
    {
      document: anOfferDocument(undefined, { currency: "usd" }),
      says: 'currency: "usd" is not an ISO 4217 currency; use a code such as USD',
    },
    {
      document: anOfferDocument(undefined, { currency: "toString" }),
      says: 'currency: "toString" is not an ISO 4217 currency; use a code such as USD',
    },
    {
      document: anOfferDocument(undefined, { partnerships: undefined }),
      says: "partnerships: must be a list of partnerships",
    },
    { document: anOfferDocument(undefined, { holdDays: 1.5 }), says: "holdDays: must be a whole number of days" },
    { document: anOfferDocument(undefined, { holdDays: "30" }), says: "holdDays: must be a whole number of days" },
    {
      document: anOfferDocument(undefined, { attributionWindowDays: -1 }),
      says: "attributionWindowDays: must be 0 or more",
    },
    { document: anOfferDocument({ percent: { bps: -1 } }), says: "rule.percent.bps: must be 0 or more basis points" },
    {
      document: anOfferDocument({}),
      says: "rule: needs at least one of percent, flatPerOrder, flatPerItem, tiers, customers, evidence",
    },
    {
      document: withRule({ overrides: [{ match: { sku: "A", tag: "b" }, bps: 1 }] }),
      says: `rule.overrides.0.match.tag: ${needsApi}`,
    },
    {
      document: withRule({ exclusions: [{ vendor: "A" }, { collection: "5" }] }),
      says: `rule.exclusions.1.collection: ${needsApi}`,
    },
    { document: withRule({ exclusions: [{ productType: "A" }] }), says: `rule.exclusions.0.productType: ${needsApi}` },
    {
      document: withRule({ orders: { excludeBusinessBuyers: true } }),
      says: "rule.orders.excludeBusinessBuyers: is not known to a replay; exclude a tag or a source instead",
    },
    { document: withPartnerships({}), says: "partnerships.0.creator: must be text" },
    { document: withPartnerships({ creator: "  " }), says: "partnerships.0.creator: must not be empty" },
    { document: withPartnerships({ creator: "a", codes: [""] }), says: "partnerships.0.codes.0: must not be empty" },
    {
      document: withPartnerships({ creator: "a", links: ["a b"] }),
      says: "partnerships.0.links.0: a link token has letters, digits, _ and - only",
    },
    {
      document: withPartnerships({ creator: "a", bps: 10_001 }),
      says: "partnerships.0.bps: must be 10000 basis points (100 %) at most",
    },
    {
      document: withPartnerships({ creator: "a", endedFor: "boredom", activeUntil: "2026-01-01T00:00:00Z" }),
      says: 'partnerships.0.endedFor: must be "fraud" or null',
    },
    {
      document: withPartnerships({ creator: "a", endedFor: "fraud" }),
      says: "partnerships.0.endedFor: needs activeUntil: say when the partnership ended",
    },
    {
      document: withPartnerships({ creator: "a", activeFrom: "2026-01-01" }),
      says: 'partnerships.0.activeFrom: must be an ISO 8601 instant with its zone, such as "2026-11-27T00:00:00Z"',
    },
    {
      document: withPartnerships({ creator: "Rita" }, { creator: " rITA " }),
      says: 'partnerships.1.creator: the creator "rita" belongs to Rita already; give each partnership its own',
    },
    {
      document: withPartnerships({ creator: "a", codes: ["X"] }, { creator: "b", codes: ["y", " x "] }),
      says: 'partnerships.1.codes.1: the code "x" belongs to a already; give each partnership its own',
    },
    {
      document: withPartnerships({ creator: "a", links: ["t"] }, { creator: "b", links: ["t"] }),
      says: 'partnerships.1.links.0: the link "t" belongs to a already; give each partnership its own',
    },
  ])("$says", ({ document, says }) => expect(problems(document)).toContain(says));

  test("an unknown key is an error, of the offer and of a partnership", () => {
    expect(problems(anOfferDocument(undefined, { percent: 10 })).join()).toContain('"percent"');
    expect(problems(withPartnerships({ creator: "a", code: "A" })).join()).toContain('"code"');
  });

  test("a document that is no object", () => expect(problems(null)).toHaveLength(1));

  test("links differ by case, so two creators may have them", () => {
    expect(problems(withPartnerships({ creator: "a", links: ["T"] }, { creator: "b", links: ["t"] }))).toEqual([]);
  });
});
