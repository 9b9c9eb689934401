import { setTimeout as sleep } from "node:timers/promises";
import { randomNumbers } from "../../tests/bench/support/bodies.ts";
import type { Victim } from "./processes.ts";
import { startSending } from "./sender.ts";
import { onStage, untilNothingWaits, type Scenario, type ScenarioOptions, type Stage } from "./stage.ts";
import { isFlawless, verify } from "./verify.ts";

/**
 * Every second or two a process is killed (-9) and started again, or all connections are cut, under as much load as is
 * answered. Then everything is left in peace until nothing waits.
 */
export const kills: Scenario = (options) =>
  onStage(async (stage) => {
    const { seed, seconds } = options;
    const sending = startSending({ port: stage.webPort, seed, senders: 32 });
    const chaos = await disturb(stage, options);
    const quietFrom = performance.now();
    const sent = await sending.finish();
    await untilNothingWaits(stage.connection);
    const recoveryMs = Math.round(performance.now() - quietFrom);

    const verdict = await verify(stage.connection, sent, seed);
    const figures = {
      taken: sent.taken,
      requests: sent.requests,
      refused: sent.refused,
      acknowledged: sent.acknowledged.size,
    };
    return { ok: isFlawless(verdict, sent), seconds, seed, ...figures, ...chaos, recoveryMs, ...verdict };
  });

type Chaos = { kills: Record<Victim["name"], number>; cuts: number };

async function disturb(stage: Stage, { seconds, seed, say }: ScenarioOptions): Promise<Chaos> {
  const { database, web, workers, connection } = stage;
  const victims = [database, web, ...workers];
  const random = randomNumbers(seed);
  const chaos: Chaos = { kills: { database: 0, web: 0, worker: 0 }, cuts: 0 };
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await sleep(1_000 + random() * 1_500);
    const chosen = victims[Math.floor(random() * (victims.length + 1))];
    if (chosen === undefined) {
      chaos.cuts++;
      const others =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
      await connection.pool.query(others).catch(() => undefined);
      continue;
    }
    say(`kill -9 ${chosen.name}`);
    chosen.kill();
    chaos.kills[chosen.name]++;
    await sleep(random() * 1_000);
    await chosen.start();
  }
  return chaos;
}
