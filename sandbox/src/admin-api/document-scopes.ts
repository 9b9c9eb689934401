import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode } from "graphql";
import { rulesFor } from "./access.ts";
import type { AdminSchema, ScopeRule } from "./schema.ts";

/** Where in a document which access is needed: "Order.customer" needs what its rule says. */
export interface Need {
  field: string;
  rule: ScopeRule;
}

/** Every access that a valid document needs, so that the scopes to declare are known before it is ever sent. */
export function documentNeeds({ schema, scopes }: AdminSchema, document: DocumentNode): Need[] {
  const types = new TypeInfo(schema);
  const needs: Need[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        const type = types.getType();
        if (!parent || !type) return;
        const field = `${parent.name}.${node.name.value}`;
        for (const rule of rulesFor(scopes, parent.name, node.name.value, type)) needs.push({ field, rule });
      },
      // An abstract field's rules depend on what comes: on the types that the document asks about.
      InlineFragment(node) {
        const rule = scopes[node.typeCondition?.name.value ?? ""];
        if (rule) needs.push({ field: `... on ${node.typeCondition?.name.value}`, rule });
      },
      FragmentDefinition(node) {
        const rule = scopes[node.typeCondition.name.value];
        if (rule) needs.push({ field: `fragment ${node.name.value}`, rule });
      },
    }),
  );
  return needs;
}
