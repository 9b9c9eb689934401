import type { FindLink, LiveLink } from "#app/services/ports/clicks.ts";
import type { Queryable } from "../connect.ts";

type Row = {
  shop_id: number;
  id: string;
  partnership_id: string;
  destination_path: string;
  domain: string;
  primary_domain: string | null;
  brand_name: string;
  offer_name: string;
  code: string | null;
};

/** One statement for every token: one that nobody has takes as long as one that has ended. */
export function createLinkFinder(db: Queryable): FindLink {
  return async (token) => {
    const { rows } = await db.query<Row>({ name: "find-link", text: find, values: [token] });
    return rows[0] ? read(token, rows[0]) : null;
  };
}

const read = (token: string, row: Row): LiveLink => ({
  token,
  shopId: row.shop_id,
  linkId: row.id,
  partnershipId: row.partnership_id,
  shop: { domain: row.domain, primaryDomain: row.primary_domain ?? row.domain },
  destinationPath: row.destination_path,
  discountCode: row.code,
  brandName: row.brand_name,
  offerName: row.offer_name,
});

// A paused offer takes no new creators; the links of those it has go on.
const find = `
  SELECT l.shop_id, l.id, l.partnership_id, l.destination_path, s.domain, s.primary_domain,
    b.name AS brand_name, o.name AS offer_name, c.code
  FROM referral_links l
  JOIN partnerships p ON p.shop_id = l.shop_id AND p.id = l.partnership_id
  JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id
  JOIN shops s ON s.id = l.shop_id
  JOIN brands b ON b.id = s.brand_id
  LEFT JOIN LATERAL (
    SELECT code FROM referral_codes r
    WHERE r.shop_id = l.shop_id AND r.partnership_id = l.partnership_id AND r.state = 'active'
      AND (r.shopify_redeem_gid IS NOT NULL OR r.imported)
    ORDER BY r.created_at DESC, r.id LIMIT 1
  ) c ON o.shopify_discount_gid IS NOT NULL
  WHERE l.token = $1 AND p.state = 'active' AND o.status IN ('live', 'paused') AND s.uninstalled_at IS NULL`;
