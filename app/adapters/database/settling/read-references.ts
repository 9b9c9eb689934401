import type { LeakPeriod } from "#app/domain/attribution/leak.ts";
import { parseRule } from "#app/domain/commission/rule.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { EvidenceMark } from "#app/domain/order/order.ts";
import type { TextRef } from "#app/domain/order/rank.ts";
import type { Likeness } from "#app/domain/review/likeness.ts";
import { canonicalText } from "#app/domain/kernel/text.ts";
import { type KnownPartnership, type OfferVersion, RuleIsNewer } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { sealedLikeness } from "../creators/likeness-hash.ts";
import { unpackBody } from "../inbox/body.ts";

type PartnershipRow = {
  id: string;
  creator_id: string;
  offer_id: string;
  active_from: Instant;
  active_until: Instant | null;
  ended_for: string | null;
  own_rate_bps: number | null;
  handle: string;
  display_name: string;
  legal_name_hash: Buffer | null;
  postal_address_hash: Buffer | null;
  email_hash: Buffer | null;
  phone_hash: Buffer | null;
  codes: { code: string; leaks: LeakPeriod[] }[] | null;
  tokens: string[] | null;
};

/** Partnerships by what may point to them, each with all its codes and links: other marks of the order may name those. */
const partnershipsSql = `
  SELECT p.id, p.creator_id, p.offer_id, p.active_from, p.active_until, p.ended_for, p.own_rate_bps, c.legal_name_hash, c.postal_address_hash,
    c.handle, c.display_name, c.email_hash, c.phone_hash,
    (SELECT jsonb_agg(jsonb_build_object('code', r.code_folded, 'leaks', (
       SELECT coalesce(jsonb_agg(jsonb_build_object('from', extract(epoch FROM l.flagged_at) * 1000,
         'until', extract(epoch FROM l.cleared_at) * 1000)), '[]')
       FROM code_leaks l WHERE l.shop_id = r.shop_id AND l.code_id = r.id)))
     FROM referral_codes r WHERE r.shop_id = p.shop_id AND r.partnership_id = p.id) AS codes,
    (SELECT array_agg(token) FROM (
       SELECT l.token FROM referral_links l WHERE l.shop_id = p.shop_id AND l.partnership_id = p.id
       UNION ALL SELECT m.token FROM imported_links m WHERE m.shop_id = p.shop_id AND m.partnership_id = p.id) links) AS tokens
  FROM partnerships p JOIN creators c ON c.id = p.creator_id
  WHERE p.shop_id = $1 AND (
    p.id = ANY($5::uuid[])
    OR p.id IN (SELECT partnership_id FROM referral_codes WHERE shop_id = $1 AND code_folded = ANY($2::text[]))
    OR p.id IN (SELECT partnership_id FROM referral_links WHERE shop_id = $1 AND token = ANY($3::text[]))
    OR p.id IN (SELECT partnership_id FROM imported_links WHERE shop_id = $1 AND token = ANY($3::text[]))
    OR (cardinality($4::text[]) > 0 AND (c.handle = ANY($4::text[]) OR lower(btrim(c.display_name)) = ANY($4::text[]))))`;

export async function readPartnerships(
  client: Queryable,
  shopId: number,
  marks: readonly EvidenceMark[],
  codes: readonly string[],
  ids: readonly string[],
): Promise<KnownPartnership[]> {
  const named = marks.flatMap((mark) => ("code" in mark ? [mark.code] : []));
  const tokens = marks.flatMap((mark) => ("token" in mark ? [mark.token] : []));
  const names = marks.flatMap((mark) => ("creator" in mark ? [mark.creator] : []));
  const values = [shopId, [...new Set([...named, ...codes])], [...new Set(tokens)], [...new Set(names)], ids];
  if (values.slice(1).every((list) => Array.isArray(list) && list.length === 0)) return [];
  const { rows } = await client.query<PartnershipRow>({ name: "settle-partnerships", text: partnershipsSql, values });
  return rows.map((row) => ({
    id: row.id,
    shopId,
    creator: row.creator_id,
    offerId: row.offer_id,
    activeFrom: row.active_from,
    activeUntil: row.active_until,
    endedForFraud: row.ended_for === "fraud",
    ownRateBps: row.own_rate_bps,
    codes: row.codes ?? [],
    tokens: row.tokens ?? [],
    names: [row.handle, row.display_name.trim().toLowerCase()].filter((name) => name !== ""),
    identities: [identity("email", row.email_hash), identity("phone", row.phone_hash)].filter((item) => item !== null),
    likenesses: likenessesOf(row),
  }));
}

/** A keyed hash in the form that order facts carry it. */
export const identity = (kind: "email" | "phone", hash: Uint8Array | null): string | null =>
  hash === null ? null : `${kind}:${Buffer.from(hash).toString("base64url")}`;

/** What a creator has told about themselves, as order facts carry it. */
export const likenessesOf = (row: Pick<PartnershipRow, "legal_name_hash" | "postal_address_hash">): Likeness[] => [
  ...(row.legal_name_hash === null ? [] : [sealedLikeness("name", row.legal_name_hash)]),
  ...(row.postal_address_hash === null ? [] : [sealedLikeness("address", row.postal_address_hash)]),
];

type VersionRow = {
  shop_id: number;
  id: string;
  offer_id: string;
  rule: unknown;
  attribution_window_days: number;
  hold_days: number;
  effective_from: Instant;
};

const parsed = new Map<string, OfferVersion>();
const PARSED_AT_MOST = 10_000;

/** Published versions by the day they take effect. They never change, so each is parsed once; one that does is another. */
export async function readOfferVersions(client: Queryable, shopIds: readonly number[]): Promise<OfferVersion[]> {
  const { rows } = await client.query<VersionRow>({
    name: "settle-offer-versions",
    text: `
      SELECT shop_id, id, offer_id, rule, attribution_window_days, hold_days, effective_from
      FROM offer_versions
      WHERE shop_id = ANY($1::int[]) AND published_at IS NOT NULL AND effective_from IS NOT NULL
      ORDER BY effective_from, number`,
    values: [shopIds],
  });
  if (parsed.size > PARSED_AT_MOST) parsed.clear();
  return rows.map((row) => {
    const key = JSON.stringify(row); // by what it says, so that an audit in the same process sees what is stored
    const version = parsed.get(key) ?? versionOf(row);
    parsed.set(key, version);
    return version;
  });
}

function versionOf(row: VersionRow): OfferVersion {
  const rule = parseRule(row.rule);
  if (rule.kind === "invalid") {
    const problem = rule.problems[0];
    throw new RuleIsNewer(
      `offer version ${row.id} has a rule that this code cannot price (${problem?.path}: ${problem?.message}); run the version that published it`,
    );
  }
  return {
    id: row.id,
    shopId: row.shop_id,
    offerId: row.offer_id,
    rule: rule.rule,
    windowDays: row.attribution_window_days,
    holdDays: row.hold_days,
    effectiveFrom: row.effective_from,
  };
}

/** Texts of bodies that the inbox still has whole; an erased one has none. */
export async function readTexts(client: Queryable, refs: readonly TextRef[]): Promise<ReadonlyMap<TextRef, string>> {
  if (refs.length === 0) return new Map();
  const { rows } = await client.query<{ id: bigint; body: Buffer; encoding: string }>(
    "SELECT id, body, encoding FROM inbox WHERE id = ANY($1::bigint[]) AND encoding <> 'erased'",
    [refs],
  );
  // Most ties are one body that came twice: it is read once, and the same string compares at once.
  const texts = new Map<string, string>();
  const textOf = (encoding: string, body: Buffer): string => {
    const key = body.toString("latin1");
    const text = texts.get(key) ?? canonicalText(JSON.parse(Buffer.from(unpackBody(encoding, body)).toString("utf8")));
    texts.set(key, text);
    return text;
  };
  return new Map(rows.map(({ id, body, encoding }) => [Number(id), textOf(encoding, body)]));
}
