import { describe, expect, test } from "vitest";
import { aPartnership, someEvidence } from "../../../tests/builders/offer.ts";
import { at } from "../../../tests/builders/order.ts";
import { plusDays } from "../kernel/instant.ts";
import { type AttributionContext, attribute } from "./attribute.ts";
import { EVIDENCE_KINDS, type Evidence, type OfferTerms, strengthOf } from "./evidence.ts";

const processedAt = at("2026-11-20T10:00:00Z");
const daysBefore = (days: number) => plusDays(processedAt, -days);
const TERMS: OfferTerms = { windowDays: 30, inForce: true, paysSurveys: true };

function context(change: { selfReferred?: readonly string[]; terms?: Partial<OfferTerms> } = {}): AttributionContext {
  return {
    processedAt,
    selfReferred: new Set(change.selfReferred),
    termsOf: () => ({ ...TERMS, ...change.terms }),
  };
}

/** Whom it is credited to and by what, and who lost by what and why, as short text. */
function told(evidence: readonly Evidence[], change: Parameters<typeof context>[0] = {}) {
  const { outcome, credited, rejected } = attribute(evidence, context(change));
  const by = outcome.kind === "credited" ? outcome.by : outcome.kind;
  return {
    credited: [by, ...credited.map(({ creator }) => creator)].join(" "),
    lost: rejected.map(({ partnership, kind, reason }) => `${partnership.creator} ${kind} ${reason}`),
  };
}

const code = (creator: string, change: Partial<Evidence> = {}) => someEvidence("code", creator, change);
const click = (creator: string, days: number | null, change: Partial<Evidence> = {}) =>
  someEvidence("click", creator, { clickedAt: days === null ? null : daysBefore(days), ...change });
const ended = (creator: string) => ({
  partnership: aPartnership(creator, { activeUntil: daysBefore(20) }),
});

test("no evidence credits nobody", () => {
  expect(told([])).toEqual({ credited: "no_evidence", lost: [] });
});

describe("strongest first", () => {
  test("the kinds, in their sequence", () => {
    expect(EVIDENCE_KINDS).toEqual(["code", "entered", "click", "landing", "lifetime", "survey"]);
    expect(EVIDENCE_KINDS.map(strengthOf)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  const pairs = EVIDENCE_KINDS.slice(1).map((weaker, index) => ({ stronger: EVIDENCE_KINDS[index] ?? "code", weaker }));
  test.each(pairs)("$stronger beats $weaker, wherever it stands", ({ stronger, weaker }) => {
    const [strong, weak] = [someEvidence(stronger, "maya"), someEvidence(weaker, "ben")];
    const expected = { credited: `${stronger} maya`, lost: [`ben ${weaker} weaker_evidence`] };
    expect(told([strong, weak])).toEqual(expected);
    expect(told([weak, strong])).toEqual(expected);
  });

  test("evidence that does not count gives way to weaker evidence that does", () => {
    expect(told([code("maya", ended("maya")), someEvidence("survey", "ben")])).toEqual({
      credited: "survey ben",
      lost: ["maya code not_active"],
    });
  });

  test("of equals the first in the sequence", () => {
    expect(told([someEvidence("landing", "ben"), someEvidence("landing", "maya")])).toEqual({
      credited: "landing ben",
      lost: ["maya landing weaker_evidence"],
    });
  });
});

describe("clicks", () => {
  test("the newest wins, whatever its place", () => {
    const expected = { credited: "click maya", lost: ["ben click older_click"] };
    expect(told([click("ben", 3), click("maya", 2)])).toEqual(expected);
    expect(told([click("maya", 2), click("ben", 3)])).toEqual(expected);
  });

  test("one without a time is the oldest", () => {
    expect(told([click("ben", null), click("maya", 29)])).toEqual({
      credited: "click maya",
      lost: ["ben click older_click"],
    });
    expect(told([click("ben", null)]).credited).toBe("click ben");
  });

  test("of the same second the first in the sequence, and neither is older", () => {
    expect(told([click("ben", 2), click("maya", 2)])).toEqual({
      credited: "click ben",
      lost: ["maya click weaker_evidence"],
    });
    expect(told([click("ben", null), click("maya", null)]).lost).toEqual(["maya click weaker_evidence"]);
  });

  test("a newer click counts for `older_click`, whoever won", () => {
    expect(told([code("zoe"), click("ben", 3), click("maya", 2)]).lost).toEqual([
      "ben click older_click",
      "maya click weaker_evidence",
    ]);
  });

  test("a newer click that does not count makes nobody older", () => {
    expect(told([code("zoe"), click("ben", 3), click("maya", -1)]).lost).toEqual([
      "ben click weaker_evidence",
      "maya click outside_window",
    ]);
  });
});

describe("losers", () => {
  test("by creator, then strength; at most once for each kind", () => {
    const all = [
      someEvidence("survey", "ben"),
      someEvidence("landing", "ben"),
      someEvidence("landing", "ann"),
      someEvidence("landing", "ben"),
      code("maya"),
    ];
    expect(told(all).lost).toEqual([
      "ann landing weaker_evidence",
      "ben landing weaker_evidence",
      "ben survey weaker_evidence",
    ]);
  });

  test("a winner's other evidence has not lost", () => {
    expect(told([code("maya"), click("maya", 40), someEvidence("survey", "maya")])).toEqual({
      credited: "code maya",
      lost: [],
    });
  });

  test("of several of a kind the strongest speaks: what counts first", () => {
    expect(told([code("maya"), click("ben", 40), click("ben", 2)]).lost).toEqual(["ben click weaker_evidence"]);
    expect(told([code("maya"), click("ben", 2), click("ben", 40)]).lost).toEqual(["ben click weaker_evidence"]);
    expect(told([code("maya"), click("ben", 40), click("ben", 50)]).lost).toEqual(["ben click outside_window"]);
  });

  test("what counts speaks before what is newer and does not", () => {
    expect(told([code("maya"), click("ben", -1), click("ben", 2)]).lost).toEqual(["ben click weaker_evidence"]);
    expect(told([code("maya"), click("ben", 2), click("ben", -1)]).lost).toEqual(["ben click weaker_evidence"]);
  });

  test("of several that count the newest speaks", () => {
    expect(told([code("maya"), click("ben", 5), click("ben", 2)]).lost).toEqual(["ben click weaker_evidence"]);
  });

  test.each([
    {
      why: "outside the window, before all else",
      evidence: click("ben", 31, ended("ben")),
      self: true,
      reason: "outside_window",
    },
    {
      why: "not active, before a self-referral",
      evidence: code("ben", ended("ben")),
      self: true,
      reason: "not_active",
    },
    {
      why: "the offer was not in force",
      evidence: code("ben"),
      self: true,
      terms: { inForce: false },
      reason: "offer_not_in_force",
    },
    {
      why: "a self-referral, before an unpaid survey",
      evidence: someEvidence("survey", "ben"),
      self: true,
      terms: { paysSurveys: false },
      reason: "self_referral",
    },
    {
      why: "an unpaid survey",
      evidence: someEvidence("survey", "ben"),
      terms: { paysSurveys: false },
      reason: "survey_unpaid",
    },
  ])("the first reason that holds: $why", ({ evidence, self = false, terms = {}, reason }) => {
    const found = told([code("zoe"), evidence], { selfReferred: self ? ["ben"] : [], terms });
    expect(found.lost).toContain(`ben ${evidence.kind} ${reason}`);
  });
});

describe("surveys", () => {
  test("credit only where the offer has a rate for them", () => {
    expect(told([someEvidence("survey")]).credited).toBe("survey maya");
    expect(told([someEvidence("survey")], { terms: { paysSurveys: false } })).toEqual({
      credited: "no_evidence",
      lost: ["maya survey survey_unpaid"],
    });
  });
});

test("an offer that pays no surveys pays all else", () => {
  expect(told([code("maya")], { terms: { paysSurveys: false } }).credited).toBe("code maya");
});

describe("two creators' codes", () => {
  test("share the order, the first in its list first", () => {
    expect(told([code("maya"), code("ben")])).toEqual({ credited: "code maya ben", lost: [] });
    expect(told([code("ben"), code("maya")])).toEqual({ credited: "code ben maya", lost: [] });
  });

  test("two codes of one creator are one creator's", () => {
    const [first, second] = [aPartnership("maya", { id: "first" }), aPartnership("maya", { id: "second" })];
    const { credited } = attribute(
      [code("maya", { partnership: first }), code("maya", { partnership: second })],
      context(),
    );
    expect(credited).toEqual([first]);
  });

  test("only codes share: two entries have one winner", () => {
    expect(told([someEvidence("entered", "maya"), someEvidence("entered", "ben")])).toEqual({
      credited: "entered maya",
      lost: ["ben entered weaker_evidence"],
    });
  });

  test("a code that does not count shares nothing", () => {
    expect(told([code("maya"), code("ben", ended("ben"))])).toEqual({
      credited: "code maya",
      lost: ["ben code not_active"],
    });
  });
});

describe("self-referral", () => {
  test("is never paid, and weaker evidence does not step in", () => {
    expect(told([code("maya"), click("ben", 2)], { selfReferred: ["maya"] })).toEqual({
      credited: "self_referral",
      lost: ["ben click weaker_evidence", "maya code self_referral"],
    });
  });

  test("another creator's code then has the order whole", () => {
    expect(told([code("maya"), code("ben")], { selfReferred: ["maya"] })).toEqual({
      credited: "code ben",
      lost: ["maya code self_referral"],
    });
  });

  test("both codes one's own", () => {
    expect(told([code("maya"), code("ben")], { selfReferred: ["maya", "ben"] }).credited).toBe("self_referral");
  });

  test("weaker evidence of one's own takes nothing from another", () => {
    expect(told([code("maya"), click("ben", 2)], { selfReferred: ["ben"] })).toEqual({
      credited: "code maya",
      lost: ["ben click self_referral"],
    });
  });

  test("only evidence that counts can be one", () => {
    expect(told([code("maya", ended("maya"))], { selfReferred: ["maya"] })).toEqual({
      credited: "no_evidence",
      lost: ["maya code not_active"],
    });
  });
});

describe("a leaked code", () => {
  const leaked = { leaked: true };
  test("ranks below a live click of another creator", () => {
    expect(told([code("maya", leaked), click("ben", 2)])).toEqual({
      credited: "click ben",
      lost: ["maya code leaked_code"],
    });
  });

  test("still ranks above a landing", () => {
    const all = [someEvidence("landing", "zoe"), code("maya", leaked), click("ben", 2, ended("ben"))];
    expect(told(all).credited).toBe("code maya");
    expect(told([someEvidence("landing", "zoe"), code("maya", leaked), click("ben", 2)]).lost).toEqual([
      "maya code leaked_code",
      "zoe landing weaker_evidence",
    ]);
  });

  test("gives way to no click of its own creator, none outside the window, none self-referred", () => {
    expect(told([code("maya", leaked), click("maya", 2)]).credited).toBe("code maya");
    expect(told([code("maya", leaked), click("ben", 31)]).credited).toBe("code maya");
    expect(told([code("maya", leaked), click("ben", 2)], { selfReferred: ["ben"] }).credited).toBe("code maya");
    expect(told([code("maya", leaked), someEvidence("landing", "ben")]).credited).toBe("code maya");
  });

  test("beside a sound code, it does not share", () => {
    expect(told([code("maya", leaked), code("zoe"), click("ben", 2)])).toEqual({
      credited: "code zoe",
      lost: ["ben click weaker_evidence", "maya code leaked_code"],
    });
  });

  test("other evidence is no click, and a click that does not count is not live: it stays above an entry", () => {
    expect(told([code("maya", leaked), someEvidence("entered", "ben")]).credited).toBe("code maya");
    expect(told([code("maya", leaked), click("ben", 31), someEvidence("entered", "zoe")]).credited).toBe("code maya");
    expect(told([code("maya", leaked), click("ben", 2), someEvidence("entered", "zoe")]).credited).toBe("entered zoe");
  });

  test("a code that is not flagged is not one", () => {
    expect(told([code("maya", { leaked: false }), click("ben", 2)]).credited).toBe("code maya");
  });
});
