import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Prisma } from "./generated/client.ts";

/** Prisma's client, or a transaction of it. */
export type Db = Prisma.TransactionClient;

export const instantOf = (date: Date): Instant => instant(date.getTime());
export const instantOrNull = (date: Date | null): Instant | null => (date === null ? null : instantOf(date));
export const dateOf = (at: Instant): Date => new Date(at);

/** Ids of ours are UUIDs; anything else that an address bar may hold names nothing. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/**
 * One more row than asked tells whether there is a next page.
 * @param cursorOf what continues after an item
 */
export function pageOf<Row, T>(
  rows: Row[],
  limit: number,
  read: (row: Row) => T,
  cursorOf: (row: Row) => string,
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(read), next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
