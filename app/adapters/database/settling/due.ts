import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

/** Shops with rows that are due; those that uninstalled are frozen. @param isDue over the table's alias `d`, with `$1` as now */
export async function shopsWithDue(
  client: Queryable,
  table: "commissions" | "awards",
  isDue: string,
  now: Instant,
): Promise<number[]> {
  const { rows } = await client.query<{ shop_id: number }>(
    `SELECT DISTINCT d.shop_id FROM ${table} d JOIN shops s ON s.id = d.shop_id
     WHERE ${isDue} AND s.uninstalled_at IS NULL ORDER BY 1`,
    [instantText(now)],
  );
  return rows.map(({ shop_id }) => shop_id);
}
