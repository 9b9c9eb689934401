import { createHmac, randomBytes } from "node:crypto";
import type { RecordVisits } from "#app/services/ports/clicks.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

const hashBytes = 16;

/**
 * Writes visits down, many with one statement. A visitor's hash has a salt of the day, which is deleted afterwards: then
 * nobody, we included, can tell whose visit it was, or that two days had the same visitor.
 */
export function createVisitRecorder(db: Queryable): RecordVisits {
  let known: { day: string; salt: Buffer } | null = null;

  async function saltOf(day: string): Promise<Buffer> {
    if (known?.day === day) return known.salt;
    known = { day, salt: await dailySalt(db, day) };
    return known.salt;
  }

  return async (visits) => {
    const rows: unknown[][] = [[], [], [], [], [], []];
    for (const { link, at, visitor, subId } of visits) {
      const salt = await saltOf(new Date(at).toISOString().slice(0, 10));
      const hash = createHmac("sha256", salt).update(visitor).digest().subarray(0, hashBytes);
      [link.shopId, link.linkId, link.partnershipId, instantText(at), hash, subId].forEach((value, column) =>
        rows[column]?.push(value),
      );
    }
    await db.query({
      name: "record-visits",
      text: `INSERT INTO clicks (shop_id, link_id, partnership_id, clicked_at, visitor_hash, sub_id)
             SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::bytea[], $6::text[])`,
      values: rows,
    });
  };
}

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
