import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";

const majorVersion = "18";
const passwordFile = "fairshare.password";

/** Makes the folder a database once; whole or not at all, so that a run killed in between leaves nothing half-made. */
export async function ensureFolder(dataDir: string, { initdb }: Binaries, account: Account): Promise<void> {
  const versionFile = path.join(dataDir, "PG_VERSION");
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, "utf8").trim();
    if (version === majorVersion) return;
    throw new Error(
      `The database folder ${dataDir} is of Postgres ${version}, this is ${majorVersion}. Remove it (its data goes with it), choose another folder, or set DATABASE_URL.`,
    );
  }
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`The folder ${dataDir} is not empty and not a database. Choose another one, or empty it.`);

  const fresh = `${dataDir}.new-${process.pid}`;
  const secret = `${fresh}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(secret, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account.ids) for (const file of [fresh, secret]) chownSync(file, account.ids.uid, account.ids.gid);
  try {
    // The builtin locale sorts by code points, the same on every machine.
    await run(account, initdb, [
      `--pgdata=${fresh}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${secret}`,
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ]);
    renameSync(secret, path.join(fresh, passwordFile));
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(fresh, dataDir);
  } finally {
    for (const file of [fresh, secret]) rmSync(file, { recursive: true, force: true });
  }
}

export const readPassword = (dataDir: string): string => readFileSync(path.join(dataDir, passwordFile), "utf8").trim();

async function run(account: Account, program: string, args: readonly string[]): Promise<void> {
  const [command, ...rest] = [...account.prefix, program, ...args];
  const child = spawn(command!, rest, {
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
    ...(account.prefix.length === 0 ? account.ids : null),
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${path.basename(program)} failed (${code}): ${output.trim()}`);
}
