/** npm run rule-schema: writes docs/offer-rule.schema.json from the rule's own schema. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { offerRuleJsonSchema } from "../app/domain/commission/rule-schema.ts";

const file = path.join(import.meta.dirname, "../docs/offer-rule.schema.json");
const text = await format(JSON.stringify(offerRuleJsonSchema()), { ...(await resolveConfig(file)), filepath: file });
writeFileSync(file, text);
