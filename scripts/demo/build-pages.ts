import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** The pages are built once, and again when a source is newer. */
export function buildPages(say: (line: string) => unknown): void {
  const built = path.join(root, "build/server/index.js");
  if (existsSync(built) && statSync(built).mtimeMs > newestSource(path.join(root, "app"))) return;
  say("Building the pages …");
  const vite = spawnSync(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (vite.status !== 0) throw new Error(`The pages could not be built:\n${vite.stdout}\n${vite.stderr}`);
}

function newestSource(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter(({ name, parentPath }) => !name.includes(".test.") && !parentPath.includes("generated"))
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );
}
