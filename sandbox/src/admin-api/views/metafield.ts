import { given } from "../given.ts";
import { createHash } from "node:crypto";
import { gid, parseGid } from "../../state/ids.ts";
import type { Metafield, MetafieldDefinition, Shop } from "../../state/shop.ts";
import { connection, type PageArgs } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { nodeView } from "./node.ts";

/** The owner kinds of global ids, as `MetafieldOwnerType` names them. */
const OWNER_TYPES: Readonly<Record<string, string>> = {
  Shop: "SHOP",
  Order: "ORDER",
  Product: "PRODUCT",
  ProductVariant: "PRODUCTVARIANT",
  Customer: "CUSTOMER",
  Collection: "COLLECTION",
  DiscountCodeNode: "DISCOUNT",
  DiscountNode: "DISCOUNT",
  AppInstallation: "API_PERMISSION",
};

export const ownerTypeOf = (ownerId: string): string | null => OWNER_TYPES[parseGid(ownerId)?.kind ?? ""] ?? null;

/** `$app:creator` is short for the app's reserved namespace. */
export const namespaceOf = (context: Context, namespace: string | null | undefined): string =>
  (namespace ?? "$app").replace(/^\$app/, `app--${context.app.appId}`);

export const digestOf = (metafield: Metafield): string => createHash("sha256").update(metafield.value).digest("hex");

export const metafieldView = (metafield: Metafield): View => ({
  __typename: "Metafield",
  id: gid("Metafield", metafield.id),
  legacyResourceId: String(metafield.id),
  namespace: metafield.namespace,
  key: metafield.key,
  type: metafield.type,
  value: metafield.value,
  jsonValue: () => (/json|list\.|number|boolean/.test(metafield.type) ? JSON.parse(metafield.value) : metafield.value),
  ownerType: ownerTypeOf(metafield.ownerId),
  owner: (_args: never, context: Context) => nodeView(context, metafield.ownerId),
  compareDigest: () => digestOf(metafield),
  sizeInBytes: () => Buffer.byteLength(metafield.value),
  createdAt: metafield.createdAt,
  updatedAt: metafield.updatedAt,
});

export function findMetafield(shop: Shop, ownerId: string, namespace: string, key: string): Metafield | undefined {
  return shop.metafields.find((m) => m.ownerId === ownerId && m.namespace === namespace && m.key === key);
}

/** The fields of every type that has metafields. */
export const metafieldFields = (ownerId: string) => ({
  metafield: (args: { namespace?: string | null; key: string }, context: Context) => {
    const found = findMetafield(context.shop, ownerId, namespaceOf(context, args.namespace), args.key);
    return found ? metafieldView(found) : null;
  },
  metafields: (args: PageArgs & { namespace?: string | null; keys?: string[] | null }, context: Context) => {
    const namespace = !given(args.namespace) ? null : namespaceOf(context, args.namespace);
    const own = context.shop.metafields.filter(
      (m) =>
        m.ownerId === ownerId &&
        (namespace === null || m.namespace === namespace) &&
        (!args.keys || args.keys.includes(`${m.namespace}.${m.key}`)),
    );
    return connection("Metafield", own, args, (m) => [m.id, m.id], metafieldView);
  },
});

export const definitionView = (definition: MetafieldDefinition): View => ({
  __typename: "MetafieldDefinition",
  id: gid("MetafieldDefinition", definition.id),
  name: definition.name,
  namespace: definition.namespace,
  key: definition.key,
  ownerType: definition.ownerType,
  description: null,
  type: { __typename: "MetafieldDefinitionType", name: definition.type, category: definition.type.split("_")[0] },
  capabilities: {
    __typename: "MetafieldCapabilities",
    cartToOrderCopyable: {
      __typename: "MetafieldCapabilityCartToOrderCopyable",
      eligible: definition.ownerType === "ORDER",
      enabled: definition.cartToOrderCopyable,
    },
  },
});
