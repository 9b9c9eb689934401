/**
 * What a query costs, as near to Shopify's rules as they are published: scalars and enums 0, an object 1, an interface or
 * union the dearest of its selections, a mutation 10, a connection by its `first` or `last`.
 *
 * How a connection is sized is not published. Measured answers are far below one point an object (product + 250 variants
 * with an object each: 25), so its page counts as 2 ln(n) objects plus 2 for the connection, which meets that measurement.
 */
import { given } from "./given.ts";
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  valueFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

const MUTATION_COST = 10;
type Variables = Readonly<Record<string, unknown>>;
type Data = Readonly<Record<string, unknown>>;

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Variables;
}

/** @param data the answer, for the actual cost; without it the cost is what was asked for */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  data?: Data | null,
): number {
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  return Math.round(selection({ schema, fragments, variables }, root, operation.selectionSet, data));
}

export const pageSize = (n: number): number => Math.max(Math.min(n, 1), Math.min(n, 2 * Math.log(Math.max(n, 1))));

function selection(walk: Walk, type: GraphQLNamedType, set: SelectionSetNode, data?: Data | null): number {
  let common = 0;
  const byType = new Map<string, number>();
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      common += field(walk, type, node, data);
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : walk.fragments.get(node.name.value);
    if (!fragment) continue;
    const on = fragment.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : type;
    if (!on) continue;
    const cost = selection(walk, on, fragment.selectionSet, data);
    if (isAbstractType(type) && on !== type) byType.set(on.name, (byType.get(on.name) ?? 0) + cost);
    else common += cost;
  }
  return common + Math.max(0, ...byType.values());
}

function field(walk: Walk, parent: GraphQLNamedType, node: FieldNode, data?: Data | null): number {
  const definition = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
  if (!definition || !("args" in definition)) return 0;
  const named = getNamedType(definition.type);
  if (!isCompositeType(named) || !node.selectionSet) return 0;
  const own = parent === walk.schema.getMutationType() ? MUTATION_COST : 1;
  const value = data?.[node.alias?.value ?? node.name.value];
  if (data && !given(value)) return own;
  if (isObjectType(named) && named.name.endsWith("Connection"))
    return connectionCost(walk, named, definition, node, data ? (value as Data) : null);
  if (isListType(getNullableType(definition.type))) return listCost(walk, named, definition, node, value);
  return own + selection(walk, named, node.selectionSet, data ? (value as Data) : null);
}

function listCost(
  walk: Walk,
  named: GraphQLNamedType,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  value: unknown,
): number {
  if (!node.selectionSet) return 0;
  const ids = argument(walk, definition, node, "ids");
  if (!Array.isArray(value)) {
    const each = 1 + selection(walk, named, node.selectionSet);
    return Array.isArray(ids) ? each * ids.length : each;
  }
  const { selectionSet } = node;
  return value.reduce<number>((sum, item) => sum + (item ? 1 + selection(walk, named, selectionSet, item) : 0), 0);
}

function connectionCost(
  walk: Walk,
  named: GraphQLNamedType,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  data: Data | null,
): number {
  const asked = argument(walk, definition, node, "first") ?? argument(walk, definition, node, "last");
  const wanted = typeof asked === "number" ? asked : 0;
  if (!node.selectionSet) return 2;
  // Nodes and edges both are lists of the page; a list's cost without data is that of one item.
  const one = selection(walk, named, withoutPageInfo(node.selectionSet));
  if (!data) return 2 + pageSize(wanted) * one;
  const items = (data["nodes"] ?? data["edges"] ?? []) as readonly unknown[];
  const all = selection(walk, named, withoutPageInfo(node.selectionSet), data);
  return items.length === 0 ? 2 : 2 + pageSize(items.length) * (all / items.length);
}

const withoutPageInfo = (set: SelectionSetNode): SelectionSetNode => ({
  ...set,
  selections: set.selections.filter((node) => node.kind !== Kind.FIELD || node.name.value !== "pageInfo"),
});

function argument(walk: Walk, definition: GraphQLField<unknown, unknown>, node: FieldNode, name: string): unknown {
  const type = definition.args.find((arg) => arg.name === name)?.type;
  const value = node.arguments?.find((arg) => arg.name.value === name)?.value;
  return type && value ? valueFromAST(value, type, walk.variables) : undefined;
}
