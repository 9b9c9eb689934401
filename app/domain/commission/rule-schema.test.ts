import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { offerRuleJsonSchema } from "./rule-schema.ts";
import { parseRule } from "./rule.ts";

const docs = new URL("../../../docs/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, docs), "utf8");

test("docs/offer-rule.schema.json is up to date (else: npm run rule-schema)", () => {
  expect(JSON.parse(read("offer-rule.schema.json"))).toEqual(offerRuleJsonSchema());
});

const bySchema = new Ajv2020({ strictRequired: false }).compile(offerRuleJsonSchema());
const examples = [...read("rule.md").matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

describe("the examples of docs/rule.md", () => {
  test("are there", () => expect(examples.length).toBeGreaterThan(9));

  test.each(examples)("are rules, by the app and by the JSON Schema: %s", (text) => {
    const document: unknown = JSON.parse(text);
    expect(parseRule(document)).toMatchObject({ kind: "rule" });
    expect(bySchema(document)).toBe(true);
  });
});

test.each([
  {},
  { lifetime: { months: 1 } },
  { percent: { bps: 10.5 } },
  { percent: { bps: 10_001 } },
  { percent: { bps: 1 }, percentage: { bps: 1 } },
  { flatPerOrder: { amountMinor: 5 } },
  { percent: { bps: 1 }, overrides: [{ match: {}, bps: 1 }] },
  { percent: { bps: 1 }, exclusions: [{}] },
  { tiers: { by: "net_sales", period: "all_time", mode: "whole", steps: [] } },
  { tiers: { by: "net_sales", period: "all_time", mode: "whole", steps: [{ fromCount: 0, bps: 1 }] } },
])("%j is refused by both", (document) => {
  expect(parseRule(document).kind).toBe("invalid");
  expect(bySchema(document)).toBe(false);
});
