import { expect, test } from "vitest";
import { addressLikeness, kindOf, nameLikeness } from "./likeness.ts";

const maya = nameLikeness({ first: "Maya", last: "Lindqvist" });
const home = { line: "12 Chestnut Street", postalCode: "40202", country: "US" };

test.each([
  { why: "case", first: "MAYA", last: "lindQVIST" },
  { why: "space around and between", first: "  Maya ", last: "\tLindqvist\n" },
  { why: "diacritics", first: "Mayá", last: "Lindqvíst" },
  { why: "diacritics as marks of their own", first: "Maya\u0301", last: "Lindqvist" },
  { why: "punctuation", first: "Maya.", last: "Lindqvist," },
])("the same name: $why", ({ first, last }) => expect(nameLikeness({ first, last })).toBe(maya));

test.each([
  { why: "another first name", first: "Mia", last: "Lindqvist" },
  { why: "another last name", first: "Maya", last: "Lindgren" },
  { why: "the parts the other way round", first: "Lindqvist", last: "Maya" },
  { why: "a letter that changes sides", first: "Mayal", last: "indqvist" },
])("another name: $why", ({ first, last }) => expect(nameLikeness({ first, last })).not.toBe(maya));

test.each([
  { first: "Maya", last: null },
  { first: "", last: "Lindqvist" },
  { first: undefined, last: undefined },
  { first: "Maya", last: " - " },
  { first: "🧶", last: "Lindqvist" },
])("half a name is none: $first $last", ({ first, last }) => expect(nameLikeness({ first, last })).toBeNull());

test.each([
  { one: { first: "Seán", last: "O’Brien" }, other: { first: "Sean", last: "O'Brien" } },
  { one: { first: "Jean-Luc", last: "Lévêque" }, other: { first: "jean luc", last: "leveque" } },
  { one: { first: "Jörg", last: "Groß" }, other: { first: "JORG", last: "GROSS" } },
  { one: { first: "Søren", last: "Ærø" }, other: { first: "soren", last: "aero" } },
  { one: { first: "İpek", last: "Işık" }, other: { first: "ipek", last: "isik" } },
  { one: { first: "Łukasz", last: "Wałęsa" }, other: { first: "Lukasz", last: "Walesa" } },
  { one: { first: "Đorđe", last: "Þór" }, other: { first: "dorde", last: "thor" } },
  { one: { first: "Guðrún", last: "Cœur" }, other: { first: "gudrun", last: "coeur" } },
  { one: { first: "Ħal", last: "Lindqvist" }, other: { first: "hal", last: "Lindqvist" } },
  { one: { first: "José – Luis", last: "Lindqvist" }, other: { first: "josé luis", last: "Lindqvist" } },
  { one: { first: "ｍａｙａ", last: "Lindqvist" }, other: { first: "Maya", last: "Lindqvist" } },
  { one: { first: "דנה", last: "כהן" }, other: { first: " דנה", last: "כהן " } },
])("$one.first $one.last is $other.first $other.last", ({ one, other }) => {
  expect(nameLikeness(one)).not.toBeNull();
  expect(nameLikeness(one)).toBe(nameLikeness(other));
});

test("two words are not one, with letters beyond ASCII either", () =>
  expect(nameLikeness({ first: "José Luis", last: "Berg" })).not.toBe(
    nameLikeness({ first: "JoséLuis", last: "Berg" }),
  ));

test("marks of other scripts are part of the name", () =>
  expect(nameLikeness({ first: "राम", last: "कुमार" })).not.toBe(nameLikeness({ first: "रमा", last: "कुमार" })));

test.each([
  {
    why: "case, space and punctuation",
    address: { line: " 12, CHESTNUT  street.", postalCode: " 40202 ", country: "us" },
  },
  { why: "the street's own part of a US code", address: { ...home, postalCode: "40202-1234" } },
])("the same address: $why", ({ address }) => expect(addressLikeness(address)).toBe(addressLikeness(home)));

test.each([
  { why: "another number", address: { ...home, line: "2 Chestnut Street" } },
  { why: "digits that only touch", address: { ...home, line: "1 2 Chestnut Street" } },
  { why: "another postal code", address: { ...home, postalCode: "40203" } },
  { why: "no postal code", address: { ...home, postalCode: null } },
  { why: "another country", address: { ...home, country: "CA" } },
])("another address: $why", ({ address }) => expect(addressLikeness(address)).not.toBe(addressLikeness(home)));

test.each([
  { ...home, line: "" },
  { ...home, line: " — " },
  { ...home, country: null },
])("no address without line and country: $line, $country", (address) => expect(addressLikeness(address)).toBeNull());

test("postal codes are the same with and without their space, and may be unknown to a country", () => {
  const london = { line: "10 Downing St", postalCode: "SW1A 2AA", country: "GB" };
  expect(addressLikeness({ ...london, postalCode: "sw1a2aa" })).toBe(addressLikeness(london));
  expect(addressLikeness({ ...london, postalCode: "SW1A 2AB" })).not.toBe(addressLikeness(london));
  const hongKong = { line: "1 Peak Rd", postalCode: null, country: "HK" };
  expect(addressLikeness({ ...hongKong, postalCode: " " })).toBe(addressLikeness(hongKong));
});

test("a likeness says what it is of", () => {
  expect(kindOf(maya ?? "")).toBe("name");
  expect(kindOf(addressLikeness(home) ?? "")).toBe("address");
});
