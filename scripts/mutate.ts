/**
 * npm run mutate [-- ROOM …]: mutation testing of app/domain. Each mutant is a small change of the code (another operator, a
 * condition left out, another constant); the tests beside it should notice. Prints the score and every survivor by
 * file:line, those of scripts/mutate/explained.ts apart. Exit code 1 when the score is below 90 %. Some minutes a room; not
 * for CI.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { EXPLAINED } from "./mutate/explained.ts";

const ROOMS: Readonly<Record<string, readonly string[]>> = {
  kernel: ["*.ts"],
  money: ["*.ts"],
  order: ["*.ts"],
  attribution: ["*.ts"],
  commission: ["*.ts"],
  ledger: ["*.ts"],
  verdict: ["*.ts"],
  payout: ["*.ts"],
  review: ["*.ts"],
  offer: ["budget.ts", "code-names.ts", "needs-notice.ts"],
  invitation: ["old-links.ts", "read-row.ts"],
  creator: ["own-details.ts"],
  wording: ["explain.ts", "awards.ts", "order-changes.ts", "reasons.ts", "reviews.ts", "stored-amounts.ts"],
};
const ENOUGH = 90;
const root = path.resolve(import.meta.dirname, "..");

type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const asked = process.argv.slice(2);
const unknown = asked.filter((room) => !(room in ROOMS));
if (unknown.length > 0) {
  console.error(
    `${unknown.join(", ")}: not a room of app/domain that is mutated; use ${Object.keys(ROOMS).join(", ")}`,
  );
  process.exit(2);
}

const all: Mutant[] = [];
for (const [room, files] of Object.entries(ROOMS)) {
  if (asked.length > 0 && !asked.includes(room)) continue;
  all.push(...report(room, await mutate(room, files)));
}
const score = report("all", all, false);
process.exitCode = scoreOf(score) >= ENOUGH ? 0 : 1;

async function mutate(room: string, files: readonly string[]): Promise<Mutant[]> {
  process.env["MUTATE_ROOM"] = room;
  const tempDirName = mkdtempSync(path.join(tmpdir(), "mutate-"));
  try {
    return await new Stryker({
      testRunner: "vitest",
      plugins: ["@stryker-mutator/vitest-runner"],
      vitest: { configFile: "scripts/mutate/vitest.config.ts", related: false },
      mutate: [...files.map((file) => `app/domain/${room}/${file}`), "!app/**/*.test.ts"],
      ignorePatterns: [
        "build",
        "extensions",
        "sandbox",
        "prisma",
        "public",
        "tests/e2e",
        "tests/bench",
        "tests/integration",
      ],
      coverageAnalysis: "perTest",
      disableTypeChecks: false,
      concurrency: 2,
      reporters: [],
      logLevel: "error" as const,
      tempDirName,
    } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
  } finally {
    rmSync(tempDirName, { recursive: true, force: true });
  }
}

/** Mutants that a test noticed, of those that can be noticed; in per cent. */
function scoreOf(mutants: readonly Mutant[]): number {
  const counted = mutants.filter(
    (mutant) => isCaught(mutant) || (isSurvivor(mutant) && explanationOf(mutant) === null),
  );
  return counted.length === 0 ? 100 : (100 * counted.filter(isCaught).length) / counted.length;
}

function isCaught({ status }: Mutant): boolean {
  return status === "Killed" || status === "Timeout";
}

function isSurvivor({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function explanationOf(mutant: Mutant): string | null {
  const { file, from, to } = placeOf(mutant);
  return EXPLAINED.find((one) => one.file === file && one.from === from && one.to === to)?.why ?? null;
}

function placeOf({ fileName, location, replacement }: Mutant) {
  const file = path.relative(root, fileName);
  const lines = readFileSync(path.join(root, file), "utf8").split("\n");
  const { start, end } = location; // lines and columns from 1
  const text = lines.slice(start.line - 1, end.line).map((line, index, part) => {
    const until = index === part.length - 1 ? end.column - 1 : line.length;
    return line.slice(index === 0 ? start.column - 1 : 0, until);
  });
  const short = (source: string): string => source.replaceAll(/\s+/g, " ").trim();
  return { file, line: start.line, from: short(text.join(" ")), to: short(replacement) };
}

function report(name: string, mutants: readonly Mutant[], withSurvivors = true): readonly Mutant[] {
  const survivors = mutants.filter(isSurvivor);
  const explained = survivors.filter((mutant) => explanationOf(mutant) !== null);
  const caught = mutants.filter(isCaught).length;
  console.log(
    `${name}: ${scoreOf(mutants).toFixed(1)} % (${caught} caught, ${survivors.length - explained.length} survived, ${explained.length} explained)`,
  );
  if (!withSurvivors) return mutants;
  for (const mutant of survivors) {
    const { file, line, from, to } = placeOf(mutant);
    const why = explanationOf(mutant);
    console.log(`  ${file}:${line}  ${from}  →  ${to}${why === null ? "" : `  (${why})`}`);
  }
  return mutants;
}
