import { setTimeout as sleep } from "node:timers/promises";
import { randomNumbers } from "../../tests/bench/support/bodies.ts";
import { payRound } from "./pay-round.ts";
import { victim, type Victim } from "./processes.ts";
import { railAt, startRail } from "./rail.ts";
import { startSending } from "./sender.ts";
import { onStage, untilNothingWaits, type Scenario, type ScenarioOptions, type Stage } from "./stage.ts";
import { isFlawless, verify } from "./verify.ts";
import { verifyPayouts } from "./verify-payouts.ts";

/**
 * Every second or two a process is killed (-9) and started again, or all connections are cut, under as much load as is
 * answered or the rate given, while commissions are released and paid by a rail that leaves some payouts unanswered. Then everything is left in
 * peace until nothing waits and every payout has ended.
 */
export const kills: Scenario = (options) =>
  onStage(options.seconds, async (stage) => {
    const { seed, seconds, rate } = options;
    const rail = await startRail();
    const payer = await stage.join(victim({ name: "payer", args: [stage.url, String(rail.port)] }));
    const sending = startSending({ port: stage.webPort, seed, rate, senders: 32 });
    const chaos = await disturb(stage, payer, options);
    const quietFrom = performance.now();
    const sent = await sending.finish();
    await untilNothingWaits(stage.connection);
    payer.kill();
    await untilPaid(stage, rail.port);
    const recoveryMs = Math.round(performance.now() - quietFrom);

    const verdict = await verify(stage.connection, sent, seed);
    const { payouts, ...paid } = await verifyPayouts(stage.connection, rail.taken);
    rail.close();
    const figures = {
      taken: sent.taken,
      requests: sent.requests,
      refused: sent.refused,
      acknowledged: sent.acknowledged.size,
    };
    const ok = isFlawless(verdict, sent) && payouts > 0 && Object.values(paid).every((wrong) => wrong === 0);
    return { ok, seconds, seed, ...figures, payouts, ...chaos, recoveryMs, ...verdict, ...paid };
  });

/** Nobody is killed any more: what is open is paid, or asked about. */
async function untilPaid({ connection }: Stage, railPort: number): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++)
    if ((await payRound(connection, railAt(railPort), { plans: false })) === 0) return;
  throw new Error("After twenty rounds there are payouts that have not ended");
}

type Chaos = { kills: Record<Victim["name"], number>; cuts: number };

async function disturb(stage: Stage, payer: Victim, { seconds, seed, say }: ScenarioOptions): Promise<Chaos> {
  const { database, web, workers, connection } = stage;
  const victims = [database, web, ...workers, payer];
  const random = randomNumbers(seed);
  const chaos: Chaos = { kills: { database: 0, web: 0, worker: 0, payer: 0 }, cuts: 0 };
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
