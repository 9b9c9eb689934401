import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";

/** Who the server runs as. */
export type Account = {
  /** Null: as ourselves. */
  ids: { uid: number; gid: number } | null;
  /** A program and its arguments to put before the server's, or nothing. */
  prefix: readonly string[];
};

/**
 * Chooses the account. Postgres refuses to run as root, so for root it is the owner of an existing data folder,
 * else the system's `postgres`, else `nobody`; no account is created.
 *
 * @param paths what the account has to reach: the programs and the data folder's parent
 * @throws Error when the data folder is another user's, or when the account cannot reach a path
 */
export function chooseAccount(dataDir: string, paths: readonly string[]): Account {
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) {
    if (owner && owner.uid !== process.getuid?.())
      throw new Error(
        `The database folder ${dataDir} belongs to user ${owner.uid}, probably from a run as root. Run as that user or as root, remove the folder, or set DATABASE_URL.`,
      );
    return { ids: null, prefix: [] };
  }
  const ids = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : (idsOf("postgres") ?? idsOf("nobody"));
  if (ids === null)
    throw new Error(
      "Postgres does not run as root, and there is neither a user `postgres` nor `nobody`. Add one, run as another user, or set DATABASE_URL.",
    );
  const blocked = paths.map((target) => firstBlocked(target, ids)).find((folder) => folder !== undefined);
  return { ids, prefix: blocked === undefined ? [] : passThrough(blocked, ids) };
}

function idsOf(user: string): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, user], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** The first folder on the way to `target` that the account may not enter, such as /root. */
function firstBlocked(target: string, { uid, gid }: { uid: number; gid: number }): string | undefined {
  const parts = path.resolve(target).split(path.sep);
  const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join(path.sep) || path.sep);
  return folders.find((folder) => {
    const stat = statSync(folder);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    return (stat.mode & bit) === 0;
  });
}

/**
 * A checkout under /root is closed to every other account. Linux can lend one the ability to pass through, and
 * nothing else, with `setpriv` (util-linux). Postgres also asks by access(2) whether its programs are there, which
 * leaves such abilities out of account unless `no_setuid_fixup` is set.
 */
function passThrough(blocked: string, { uid, gid }: { uid: number; gid: number }): string[] {
  const lend = "+dac_override";
  const prefix = [
    "setpriv",
    "--securebits=+no_setuid_fixup",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    `--inh-caps=${lend}`,
    `--ambient-caps=${lend}`,
  ];
  if (spawnSync(prefix[0]!, [...prefix.slice(1), "true"]).status === 0) return prefix;
  throw new Error(
    `The account that the database runs as cannot enter ${blocked}. Move the checkout out of it, run as another user than root, or set DATABASE_URL.`,
  );
}
