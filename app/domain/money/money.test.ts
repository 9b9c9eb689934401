import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currency } from "../../../tests/builders/order.ts";
import { ZERO, fraction, round, times } from "../kernel/fraction.ts";
import { exponentOf, parseCurrency, readCurrency } from "./currency.ts";
import { LARGEST_AMOUNT_MINOR, formatDecimal, parseAmount, parseDecimal } from "./money.ts";

describe("currencies", () => {
  test.each([
    { code: "USD", exponent: 2 },
    { code: "EUR", exponent: 2 },
    { code: "JPY", exponent: 0 },
    { code: "VND", exponent: 0 },
    { code: "KWD", exponent: 3 },
    { code: "TND", exponent: 3 },
    { code: "CLF", exponent: 4 },
  ])("$code has $exponent decimals", ({ code, exponent }) => expect(exponentOf(currency(code))).toBe(exponent));

  test.each(["AED", "CRC", "CUP", "JMD", "KES", "NOK", "NPR", "THB", "TJS", "ZWL"])("%s has two", (code) =>
    expect(exponentOf(currency(code))).toBe(2),
  );

  test.each(["usd", "XXX", "", "US", "DOLLAR", "constructor", "toString", "__proto__"])("%j is none", (code) =>
    expect(parseCurrency(code)).toBeNull(),
  );
});

test.each([
  { code: "JPY", is: "JPY" },
  { code: "DEM", is: "DEM" }, // withdrawn
  { code: "XXX", is: "XXX" },
  { code: "usd", is: null },
  { code: "USDX", is: null },
  { code: "XUSD", is: null },
  { code: "U", is: null },
  { code: "", is: null },
  { code: "constructor", is: null },
])("an old order may have been paid in $code: $is", ({ code, is }) => expect(readCurrency(code)).toBe(is));

describe("amounts as Shopify sends them", () => {
  test.each([
    { value: "12.50", code: "USD", minor: 1250n, rounded: false },
    { value: "12.5", code: "USD", minor: 1250n, rounded: false },
    { value: "12", code: "USD", minor: 1200n, rounded: false },
    { value: "0012.00", code: "USD", minor: 1200n, rounded: false },
    { value: "-5.35", code: "USD", minor: -535n, rounded: false },
    { value: "-0.00", code: "USD", minor: 0n, rounded: false },
    { value: 199.99, code: "USD", minor: 19_999n, rounded: false },
    { value: 0.1, code: "USD", minor: 10n, rounded: false },
    { value: 1e-7, code: "USD", minor: 0n, rounded: true },
    { value: 1e3, code: "USD", minor: 100_000n, rounded: false },
    // 1.005 is no sum of binary fractions: read as a float, it would be 100.
    { value: 1.005, code: "USD", minor: 101n, rounded: true },
    { value: "1.005", code: "USD", minor: 101n, rounded: true },
    { value: "1.0049", code: "USD", minor: 100n, rounded: true },
    { value: "-1.005", code: "USD", minor: -101n, rounded: true },
    { value: "20", code: "VND", minor: 20n, rounded: false },
    { value: "0.0", code: "VND", minor: 0n, rounded: false },
    { value: "1200.00", code: "JPY", minor: 1200n, rounded: false },
    { value: "1200.50", code: "JPY", minor: 1201n, rounded: true },
    { value: "1.234", code: "KWD", minor: 1234n, rounded: false },
    { value: "1.2345", code: "KWD", minor: 1235n, rounded: true },
    { value: "1.2", code: "KWD", minor: 1200n, rounded: false },
  ])("$value $code is $minor minor units", ({ value, code, minor, rounded }) =>
    expect(parseAmount(value, currency(code))).toEqual({ kind: "amount", amountMinor: minor, rounded }),
  );

  test.each([
    "",
    " ",
    "12,50",
    "1.2.3",
    "free",
    "€5",
    "+5",
    ".5",
    "5.",
    " 5",
    "5 ",
    "1e3",
    "0x10",
    "١٢",
    "NaN",
    "-",
    ".50",
    "1.5x",
    "/.50",
    "5.5:",
  ])("%j is no amount", (value) =>
    expect(parseAmount(value, currency("USD"))).toEqual({
      kind: "invalid",
      why: `${JSON.stringify(value)} is not a decimal amount`,
    }),
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 5e-324])("the number %s is none", (value) =>
    expect(parseAmount(value, currency("USD")).kind).toBe("invalid"),
  );

  test("what no shop sells is refused: a body is damaged or hostile", () => {
    const usd = currency("USD");
    expect(LARGEST_AMOUNT_MINOR).toBe(1_000_000_000_000_000n);
    expect(parseAmount("10000000000000.00", usd)).toMatchObject({ kind: "amount", amountMinor: LARGEST_AMOUNT_MINOR });
    expect(parseAmount("10000000000000.01", usd)).toEqual({
      kind: "invalid",
      why: '"10000000000000.01" USD is beyond any order',
    });
    expect(parseAmount("-10000000000000.00", usd).kind).toBe("amount");
    expect(parseAmount("-10000000000000.01", usd).kind).toBe("invalid");
  });

  test("texts and powers of absurd length are not computed", () => {
    expect(parseDecimal("9".repeat(60))).not.toBeNull();
    expect(parseDecimal("9".repeat(61))).toBeNull();
    expect(parseDecimal(1e60)).not.toBeNull();
    expect(parseDecimal(1e61)).toBeNull();
    expect(parseDecimal(1e-60)).not.toBeNull();
    expect(parseDecimal(1e-61)).toBeNull();
  });

  test("a decimal is exact", () => {
    expect(parseDecimal("0.0825")).toEqual({ num: 33n, den: 400n });
    expect(parseDecimal(0.2)).toEqual({ num: 1n, den: 5n });
    expect(parseDecimal(2.5e-3)).toEqual({ num: 1n, den: 400n });
    expect(parseDecimal(2.5e21)).toEqual({ num: 25n * 10n ** 20n, den: 1n });
    expect(parseDecimal("-3")).toEqual({ num: -3n, den: 1n });
  });
});

test.each([
  { minor: 1230n, code: "USD", text: "12.30" },
  { minor: -5n, code: "USD", text: "-0.05" },
  { minor: 0n, code: "USD", text: "0.00" },
  { minor: 100n, code: "USD", text: "1.00" },
  { minor: 1200n, code: "JPY", text: "1200" },
  { minor: -7n, code: "JPY", text: "-7" },
  { minor: 0n, code: "JPY", text: "0" },
  { minor: 1n, code: "KWD", text: "0.001" },
])("$minor minor units of $code are written $text", ({ minor, code, text }) =>
  expect(formatDecimal({ amountMinor: minor, currency: currency(code) })).toBe(text),
);

test("what is written is read again, in any currency", () =>
  fc.assert(
    fc.property(
      fc.bigInt({ min: -LARGEST_AMOUNT_MINOR, max: LARGEST_AMOUNT_MINOR }),
      fc.constantFrom("USD", "JPY", "KWD", "CLF"),
      (amountMinor, code) => {
        const text = formatDecimal({ amountMinor, currency: currency(code) });
        expect(parseAmount(text, currency(code))).toEqual({ kind: "amount", amountMinor, rounded: false });
      },
    ),
  ));

test("however many decimals are written, the amount is the decimal's, rounded once", () =>
  fc.assert(
    fc.property(
      fc.stringMatching(/^-?\d{1,10}(\.\d{1,5})?$/),
      fc.constantFrom("USD", "JPY", "KWD", "CLF"),
      (text, code) => {
        const scale = fraction(10n ** BigInt(exponentOf(currency(code))));
        const exact = times(parseDecimal(text) ?? ZERO, scale);
        const expected = { kind: "amount", amountMinor: round(exact), rounded: exact.den !== 1n };
        expect(parseAmount(text, currency(code))).toEqual(expected);
      },
    ),
  ));
