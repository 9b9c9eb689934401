import { describe, expect, test } from "vitest";
import { anOrderBody } from "../../../../tests/builders/deliveries.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import { clickMark, marksOf } from "./parse-marks.ts";
import { orderShape } from "./shapes.ts";

const marks = (change: Record<string, unknown>) =>
  marksOf(orderShape.parse(anOrderBody({ discount_codes: [], ...change })));
const attribute = (name: string, value: unknown) => marks({ note_attributes: [{ name, value }] });

describe("a reference that a link left", () => {
  test.each([
    { value: "tok-maya_1", is: { token: "tok-maya_1", clickedAt: null, signature: null } },
    { value: "tok.1790000000", is: { token: "tok", clickedAt: instant(1_790_000_000_000), signature: null } },
    { value: "tok.1790000000.s1g-_", is: { token: "tok", clickedAt: instant(1_790_000_000_000), signature: "s1g-_" } },
  ])("$value", ({ value, is }) => expect(clickMark(value)).toEqual([{ kind: "click", ...is }]));

  test.each(["", "tok en", "tok.", "tok.abc", "tok.-5", "tok.1.", "tok.1.a.b", "tok.1234567890123", " tok", "tok.1.ä"])(
    "%j was not written by us",
    (value) => expect(clickMark(value)).toEqual([]),
  );
});

describe("marks of an order", () => {
  test("in its own sequence: codes, attributes, landing", () => {
    const found = marks({
      discount_codes: [{ code: " MAYA10 " }, { code: "Ben" }],
      note_attributes: [
        { name: "_creator_survey", value: " Maya " },
        { name: "_creator_code", value: "ZOE" },
        { name: "_creator_ref", value: "tok" },
        { name: "gift", value: "yes" },
      ],
      landing_site: "/products/mug?utm=1&ref=tok2&ref=tok3#top",
    });
    expect(found).toEqual([
      { kind: "code", code: "maya10" },
      { kind: "code", code: "ben" },
      { kind: "survey", creator: "maya" },
      { kind: "entered", code: "zoe" },
      { kind: "click", token: "tok", clickedAt: null, signature: null },
      { kind: "landing", token: "tok2" },
    ]);
  });

  test.each([
    { is: { discount_codes: [{ code: "" }, { code: null }, {}] } },
    { is: { discount_codes: null, note_attributes: null, landing_site: null } },
    { is: { landing_site: "/" } },
    { is: { landing_site: "/?ref=" } },
    { is: { landing_site: "/#?ref=tok" } },
    { is: { note_attributes: [{ name: "_creator_code" }] } },
  ])("$is has none", ({ is }) => expect(marks(is)).toEqual([]));

  test.each([
    { name: "_creator_code", value: " " },
    { name: "_creator_code", value: 5 },
    { name: "_creator_survey", value: "" },
    { name: "_creator_survey", value: null },
    { name: "_creator_ref", value: { token: "tok" } },
    { name: "creator_ref", value: "tok" },
  ])("$name of $value is none", ({ name, value }) => expect(attribute(name, value)).toEqual([]));

  test.each([
    { site: "https://shop.example/?a=1&ref=tok", token: "tok" },
    { site: "/?ref=a?b", token: "a?b" },
    { site: "/?ref=a%2Fb", token: "a/b" },
    { site: "/products/mug?sca_ref=5188496.BbHT", token: "sca_ref-5188496-BbHT" },
  ])("a landing at $site", ({ site, token }) =>
    expect(marks({ landing_site: site })).toEqual([{ kind: "landing", token }]),
  );

  test("emoji and right-to-left codes are codes", () => {
    expect(marks({ discount_codes: [{ code: "🔥Maya" }, { code: " مايا١٠ " }] })).toEqual([
      { kind: "code", code: "🔥maya" },
      { kind: "code", code: "مايا١٠" },
    ]);
  });
});
