import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import type { Bench } from "../run.ts";
import { spreadOf, type Spread } from "../support/rounds.ts";
import { writeDeliveries, writeOffer } from "./files.ts";

const sizes = { small: 10_000, large: 100_000 } as const;
const mostMiB = 512;
const root = path.join(import.meta.dirname, "../../..");

/** `npm run replay` over 10,000 and 100,000 deliveries: how many a second, and the most memory that it comes to. */
export const replay: Bench = async ({ rounds, say }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "fairshare-replay-"));
  try {
    const offer = path.join(folder, "offer.json");
    writeOffer(offer);
    const runs: Record<string, { deliveriesPerSecond: Spread; peakMiB: Spread; bytesADelivery: number }> = {};
    for (const [name, count] of Object.entries(sizes)) {
      const file = path.join(folder, `${name}.jsonl`);
      await writeDeliveries(file, count);
      const [rates, peaks]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const { seconds, peakMiB } = await replayed(offer, file);
        say(`${count} deliveries: ${seconds.toFixed(1)} s, ${peakMiB} MiB`);
        rates.push(Math.round(count / seconds));
        peaks.push(peakMiB);
      }
      const bytesADelivery = Math.round(statSync(file).size / count);
      runs[name] = { deliveriesPerSecond: spreadOf(rates), peakMiB: spreadOf(peaks), bytesADelivery };
      rmSync(file);
    }
    return {
      ratios: {
        [`${mostMiB} MiB/peak`]: Math.round((mostMiB / (runs["large"]?.peakMiB.max ?? Infinity)) * 1000) / 1000,
      },
      targets: { [`${mostMiB} MiB/peak`]: 1 },
      ...runs,
      rounds,
      cores: cpus().length,
      node: process.version,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The command as people run it, its process asked for the most memory that it ever had. */
async function replayed(offer: string, deliveries: string): Promise<{ seconds: number; peakMiB: number }> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...flags(), "scripts/replay.ts", "--offer", offer, "--deliveries", deliveries, "--json"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  let peakKiB = 0;
  const watch = setInterval(() => (peakKiB = Math.max(peakKiB, highWaterKiB(child.pid))), 20);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The replay of the bench ended with ${String(code)}`);
  if (peakKiB === 0)
    throw new Error("This system does not tell a process's most memory: /proc/<pid>/status is missing");
  return { seconds: (performance.now() - startedAt) / 1000, peakMiB: Math.round(peakKiB / 1024) };
}

/** What package.json gives Node for this command. */
function flags(): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: { replay: string };
  };
  return scripts.replay.split(" ").filter((word) => word.startsWith("--"));
}

/** 0 where the system does not tell, or the process has just ended. */
function highWaterKiB(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
