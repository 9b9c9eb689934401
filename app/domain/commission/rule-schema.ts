import { z } from "zod";
import { EARNING_KEYS, offerRuleSchema } from "./rule.ts";

type Schema = Record<string, unknown>;

/**
 * The rule document as JSON Schema (draft 2020-12), for editors and other people's code. It says all that JSON Schema can
 * say; that steps rise and a boost ends after it began is checked by `parseRule` alone.
 */
export function offerRuleJsonSchema(): Schema {
  const made = z.toJSONSchema(offerRuleSchema, { io: "input", target: "draft-2020-12" });
  const schema = JSON.parse(JSON.stringify(made)) as Schema & {
    properties: { overrides: { items: { properties: { match: Schema } } }; exclusions: { items: Schema } };
  };
  const { overrides, exclusions } = schema.properties;
  overrides.items.properties.match["minProperties"] = 1;
  exclusions.items["minProperties"] = 1;
  return {
    ...schema,
    title: "Offer rule",
    anyOf: EARNING_KEYS.map((key) => ({ required: [key] })),
  };
}
