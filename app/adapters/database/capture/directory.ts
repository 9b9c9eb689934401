import { folded } from "#app/domain/kernel/text.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { readShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import type { CreatorDirectory, NamedCreator, Shopfront } from "#app/services/ports/capture.ts";
import type { Queryable } from "../connect.ts";

type Row = {
  creator_id: string;
  partnership_id: string;
  name: string;
  handle: string;
  code: string;
  discount: boolean;
  terms: unknown;
  currency: string;
};

/**
 * One statement for each question, whatever the answer: what is unknown takes as long as what is paused. A paused
 * offer takes no new creators, but the codes of those it has go on.
 */
export function createCreatorDirectory(db: Queryable): CreatorDirectory {
  const ask = async (name: string, text: string, values: readonly unknown[]): Promise<NamedCreator[]> =>
    (await db.query<Row>({ name: `capture-${name}`, text, values: [...values] })).rows.map(read);
  return {
    async shop(domain) {
      const { rows } = await db.query<Shopfront>({
        name: "capture-shop",
        text: "SELECT id, domain, plan FROM shops WHERE domain = $1 AND uninstalled_at IS NULL",
        values: [domain.toLowerCase()],
      });
      return rows[0] ?? null;
    },
    byEntry: async (shopId, entered) => (await ask("entry", byEntry, [shopId, folded(entered)]))[0] ?? null,
    byEvidence: async (shopId, codes, token) =>
      (await ask("evidence", byEvidence, [shopId, codes.map(folded), token]))[0] ?? null,
    beginningWith: (shopId, text, limit) => ask("search", beginningWith, [shopId, likePrefix(folded(text)), limit]),
    async newest(shopId) {
      const { rows } = await db.query<Row & { token: string }>({
        name: "capture-newest",
        text: newest,
        values: [shopId],
      });
      const [row] = rows;
      return row === undefined ? null : { creator: read(row), linkToken: row.token };
    },
    linkingTo: (shopId, path, limit) => ask("linking", linkingTo, [shopId, path, limit]),
  };
}

const read = (row: Row): NamedCreator => ({
  creatorId: row.creator_id,
  partnershipId: row.partnership_id,
  name: row.name,
  handle: row.handle,
  code: row.code,
  discount: row.discount,
  terms: readShopperTerms(row.terms),
  currency: currencyOf(row.currency),
});

function currencyOf(text: string): Currency {
  const currency = parseCurrency(text);
  if (currency === null) throw new Error(`an offer version has the unknown currency ${text}`);
  return currency;
}

/** A creator's own words are never a pattern. */
const likePrefix = (text: string): string => `${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;

const columns = `
  p.creator_id, p.id AS partnership_id, COALESCE(NULLIF(btrim(c.display_name), ''), c.handle) AS name, c.handle, r.code,
  o.shopify_discount_gid IS NOT NULL AND r.shopify_redeem_gid IS NOT NULL AS discount,
  v.shopper_terms AS terms, v.currency`;

const active = `
  FROM partnerships p
  JOIN creators c ON c.id = p.creator_id AND c.erased_at IS NULL
  JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id AND o.status IN ('live', 'paused')
  JOIN offer_versions v ON v.shop_id = o.shop_id AND v.id = o.current_version_id
  JOIN referral_codes r ON r.shop_id = p.shop_id AND r.partnership_id = p.id AND r.state = 'active'
  WHERE p.shop_id = $1 AND p.state = 'active'`;

// A code of one creator comes before the handle of another; of several codes, the newest.
const byEntry = `
  SELECT ${columns} ${active} AND (r.code_folded = $2 OR c.handle = $2 OR lower(btrim(c.display_name)) = $2)
  ORDER BY (r.code_folded = $2) DESC, (c.handle = $2) DESC, r.created_at DESC, r.id LIMIT 1`;

const byEvidence = `
  SELECT ${columns} ${active} AND (r.code_folded = ANY($2::text[]) OR p.id IN (
    SELECT l.partnership_id FROM referral_links l WHERE l.shop_id = $1 AND l.token = $3
    UNION ALL SELECT m.partnership_id FROM imported_links m WHERE m.shop_id = $1 AND m.token = $3))
  ORDER BY array_position($2::text[], r.code_folded) NULLS LAST, r.created_at DESC, r.id LIMIT 1`;

const beginningWith = `
  SELECT DISTINCT ON (name, p.creator_id) ${columns} ${active} AND (c.handle LIKE $2 OR lower(btrim(c.display_name)) LIKE $2)
  ORDER BY name, p.creator_id, r.created_at DESC LIMIT $3`;

const linkingTo = `
  SELECT DISTINCT ON (name, p.creator_id) ${columns} ${active} AND p.id IN (
    SELECT l.partnership_id FROM referral_links l
    WHERE l.shop_id = $1 AND split_part(split_part(l.destination_path, '?', 1), '#', 1) = $2)
  ORDER BY name, p.creator_id, r.created_at DESC LIMIT $3`;

const newest = `
  SELECT ${columns}, l.token ${active.replace("WHERE", "JOIN referral_links l ON l.shop_id = p.shop_id AND l.partnership_id = p.id WHERE")}
  ORDER BY p.created_at DESC, p.id, l.created_at, r.created_at DESC LIMIT 1`;
