/** Runs the query of a bulk operation and writes its result as Shopify does: one JSON object a line, children by `__parentId`. */
import {
  getNamedType,
  isCompositeType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { Context } from "./context.ts";

type Json = Record<string, unknown>;

export type BulkResult =
  | { kind: "done"; jsonl: string; objectCount: number; rootObjectCount: number }
  | { kind: "failed"; errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" };

export function runBulk(context: Context, document: DocumentNode, operation: OperationDefinitionNode): BulkResult {
  const { data, errors } = context.runInBulk(document, operation);
  if (errors) {
    const denied = errors.some((error) => error.extensions?.["code"] === "ACCESS_DENIED");
    return { kind: "failed", errorCode: denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR" };
  }
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
  const root = context.admin.schema.getQueryType();
  if (!root || !data) return { kind: "failed", errorCode: "INTERNAL_SERVER_ERROR" };
  const writer = new Writer(context, fragments);
  writer.object(root, operation.selectionSet, data, null);
  const jsonl = writer.lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return { kind: "done", jsonl, objectCount: writer.lines.length, rootObjectCount: writer.roots };
}

class Writer {
  readonly lines: Json[] = [];
  roots = 0;
  readonly #context: Context;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(context: Context, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#context = context;
    this.#fragments = fragments;
  }

  /** The object without its connections; these are written as lines of their own, after `begin` has written the object's. */
  object(type: GraphQLNamedType, set: SelectionSetNode, value: Json, parentId: string | null): Json {
    const own: Json = {};
    const later: (() => void)[] = [];
    this.#fill(type, set, value, parentId, own, later);
    for (const write of later) write();
    return own;
  }

  #fill(
    type: GraphQLNamedType,
    set: SelectionSetNode,
    value: Json,
    parentId: string | null,
    own: Json,
    later: (() => void)[],
  ): void {
    for (const { node, on } of this.#fields(type, set)) {
      const key = node.alias?.value ?? node.name.value;
      if (!(key in value)) continue;
      const inner = value[key];
      const definition = "getFields" in on ? on.getFields()[node.name.value] : undefined;
      const named = definition ? getNamedType(definition.type) : undefined;
      const selected = node.selectionSet;
      if (named && selected && inner && named.name.endsWith("Connection"))
        later.push(() => this.#page(named, selected, inner as Json, parentId));
      else if (named && selected && inner && isCompositeType(named) && !Array.isArray(inner)) {
        const nested: Json = {};
        this.#fill(named, selected, inner as Json, parentId, nested, later);
        own[key] = nested;
      } else own[key] = inner;
    }
  }

  #page(connectionType: GraphQLNamedType, set: SelectionSetNode, page: Json, parentId: string | null): void {
    const edges = page["edges"] as { node: Json }[] | undefined;
    const nodes = (page["nodes"] as Json[] | undefined) ?? edges?.map((edge) => edge.node) ?? [];
    const [type, selected] = this.#nodeSelection(connectionType, set);
    for (const node of nodes) {
      const line: Json = {};
      const later: (() => void)[] = [];
      this.lines.push(line);
      if (parentId === null) this.roots += 1;
      const id = typeof node["id"] === "string" ? node["id"] : null;
      this.#fill(type, selected, node, id ?? parentId, line, later);
      if (parentId !== null) line["__parentId"] = parentId;
      for (const write of later) write();
    }
  }

  #nodeSelection(connectionType: GraphQLNamedType, set: SelectionSetNode): [GraphQLNamedType, SelectionSetNode] {
    for (const { node, on } of this.#fields(connectionType, set)) {
      const definition = "getFields" in on ? on.getFields()[node.name.value] : undefined;
      if (!definition || !node.selectionSet) continue;
      const named = getNamedType(definition.type);
      if (node.name.value === "nodes" || node.name.value === "node") return [named, node.selectionSet];
      if (node.name.value === "edges") return this.#nodeSelection(named, node.selectionSet);
    }
    throw new Error(`${connectionType.name}: a bulk operation's connection must select edges { node } or nodes`);
  }

  /** The fields of a selection, those of its fragments included, each with the type it is a field of. */
  #fields(type: GraphQLNamedType, set: SelectionSetNode): { node: FieldNode; on: GraphQLNamedType }[] {
    return set.selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return [{ node, on: type }];
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (!fragment) return [];
      const on = fragment.typeCondition ? this.#context.admin.schema.getType(fragment.typeCondition.name.value) : type;
      return on ? this.#fields(on, fragment.selectionSet) : [];
    });
  }
}
