import { GraphQLScalarType } from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "./schema.ts";
import { testApi } from "./testing.ts";

function scalar(name: string): GraphQLScalarType {
  const type = adminSchema().schema.getType(name);
  if (!(type instanceof GraphQLScalarType)) throw new Error(`${name} is no scalar`);
  return type;
}

test.each([
  { type: "DateTime", value: "2026-11-24T10:00:00Z", parsed: new Date("2026-11-24T10:00:00Z") },
  { type: "DateTime", value: "2026-11-24T10:00:00+01:00", parsed: new Date("2026-11-24T09:00:00Z") },
  { type: "DateTime", value: "2026-11-24", parsed: new Date("2026-11-24T00:00:00Z") },
  { type: "Decimal", value: "29.99", parsed: "29.99" },
  { type: "Decimal", value: 9.5, parsed: "9.5" },
  { type: "Money", value: "-10", parsed: "-10" },
  { type: "UnsignedInt64", value: "18446744073709551615", parsed: "18446744073709551615" },
  { type: "UnsignedInt64", value: 3, parsed: "3" },
  { type: "URL", value: "https://example.com/a?b=c", parsed: "https://example.com/a?b=c" },
  { type: "JSON", value: '{"a":[1]}', parsed: { a: [1] } },
])("$type reads $value", ({ type, value, parsed }) => expect(scalar(type).parseValue(value)).toEqual(parsed));

test.each([
  { type: "DateTime", value: "yesterday" },
  { type: "DateTime", value: "2026-13-45T00:00:00Z" },
  { type: "DateTime", value: 1_700_000_000 },
  { type: "Decimal", value: "1,50" },
  { type: "Decimal", value: "1e3" },
  { type: "Money", value: "$5" },
  { type: "UnsignedInt64", value: "-1" },
  { type: "UnsignedInt64", value: 1.5 },
  { type: "URL", value: "example.com" },
  { type: "Date", value: "24.11.2026" },
  { type: "Color", value: "red" },
  { type: "UtcOffset", value: "CET" },
])("$type refuses $value", ({ type, value }) =>
  expect(() => scalar(type).parseValue(value)).toThrow(`invalid ${type}`),
);

test("instants are written in whole seconds", () => {
  expect(scalar("DateTime").serialize(new Date("2026-11-24T10:00:00.987Z"))).toBe("2026-11-24T10:00:00Z");
});

test("a wrong literal is refused before anything is done", () => {
  const { ask, shop } = testApi();
  const before = shop.discounts.size;
  const reply = ask(`mutation {
    discountCodeBasicCreate(basicCodeDiscount: { title: "x", code: "X1", startsAt: "soon" }) { userErrors { message } }
  }`);
  expect(reply.errors?.[0]).toMatchObject({
    message: expect.stringContaining("invalid DateTime 'soon'"),
    extensions: { code: "argumentLiteralsIncompatible" },
  });
  expect(shop.discounts.size).toBe(before);
});
