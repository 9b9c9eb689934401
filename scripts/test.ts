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
    "Install one (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH.",
  ]);
  if (process.env["REQUIRE_BROWSER"]) process.exit(1);
}

// The browser's tests have the machine for themselves, two at once: a page that waits for its turn looks like one that hangs.
const all = [PROJECTS, ...(chromium === null ? [] : [["e2e"]])].map((names) =>
  names.map((name) => `--project=${name}`),
);
const runs = requested ? [[]] : all;
const folder = mkdtempSync(path.join(tmpdir(), "fairshare-tests-"));
let [passedTests, failedTests, status] = [0, 0, 0];
for (const [index, projects] of runs.entries()) {
  const report = path.join(folder, `report-${index}.json`);
  const run = vitest([...projects, ...(projects.includes("--project=e2e") ? ["--maxWorkers=2"] : [])], report);
  const { numPassedTests = 0, numFailedTests = 0 } = counted(report);
  passedTests += numPassedTests;
  failedTests += numFailedTests;
  status = Math.max(status, run);
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passedTests} passed, ${failedTests} failed`);
process.exitCode = status;

function vitest(projects: readonly string[], report: string): number {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status: code } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", ...projects, ...reporters, ...passed],
    { stdio: "inherit", env: { ...process.env, ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) } },
  );
  return code ?? 1;
}

/** An absent report means that vitest did not get as far: its own message says why, and its exit code stands. */
function counted(file: string): { numPassedTests?: number; numFailedTests?: number } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return {};
  }
}
