import { rmSync } from "node:fs";
import { provideDatabase } from "#app/adapters/database/provide.ts";
import { postgresStages } from "../money/postgres/stage.ts";
import { money } from "./memory-worlds.ts";
import type { Kinds, Outcome, PlayWorld } from "./simulate.ts";

/** A database is used for so many worlds, then audited and thrown away: it stays small however long it goes on. */
const WORLDS_A_DATABASE = 50;

/** Worlds of money on an embedded database of their own. */
export async function postgresWorlds(dataDir: string): Promise<Kinds> {
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
    const outcome = await money(current.stages.make)(seed);
    played += 1;
    if (outcome.difference !== null || played % WORLDS_A_DATABASE > 0) return outcome;
    const audited = await audit();
    await close();
    return { ...outcome, ...audited };
  };

  /** Names the world that the first finding is about, so that it can be played again alone. */
  async function audit(): Promise<Pick<Outcome, "difference" | "seed">> {
    const findings = current === null ? [] : await current.stages.audit();
    const [first] = findings;
    if (first === undefined) return { difference: null };
    const seed = first.shopId === null ? null : (current?.stages.seedOf(first.shopId) ?? null);
    return { difference: `the audit finds ${JSON.stringify(findings)}`, ...(seed === null ? {} : { seed }) };
  }

  async function close(): Promise<void> {
    const closing = current;
    current = null;
    await closing?.close();
  }

  return { worlds: { money: play }, inTheEnd: async () => ({ ...(await audit()), survived: {} }), close };
}
