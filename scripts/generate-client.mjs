/**
 * Generates the Prisma client (postinstall, and after a change of the schema).
 *
 * npm may have been started by an older Node than the one that the project runs on, which is itself a package:
 * Prisma is run by that one. Only JavaScript comes out, so no database and no network are needed.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const ownNode = path.join(root, "node_modules/.bin/node");
const prisma = path.join(root, "node_modules/prisma/build/index.js");

if (!existsSync(prisma)) {
  console.error("generate-client: the package `prisma` is not installed. Run `npm ci` without --omit=dev.");
  process.exit(1);
}

const { status, error, stdout, stderr } = spawnSync(
  existsSync(ownNode) ? ownNode : process.execPath,
  [prisma, "generate", "--no-hints"],
  { cwd: root, encoding: "utf8", env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" } },
);
if (status !== 0) {
  console.error(`generate-client: prisma generate failed.\n${error ?? ""}${stdout ?? ""}${stderr ?? ""}`);
  process.exit(status ?? 1);
}
