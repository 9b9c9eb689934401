import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenWorldOf } from "./generate/broken.ts";
import { worldOf, type World } from "./generate/world.ts";
import type { ReplayOutput } from "./reference/output.ts";
import { referenceReplay } from "./reference/replay.ts";

const script = new URL("../../scripts/replay.ts", import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ran = { code: number; out: string; err: string };

/** The command itself, on files: ties between bodies are decided by reading them again, which only files show. */
async function run({ offer, deliveries, now }: World, ...more: string[]): Promise<Ran> {
  const [offerPath, deliveriesPath] = [join(folder, "offer.json"), join(folder, "deliveries.jsonl")];
  await writeFile(offerPath, JSON.stringify(offer));
  await writeFile(deliveriesPath, deliveries.map((one) => JSON.stringify(one)).join("\n"));
  const given = now === undefined ? [] : ["--now", now];
  return new Promise((resolve) => {
    const args = [script, "--offer", offerPath, "--deliveries", deliveriesPath, "--json", ...given, ...more];
    execFile(process.execPath, args, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
}

function expected(world: World): ReplayOutput {
  return referenceReplay(world.offer, world.deliveries, world.now === undefined ? {} : { now: world.now });
}

const seeds = [11, 12, 13, 14, 15, 16, 17, 18];

test.each(seeds)("the command prints what the reference model pays (seed %i)", async (seed) => {
  const ran = await run(worldOf(seed));
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(ran.out)).toEqual(expected(worldOf(seed)));
});

test.each(seeds)("--shuffle changes nothing but the counts (seed %i)", async (seed) => {
  const world = worldOf(seed);
  const ran = await run(world, "--shuffle", String(seed));
  const { orders, balances } = expected(world);
  expect(JSON.parse(ran.out)).toMatchObject({ orders, balances });
});

test.each([1, 2, 15, 23, 25, 27])("what is refused ends in 2, with a message and no result (seed %i)", async (seed) => {
  const { world, what } = brokenWorldOf(seed);
  const ran = await run(world);
  expect({ what, ...ran }).toMatchObject({ what, code: 2, out: "" });
  expect(ran.err).toMatch(/(offer\.json|deliveries\.jsonl:\d+): .*\S/);
});
