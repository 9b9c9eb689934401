/**
 * npm test: every test, the browser's where a Chromium is found. `npm test -- --project unit` runs a part; what follows is
 * passed to vitest. `REQUIRE_BROWSER=1` fails without a Chromium. The last line counts: `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findChromium } from "./chromium.ts";

const PROJECTS = ["unit", "extensions", "contract", "simulation", "integration"];

const passed = process.argv.slice(2);
const chromium = findChromium();
const requested = passed.some((argument) => argument.startsWith("--project"));
const loud = (lines: string[]): void => console.error(["", ...lines.map((line) => `!!!  ${line}`), ""].join("\n"));

if (chromium === null) {
  loud([
    "The browser's tests are left out: no Chromium was found.",
    "Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  ]);
  if (process.env["REQUIRE_BROWSER"]) process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), "fairshare-tests-"));
const report = path.join(folder, "report.json");
const projects = requested
  ? []
  : [...PROJECTS, ...(chromium === null ? [] : ["e2e"])].map((name) => `--project=${name}`);
const run = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...projects,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...passed,
  ],
  { stdio: "inherit", env: { ...process.env, ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) } },
);
const { numPassedTests = 0, numFailedTests = 0 } = counted(report);
rmSync(folder, { recursive: true, force: true });
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
process.exitCode = run.status ?? 1;

/** An absent report means that vitest did not get as far: its own message says why, and its exit code stands. */
function counted(file: string): { numPassedTests?: number; numFailedTests?: number } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return {};
  }
}
