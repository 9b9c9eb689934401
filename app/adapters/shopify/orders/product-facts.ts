import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { SourceShop } from "#app/services/ports/order-source.ts";
import type { AdminClient } from "../admin-client.ts";
import { gidOf, numberIn } from "../gid.ts";
import { moreCollections, productFacts, type ProductAnswer } from "./answers.ts";
import { allNodes } from "./pages.ts";

const atOnce = 20;
const gone: ProductFacts = { productType: null, tags: [], collectionIds: [] };

/** What products are, in the words that rules match by; one that is gone is in nothing. */
export async function readProductFacts(
  admin: AdminClient,
  shop: SourceShop,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ProductFacts>> {
  const facts = new Map<string, ProductFacts>(productIds.map((id) => [id, gone]));
  for (let at = 0; at < productIds.length; at += atOnce) {
    const ids = productIds.slice(at, at + atOnce).map((id) => gidOf("Product", id));
    const { nodes } = await admin(shop.domain, "productFacts", { ids }, productFacts);
    for (const product of nodes)
      if (product !== null) facts.set(numberIn(product.id), await factsOf(admin, shop, product));
  }
  return facts;
}

async function factsOf(admin: AdminClient, shop: SourceShop, product: ProductAnswer): Promise<ProductFacts> {
  const { id, productType, tags, collections } = product;
  const all = await allNodes(collections, async (after) => {
    return (await admin(shop.domain, "moreCollections", { id, after }, moreCollections)).product?.collections;
  });
  return { productType: productType || null, tags, collectionIds: all.map((collection) => numberIn(collection.id)) };
}
