import type { Ledger } from "#app/services/ports/ledger.ts";
import { createLedger } from "./ledger.ts";
import type { Queryable } from "./connect.ts";
import type { Db } from "./db.ts";

/**
 * The ledger inside a transaction of Prisma's, with its own statements: what posts and what causes it commit together.
 * It writes through one adapter wherever it is used from.
 */
export function ledgerOverPrisma(db: Db): Ledger {
  const query = async (text: string, values: unknown[] = []) => ({ rows: await db.$queryRawUnsafe(text, ...values) });
  return createLedger({ query } as unknown as Queryable);
}
