import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "./embedded.ts";
import { serverOn } from "./embedded/claim.ts";
import { readPassword } from "./embedded/folder.ts";
import { migrate } from "./migrate.ts";

export type ProvideOptions = {
  /** A Postgres of the user's own; unset or empty: the embedded one. */
  url?: string | undefined;
  /** Where the embedded one keeps its data. */
  dataDir?: string;
  /** Use the embedded one that another process runs on that folder, where there is one, instead of refusing. */
  join?: boolean;
  /** Bring it up to date first (the default). */
  migrated?: boolean;
};

export type ProvidedDatabase = {
  url: string;
  /** Stops what was started for this; does nothing to a database of the user's own, or joined. */
  stop(): Promise<void>;
};

/** `.data/postgres` of the checkout. */
export const defaultDataDir = path.join(import.meta.dirname, "../../../.data/postgres");

/** The database that this machine offers: `DATABASE_URL`'s, else the embedded one; up to date. */
export async function provideDatabase(options: ProvideOptions = {}): Promise<ProvidedDatabase> {
  const provided = await find(options);
  try {
    if (options.migrated !== false) await migrate(provided.url);
    return provided;
  } catch (error) {
    await provided.stop();
    throw error;
  }
}

async function find({ url, dataDir = defaultDataDir, join = false }: ProvideOptions): Promise<ProvidedDatabase> {
  if (url) return { url, stop: async () => undefined };
  const running = join ? runningEmbedded(dataDir) : null;
  if (running !== null) return { url: named(running), stop: async () => undefined };
  const { url: started, stop } = await startEmbedded({ dataDir });
  return { url: named(started), stop };
}

/** The URL of the embedded server that runs on a folder, or null when none does. */
export function runningEmbedded(dataDir: string): string | null {
  const folder = path.resolve(dataDir);
  if (serverOn(folder) === null) return null;
  const file = path.join(folder, "postmaster.pid");
  const port = existsSync(file) ? readFileSync(file, "utf8").split("\n")[3] : undefined;
  return port ? `postgres://postgres:${readPassword(folder)}@127.0.0.1:${port}/postgres` : null;
}

/** Ours has a database of its own; `postgres` stays the one to connect to for making others. */
function named(url: string): string {
  const own = new URL(url);
  own.pathname = "/fairshare";
  return own.href;
}
