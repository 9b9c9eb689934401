import type { Invited } from "#app/domain/invitation/read-row.ts";
import { folded } from "#app/domain/kernel/text.ts";
import { Prisma } from "../generated/client.ts";

/**
 * For each of the people in their sequence: where they stand with the offer, and whether what they bring is another's.
 * Joins of sets, and no look-up for each: a file has thousands of people.
 *
 * @param hashes of their addresses, hex
 */
export function standingOf(
  shopId: number,
  offerId: string,
  people: readonly Invited[],
  hashes: readonly string[],
): Prisma.Sql {
  const codes = people.map(({ code }) => (code === null ? null : folded(code)));
  const tokens = people.map(({ oldToken }) => oldToken);
  return Prisma.sql`
    WITH people AS MATERIALIZED (
      SELECT place, decode(hash, 'hex') AS hash, code, token, c.id AS creator_id
      FROM unnest(${[...hashes]}::text[], ${codes}::text[], ${tokens}::text[]) WITH ORDINALITY AS u (hash, code, token, place)
      LEFT JOIN creators c ON c.email_hash = decode(hash, 'hex')
    ), taken_codes AS (
      SELECT p.place FROM people p
      JOIN referral_codes r ON r.shop_id = ${shopId} AND r.code_folded = p.code
      JOIN partnerships q ON q.shop_id = r.shop_id AND q.id = r.partnership_id
      WHERE q.creator_id IS DISTINCT FROM p.creator_id
      UNION
      SELECT p.place FROM people p
      JOIN invitations o ON o.shop_id = ${shopId} AND o.code_folded = p.code AND o.state = 'open' AND o.email_hash <> p.hash
    ), taken_tokens AS (
      SELECT p.place FROM people p
      JOIN imported_links l ON l.shop_id = ${shopId} AND l.token = p.token
      JOIN partnerships q ON q.shop_id = l.shop_id AND q.id = l.partnership_id
      WHERE q.creator_id IS DISTINCT FROM p.creator_id
      UNION
      SELECT p.place FROM people p
      JOIN invitations o ON o.shop_id = ${shopId} AND o.old_token = p.token AND o.state = 'open' AND o.email_hash <> p.hash
    )
    SELECT
      CASE WHEN q.id IS NOT NULL OR i.state = 'accepted' THEN 'partner'
        WHEN i.state = 'declined' THEN 'declined'
        WHEN i.state = 'open' THEN 'invited'
        ELSE 'new' END AS kind,
      taken_codes.place IS NOT NULL AS "codeTaken",
      taken_tokens.place IS NOT NULL AS "tokenTaken"
    FROM people p
    LEFT JOIN invitations i ON i.shop_id = ${shopId} AND i.offer_id = ${offerId}::uuid AND i.email_hash = p.hash
    LEFT JOIN partnerships q ON q.shop_id = ${shopId} AND q.offer_id = ${offerId}::uuid AND q.creator_id = p.creator_id
      AND q.state <> 'ended'
    LEFT JOIN taken_codes ON taken_codes.place = p.place
    LEFT JOIN taken_tokens ON taken_tokens.place = p.place
    ORDER BY p.place`;
}
