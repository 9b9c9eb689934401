import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ProductVersion } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Row = {
  product_id: bigint;
  seen_at: Instant;
  confirmed_at: Instant;
  product_type: string | null;
  tags: string[];
  collection_ids: string[];
};

/** All that was ever fetched of products, the oldest first. */
export async function readProductVersions(
  client: Queryable,
  shopId: number,
  productIds: readonly string[],
): Promise<ProductVersion[]> {
  const { rows } = await client.query<Row>({
    name: "product-versions",
    text: `SELECT product_id, seen_at, confirmed_at, product_type, tags, collection_ids FROM product_facts
      WHERE shop_id = $1 AND product_id = ANY ($2::bigint[]) ORDER BY product_id, seen_at`,
    values: [shopId, productIds],
  });
  return rows.map((row) => ({
    productId: String(row.product_id),
    seenAt: row.seen_at,
    confirmedAt: row.confirmed_at,
    productType: row.product_type,
    tags: row.tags,
    collectionIds: row.collection_ids,
  }));
}

/**
 * Keeps what was fetched just now: the newest version is confirmed where it still says the same, else a new one begins. It
 * begins after the one before was last confirmed, whatever the clock says: an older version is never touched again.
 */
export async function keepProductFacts(
  client: Queryable,
  shopId: number,
  facts: ReadonlyMap<string, ProductFacts>,
  at: Instant,
): Promise<void> {
  const known = new Map(
    (await readProductVersions(client, shopId, [...facts.keys()])).map((version) => [version.productId, version]),
  );
  for (const [productId, fact] of facts) {
    const newest = known.get(productId);
    if (newest !== undefined && says(newest) === says(fact)) {
      await client.query(
        `UPDATE product_facts SET confirmed_at = greatest(confirmed_at, $4)
         WHERE shop_id = $1 AND product_id = $2 AND seen_at = $3`,
        [shopId, productId, instantText(newest.seenAt), instantText(at)],
      );
      continue;
    }
    const seenAt = newest === undefined ? at : Math.max(at, newest.confirmedAt + 1);
    await client.query(
      `INSERT INTO product_facts (shop_id, product_id, seen_at, confirmed_at, product_type, tags, collection_ids)
       VALUES ($1, $2, $3, $3, $4, $5, $6)`,
      [shopId, productId, instantText(seenAt), fact.productType, fact.tags, fact.collectionIds],
    );
  }
}

const says = ({ productType, tags, collectionIds }: ProductFacts): string =>
  JSON.stringify([productType, tags.toSorted(), collectionIds.toSorted()]);
