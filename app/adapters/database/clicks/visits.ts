import { hash, randomBytes } from "node:crypto";
import { DAY_MS } from "#app/domain/kernel/instant.ts";
import type { RecordVisits } from "#app/services/ports/clicks.ts";
import type { Queryable } from "../connect.ts";

const hashBytes = 16;

/**
 * Writes visits down, many with one statement. A visitor's hash has a salt of the day, which is deleted afterwards: then
 * nobody, we included, can tell whose visit it was, or that two days had the same visitor.
 */
export function createVisitRecorder(db: Queryable): RecordVisits {
  let known: { day: number; salt: string } | null = null;

  async function saltOf(day: number): Promise<string> {
    if (known?.day === day) return known.salt;
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    known = { day, salt: (await dailySalt(db, date)).toString("base64") };
    return known.salt;
  }

  return async (visits) => {
    const salts = new Map<number, string>();
    for (const day of new Set(visits.map(({ at }) => dayOf(at)))) salts.set(day, await saltOf(day));
    const links = [...new Set(visits.map(({ link }) => link))];
    const place = new Map(links.map((link, index) => [link, index + 1]));
    await db.query({
      name: "record-visits",
      text: record,
      values: [
        links.map(({ shopId }) => shopId),
        links.map(({ linkId }) => linkId),
        links.map(({ partnershipId }) => partnershipId),
        visits.map(({ link }) => place.get(link)),
        visits.map(({ at }) => at),
        visits.map(({ at, visitor }) => visitorHash(salts.get(dayOf(at)) ?? "", visitor)),
        visits.map(({ subId }) => subId),
      ],
    });
  };
}

/** Days since the epoch, UTC. */
const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** The salt leads and has one length: no other salt and visitor make the same text. */
const visitorHash = (salt: string, visitor: string): Buffer =>
  hash("sha256", salt + visitor, "buffer").subarray(0, hashBytes);

/** Few links make up most visits: each is sent once, and a visit names its place among them. */
const record = `
  INSERT INTO clicks (shop_id, link_id, partnership_id, clicked_at, visitor_hash, sub_id)
  SELECT l.shop_id, l.link_id, l.partnership_id, to_timestamp(v.at_ms / 1000.0), v.visitor_hash, v.sub_id
  FROM unnest($4::int[], $5::bigint[], $6::bytea[], $7::text[]) AS v (place, at_ms, visitor_hash, sub_id)
  JOIN unnest($1::int[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS l (shop_id, link_id, partnership_id, place) USING (place)`;

/** The salt that all processes share on a day; those of days before are deleted. */
async function dailySalt(db: Queryable, day: string): Promise<Buffer> {
  await db.query("DELETE FROM visitor_salts WHERE day < $1::date", [day]);
  await db.query("INSERT INTO visitor_salts (day, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    day,
    randomBytes(32),
  ]);
  const { rows } = await db.query<{ salt: Buffer }>("SELECT salt FROM visitor_salts WHERE day = $1", [day]);
  if (!rows[0]) throw new Error(`The visitor salt of ${day} was deleted while it was read: a clock is a day ahead`);
  return rows[0].salt;
}
