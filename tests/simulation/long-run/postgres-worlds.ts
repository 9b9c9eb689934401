import { rmSync } from "node:fs";
import { provideDatabase } from "#app/adapters/database/provide.ts";
import { postgresStages } from "../money/postgres/stage.ts";
import { money } from "./memory-worlds.ts";
import type { PlayWorld } from "./simulate.ts";

/** A database is used for so many worlds, then audited and thrown away: it stays small however long it goes on. */
const WORLDS_A_DATABASE = 50;

/** Worlds of money on an embedded database of their own. */
export async function postgresWorlds(
  dataDir: string,
): Promise<{ worlds: Record<string, PlayWorld>; close(): Promise<void> }> {
  let current: Awaited<ReturnType<typeof open>> | null = null;
  let played = 0;

  async function open() {
    rmSync(dataDir, { recursive: true, force: true });
    const database = await provideDatabase({ dataDir });
    const stages = postgresStages(database.url);
    return {
      stages,
      async close() {
        await stages.close();
        await database.stop();
      },
    };
  }

  const play: PlayWorld = async (seed) => {
    current ??= await open();
    const { stages } = current;
    const outcome = await money(stages.make)(seed);
    played += 1;
    if (outcome.difference !== null || played % WORLDS_A_DATABASE > 0) return outcome;
    const findings = await stages.audit();
    await current.close();
    current = null;
    return { ...outcome, difference: findings.length === 0 ? null : `the audit finds ${JSON.stringify(findings)}` };
  };
  return { worlds: { money: play }, close: async () => void (await current?.close()) };
}
