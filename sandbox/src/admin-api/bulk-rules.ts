import { getNamedType, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from "graphql";

const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

/** What Shopify refuses in a bulk query although the schema allows it; null when it may run. */
export function bulkFault(schema: GraphQLSchema, document: DocumentNode): string | null {
  const types = new TypeInfo(schema);
  let connections = 0;
  let depth = 0;
  let deepest = 0;
  const topLevelNodes: string[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          const type = types.getType();
          if (types.getParentType() === schema.getQueryType() && /^nodes?$/.test(node.name.value))
            topLevelNodes.push(node.name.value);
          if (!type || !getNamedType(type).name.endsWith("Connection")) return;
          connections += 1;
          depth += 1;
          deepest = Math.max(deepest, depth);
        },
        leave() {
          const type = types.getType();
          if (type && getNamedType(type).name.endsWith("Connection")) depth -= 1;
        },
      },
    }),
  );
  if (topLevelNodes.length > 0) return `Bulk queries cannot contain the top level field '${topLevelNodes[0]}'.`;
  if (connections === 0) return "Bulk queries must contain at least one connection.";
  if (connections > MAX_CONNECTIONS) return `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`;
  if (deepest > MAX_DEPTH + 1)
    return `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`;
  return null;
}
