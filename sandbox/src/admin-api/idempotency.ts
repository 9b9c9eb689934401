import { getDirectiveValues, type GraphQLResolveInfo } from "graphql";
import type { Shop } from "../state/shop.ts";
import type { View } from "./context.ts";
import { badRequest } from "./errors.ts";

interface Kept {
  input: string;
  result: View;
}

const kept = new WeakMap<Shop, Map<string, Kept>>();

/**
 * Runs a mutation that demands `@idempotent(key:)` once: the same key with the same input gives the first result again.
 * @throws GraphQLError without the directive, or when the key comes with another input
 */
export function once(shop: Shop, info: GraphQLResolveInfo, input: unknown, work: () => View): View {
  const directive = info.schema.getDirective("idempotent");
  const node = info.fieldNodes[0];
  const key = directive && node ? getDirectiveValues(directive, node, info.variableValues)?.["key"] : undefined;
  if (typeof key !== "string" || key === "")
    throw badRequest(`The @idempotent directive is required for ${info.fieldName} but was not provided.`);
  const results = kept.get(shop) ?? new Map<string, Kept>();
  kept.set(shop, results);
  const text = JSON.stringify(input);
  const earlier = results.get(`${info.fieldName}/${key}`);
  if (!earlier) {
    const result = work();
    results.set(`${info.fieldName}/${key}`, { input: text, result });
    return result;
  }
  if (earlier.input !== text)
    throw badRequest("The same idempotency key was used with different parameters; use a new key for a new request.");
  return earlier.result;
}
