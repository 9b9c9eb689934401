import { existsSync } from "node:fs";
import path from "node:path";

/** The one without a window of its own first: the same pages at three quarters of the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium on this machine: `CHROMIUM_PATH` when set, else the first on the path; `null` when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env["CHROMIUM_PATH"]) return existsSync(env["CHROMIUM_PATH"]) ? env["CHROMIUM_PATH"] : null;
  const folders = (env["PATH"] ?? "").split(path.delimiter);
  return (
    folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find((file) => existsSync(file)) ?? null
  );
}
