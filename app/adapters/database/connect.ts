import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type ClientBase, type PoolClient, type PoolConfig } from "pg";
import { PrismaClient, type Prisma } from "./generated/client.ts";
import { parsers } from "./types.ts";

/** Where a statement can run: the pool, or the one connection of a transaction. */
export type Queryable = Pick<ClientBase, "query">;

/**
 * Statements of `pg`'s kind inside a transaction of Prisma's, for a use case that needs both. Prisma reads the
 * values: bigints are `bigint`, but an instant is a `Date` here.
 */
export const queryableOf = (tx: Prisma.TransactionClient): Queryable => ({
  query: (async (text: string, values: readonly unknown[] = []) => ({
    rows: await tx.$queryRawUnsafe(text, ...values),
  })) as unknown as Queryable["query"],
});

export type Database = {
  /** For the inbox, the ledger and settling; values arrive as `types.ts` says. */
  pool: Pool;
  /** For everything else; it shares the pool. */
  prisma: PrismaClient;
  /**
   * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects.
   * No network call belongs inside.
   */
  transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  /** Connections at most. */
  max?: number;
  /** What a connection is made of; a test's may break. */
  Client?: PoolConfig["Client"];
  /** Told when a connection breaks, in use or not; the pool opens another one, and a statement under way rejects. */
  onConnectionLost?: (error: Error) => void;
};

/** Opens nothing yet: connections are made when they are needed. */
export function openDatabase({ url, max = 10, Client, onConnectionLost = () => undefined }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    types: parsers,
    application_name: "fairshare",
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // Whatever the server's zone is: the text of an instant always means the same.
    options: "-c timezone=UTC",
    ...(Client === undefined ? {} : { Client }),
  });
  listenForBreaks(pool, onConnectionLost);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let closed: Promise<void> | undefined;
  return {
    pool,
    prisma,
    transaction: (work) => transaction(pool, work),
    close: () => (closed ??= prisma.$disconnect().then(() => pool.end())),
  };
}

/**
 * Tells of each connection of a pool that breaks, in use or not, once. Without a listener it would end the process: the
 * pool listens only to those that are idle, and whoever has taken one cannot listen before the moment at which it may
 * already break.
 */
export function listenForBreaks(pool: Pool, told: (error: Error) => void): void {
  pool.on("connect", (client) => client.on("error", told));
  pool.on("error", () => undefined);
}

async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken); // a broken one is thrown away
  }
}
