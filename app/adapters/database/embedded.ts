import { accessSync, constants, mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseAccount, type Account } from "./embedded/account.ts";
import { findBinaries, type Binaries } from "./embedded/binaries.ts";
import { claimFolder } from "./embedded/claim.ts";
import { ensureFolder, readPassword } from "./embedded/folder.ts";
import { ServerEnded, startServer } from "./embedded/server.ts";

export type EmbeddedOptions = {
  /** The folder of the data; made when absent. */
  dataDir: string;
  /** A particular port; without it, any free one. */
  port?: number | undefined;
  /** Settings of the server, such as `{ fsync: "off" }` for tests. */
  settings?: Readonly<Record<string, string>>;
  /** Other programs than those that npm installed. */
  binaries?: Binaries;
};

export type EmbeddedDatabase = {
  /** With the password; of the database `postgres`. */
  url: string;
  port: number;
  stop(): Promise<void>;
};

const attempts = 8;

/** What differs from Postgres' own defaults; whoever starts a server may say otherwise. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  // Pages are handed to the disk as they are written: what waits until the system writes it all at once makes a commit
  // wait a quarter of a second for its turn. Elsewhere the server may refuse it.
  ...(process.platform === "linux" ? { backend_flush_after: "1MB" } : {}),
};

/**
 * Starts a Postgres of our own from npm's package, on 127.0.0.1, as root or as any user.
 *
 * @throws Error when the folder is in use or not a database, or the port is taken; each names what and the remedy
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, port, settings = {} } = options;
  if (process.platform === "win32") throw new Error("The embedded database runs on Linux and macOS: set DATABASE_URL.");
  const folder = path.resolve(dataDir);
  prepareParent(path.dirname(folder));
  const binaries = options.binaries ?? (await findBinaries());
  const account = chooseAccount(folder, [binaries.postgres, folder]);
  const release = await claimFolder(folder, `${folder}.owner`);
  try {
    const { server, port: chosen } = await startOn({ folder, binaries, account, port, settings });
    return {
      url: `postgres://postgres:${readPassword(folder)}@127.0.0.1:${chosen}/postgres`,
      port: chosen,
      stop: once(() => server.stop().finally(release)),
    };
  } catch (error) {
    release();
    throw error;
  }
}

type Start = {
  folder: string;
  binaries: Binaries;
  account: Account;
  port: number | undefined;
  settings: Readonly<Record<string, string>>;
};

async function startOn({ folder, binaries, account, port, settings }: Start) {
  await ensureFolder(folder, binaries, account);
  const flags = Object.entries({ ...defaults, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return retried(async () => {
    const free = await freePort(port);
    const server = await startServer(account, binaries.postgres, ["-D", folder, "-p", String(free), ...flags]);
    return { server, port: free };
  });
}

function prepareParent(parent: string): void {
  try {
    mkdirSync(parent, { recursive: true });
    accessSync(parent, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const remedy = "Run as its owner, choose another folder, or set DATABASE_URL.";
    throw new Error(`The folder ${parent}, where the database goes, cannot be written. ${remedy}`, { cause });
  }
}

/**
 * After a kill -9 the old server's last processes may still hold its memory, and a free port may be taken by
 * somebody else meanwhile: both pass, so the start is tried again, a little later each time.
 */
async function retried<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      const passes =
        error instanceof ServerEnded && /shared memory|could not bind|postmaster\.pid|^\s*$/.test(error.output);
      if (!passes || attempt === attempts) throw error;
      await sleep(100 * attempt);
    }
  }
}

function freePort(wanted: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const message = `The database's port ${wanted} is taken by another program. Stop it, choose another port, or leave it out for any free one.`;
      reject(taken ? new Error(message) : error);
    });
    probe.listen({ host: "127.0.0.1", port: wanted ?? 0, exclusive: true }, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
