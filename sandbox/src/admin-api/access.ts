import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from "graphql";
import type { ScopeRule } from "./schema.ts";

type Rules = Readonly<Record<string, ScopeRule>>;

/** A write scope includes reading: `write_discounts` grants what `read_discounts` does. */
export function grantedScopes(scopes: readonly string[]): Set<string> {
  return new Set(scopes.flatMap((s) => (s.startsWith("write_") ? [s, s.replace("write_", "read_")] : [s])));
}

export const allows = (rule: ScopeRule, granted: ReadonlySet<string>): boolean =>
  rule.needs.every((group) => group.some((scope) => granted.has(scope)));

/** Rules that hold for entering a field: its own, its type's, and for a connection that of its nodes. */
export function rulesFor(rules: Rules, parent: string, field: string, type: GraphQLOutputType): ScopeRule[] {
  const named = getNamedType(type);
  return [rules[`${parent}.${field}`], ...rulesOfType(rules, named)].filter((rule) => rule !== undefined);
}

function rulesOfType(rules: Rules, type: GraphQLNamedType): (ScopeRule | undefined)[] {
  if (!isCompositeType(type)) return [];
  const own = rules[type.name];
  if (own || !(isObjectType(type) || isInterfaceType(type)) || !type.name.endsWith("Connection")) return [own];
  const nodes = type.getFields()["nodes"];
  return nodes ? [rules[getNamedType(nodes.type).name]] : [];
}
