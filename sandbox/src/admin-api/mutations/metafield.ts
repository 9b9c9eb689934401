import { parseGid } from "../../state/ids.ts";
import type { Metafield } from "../../state/shop.ts";
import type { Context, View } from "../context.ts";
import { inputTooLong } from "../errors.ts";
import {
  definitionView,
  digestOf,
  findMetafield,
  metafieldView,
  namespaceOf,
  ownerTypeOf,
} from "../views/metafield.ts";
import { nodeView } from "../views/node.ts";
import { demandScope, payload, wrong, type UserError } from "./payload.ts";

interface SetInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
}

const MAX_SET = 25;

/** What writing on a resource needs; the shop and the app's own installation need nothing more. */
const WRITE_SCOPES: Readonly<Record<string, string>> = {
  Order: "write_orders",
  Product: "write_products",
  ProductVariant: "write_products",
  Collection: "write_products",
  Customer: "write_customers",
  DiscountCodeNode: "write_discounts",
  DiscountNode: "write_discounts",
};

function valueFits(type: string, value: string): boolean {
  switch (type) {
    case "number_integer":
      return /^-?\d+$/.test(value);
    case "number_decimal":
      return /^-?\d+(\.\d+)?$/.test(value);
    case "boolean":
      return value === "true" || value === "false";
    case "date_time":
      return !Number.isNaN(Date.parse(value));
    case "json":
      return isJson(value);
    default:
      return type.startsWith("list.") ? isJson(value) : value !== "";
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Planned {
  input: SetInput;
  namespace: string;
  type: string;
  existing: Metafield | undefined;
}

function plan(context: Context, input: SetInput, index: number): Planned | UserError {
  const at = (field: string): string[] => ["metafields", String(index), field];
  const kind = parseGid(input.ownerId)?.kind ?? "";
  if (!ownerTypeOf(input.ownerId) || !nodeView(context, input.ownerId))
    return wrong(at("ownerId"), "Owner does not exist.", "INVALID");
  const scope = WRITE_SCOPES[kind];
  if (scope) demandScope(context, "metafieldsSet", scope);
  const namespace = namespaceOf(context, input.namespace);
  const existing = findMetafield(context.shop, input.ownerId, namespace, input.key);
  const ownerType = ownerTypeOf(input.ownerId);
  const definition = context.shop.metafieldDefinitions.find(
    (d) => d.ownerType === ownerType && d.namespace === namespace && d.key === input.key,
  );
  const type = input.type ?? definition?.type ?? existing?.type;
  if (!type) return wrong(at("type"), "Type can't be blank", "BLANK");
  if (definition && definition.type !== type)
    return wrong(
      at("type"),
      `Type must be consistent with the definition's type: '${definition.type}'.`,
      "INVALID_TYPE",
    );
  if (!valueFits(type, input.value)) return wrong(at("value"), `Value does not fit the type ${type}.`, "INVALID_VALUE");
  if (input.compareDigest !== undefined && input.compareDigest !== (existing ? digestOf(existing) : null))
    return wrong(at("compareDigest"), "The resource has been updated since it was loaded.", "STALE_OBJECT");
  return { input, namespace, type, existing };
}

/** All or none: one wrong metafield and nothing is written. */
export function metafieldsSet(args: { metafields: SetInput[] }, context: Context): View {
  if (args.metafields.length > MAX_SET) throw inputTooLong(args.metafields.length, MAX_SET);
  const plans = args.metafields.map((input, index) => plan(context, input, index));
  const errors = plans.filter((p): p is UserError => "message" in p);
  if (errors.length > 0) return payload("MetafieldsSetPayload", { metafields: null }, "MetafieldsSetUserError", errors);
  const written = plans.flatMap((p) => ("message" in p ? [] : write(context, p)));
  return payload("MetafieldsSetPayload", { metafields: written.map(metafieldView) }, "MetafieldsSetUserError");
}

function write({ world, shop }: Context, { input, namespace, type, existing }: Planned): Metafield {
  if (existing) return Object.assign(existing, { type, value: input.value, updatedAt: world.now() });
  const metafield: Metafield = {
    id: world.ids.next("Metafield"),
    ownerId: input.ownerId,
    namespace,
    key: input.key,
    type,
    value: input.value,
    createdAt: world.now(),
    updatedAt: world.now(),
  };
  shop.metafields.push(metafield);
  return metafield;
}

interface DefinitionInput {
  ownerType: string;
  namespace?: string | null;
  key: string;
  name: string;
  type: string;
  capabilities?: { cartToOrderCopyable?: { enabled: boolean } | null } | null;
}

export function metafieldDefinitionCreate(
  { definition: input }: { definition: DefinitionInput },
  context: Context,
): View {
  const { shop, world } = context;
  const namespace = namespaceOf(context, input.namespace);
  const taken = shop.metafieldDefinitions.some(
    (d) => d.ownerType === input.ownerType && d.namespace === namespace && d.key === input.key,
  );
  if (taken) {
    const message = `Key is in use for ${input.ownerType} metafields on the '${namespace}' namespace.`;
    return payload(
      "MetafieldDefinitionCreatePayload",
      { createdDefinition: null },
      "MetafieldDefinitionCreateUserError",
      [wrong(["definition", "key"], message, "TAKEN")],
    );
  }
  const definition = {
    id: world.ids.next("MetafieldDefinition"),
    ownerType: input.ownerType,
    namespace,
    key: input.key,
    name: input.name,
    type: input.type,
    cartToOrderCopyable: input.capabilities?.cartToOrderCopyable?.enabled ?? false,
  };
  shop.metafieldDefinitions.push(definition);
  const values = { createdDefinition: definitionView(definition) };
  return payload("MetafieldDefinitionCreatePayload", values, "MetafieldDefinitionCreateUserError");
}
