import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { outage, supervise } from "./outage.ts";
import { onStage, type Scenario, type ScenarioOptions, type ScenarioResult, type Stage } from "./stage.ts";

const diskMiB = 1_024;

/** The disk of the database's data is full to the last byte, log and tables alike; then somebody makes room. */
export const fullDisk: Scenario = async (options) => {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("A full disk is made by mounting a small one: that takes Linux, and root");
  const disk = mkdtempSync(path.join(tmpdir(), "fairshare-full-disk-"));
  run("mount", "-t", "tmpfs", "-o", `size=${diskMiB}m,mode=0777`, "fairshare-torture", disk);
  try {
    const filler = path.join(disk, "filler");
    return await onStage(options.seconds, (stage) => play(stage, options, filler), { parent: disk });
  } finally {
    run("umount", "--lazy", disk);
    rmdirSync(disk);
  }
};

async function play(stage: Stage, options: ScenarioOptions, filler: string): Promise<ScenarioResult> {
  const stopSupervising = supervise(stage);
  const result = await outage(stage, options, {
    begin: () => fill(filler),
    end: () => rm(filler),
  });
  stopSupervising();
  return result;
}

/** Writes until nothing more fits. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, "w");
  try {
    for (let block = Buffer.alloc(2 ** 20); block.length >= 512; block = block.subarray(0, block.length / 2)) {
      while (await fits(handle, block));
    }
  } finally {
    await handle.close();
  }
}

const fits = (handle: FileHandle, block: Buffer): Promise<boolean> =>
  handle.write(block).then(
    ({ bytesWritten }) => bytesWritten === block.length,
    () => false, // Full.
  );

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr.trim()}`);
}
