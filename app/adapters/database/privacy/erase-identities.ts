import { packFacts, unpackFacts, type PackedFacts } from "#app/domain/order/facts-codec.ts";
import type { Queryable } from "../connect.ts";
import { identity, likenessesOf } from "../settling/read-references.ts";

const atOnce = 500;

type Row = { order_id: bigint; facts: string };
type CreatorRow = Record<"email_hash" | "phone_hash" | "legal_name_hash" | "postal_address_hash", Buffer | null>;

/**
 * Takes the hashes of e-mail addresses, phones, names and postal addresses out of orders' facts, but for those of the shop's
 * own creators: they are on record anyway, and the verdict that an order was, or may be, a creator's own rests on them.
 *
 * The key that a customer's orders share stays, since what orders pay rests on which of them came first.
 *
 * @returns how many orders had any
 */
export async function eraseIdentities(
  client: Queryable,
  shopId: number,
  orderIds: readonly string[] | "all",
): Promise<number> {
  const creators = await creatorIdentities(client, shopId);
  let erased = 0;
  let after = -1n;
  for (;;) {
    const { rows } = await client.query<Row>(
      `SELECT order_id, facts FROM order_states
       WHERE shop_id = $1 AND order_id > $2 AND ($3::bigint[] IS NULL OR order_id = ANY ($3))
       ORDER BY order_id LIMIT $4 FOR UPDATE`,
      [shopId, after, orderIds === "all" ? null : orderIds, atOnce],
    );
    const changed = rows.flatMap((row) => withoutStrangers(row, creators));
    if (changed.length > 0) await write(client, shopId, changed);
    erased += changed.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return erased;
    after = last.order_id;
  }
}

function withoutStrangers({ order_id, facts: text }: Row, creators: ReadonlySet<string>): Row[] {
  const facts = unpackFacts(JSON.parse(text) as PackedFacts);
  const identities = facts.identities.filter((one) => creators.has(one));
  const likenesses = facts.likenesses.filter(({ likeness }) => creators.has(likeness));
  if (identities.length === facts.identities.length && likenesses.length === facts.likenesses.length) return [];
  return [{ order_id, facts: JSON.stringify(packFacts({ ...facts, identities, likenesses })) }];
}

async function creatorIdentities(client: Queryable, shopId: number): Promise<Set<string>> {
  const { rows } = await client.query<CreatorRow>(
    `SELECT email_hash, phone_hash, legal_name_hash, postal_address_hash FROM creators
     WHERE id IN (SELECT creator_id FROM partnerships WHERE shop_id = $1)`,
    [shopId],
  );
  const all = rows.flatMap((row) => [
    identity("email", row.email_hash),
    identity("phone", row.phone_hash),
    ...likenessesOf(row),
  ]);
  return new Set(all.filter((one) => one !== null));
}

async function write(client: Queryable, shopId: number, rows: readonly Row[]): Promise<void> {
  await client.query(
    `UPDATE order_states o SET facts = n.facts
     FROM unnest($2::bigint[], $3::text[]) AS n (order_id, facts) WHERE o.shop_id = $1 AND o.order_id = n.order_id`,
    [shopId, rows.map((row) => row.order_id), rows.map((row) => row.facts)],
  );
}
