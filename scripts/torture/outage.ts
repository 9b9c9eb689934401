import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { shopDomain } from "../../tests/bench/support/requests.ts";
import { instant } from "../../app/domain/kernel/instant.ts";
import { isPostgresRunning } from "./processes.ts";
import { headersOf, startSending } from "./sender.ts";
import { untilNothingWaits, type ScenarioOptions, type ScenarioResult, type Stage } from "./stage.ts";
import { isFlawless, verify } from "./verify.ts";

/** What one delivery was answered. */
type Answer = { webhookId: string; atMs: number; status: number; retryAfter: string | null; tookMs: number };

/** Shopify waits for as long. */
const longestAnswerMs = 5_000;
const beforeAndAfterMs = 5_000;

/**
 * Something that the door cannot store without is away for a while, under load. Meanwhile each delivery must be refused with
 * a time to come again, in time; the web process must live and say why; and afterwards everything must go on by itself.
 */
export async function outage(
  stage: Stage,
  { seconds, seed, say }: ScenarioOptions,
  it: { begin(): Promise<void>; end(): Promise<void> },
): Promise<ScenarioResult> {
  const { webPort, connection, web } = stage;
  const sending = startSending({ port: webPort, seed, senders: 8 });
  const probing = probe(webPort);
  await sleep(beforeAndAfterMs);
  say("it begins");
  await it.begin();
  const began = performance.now();
  await sleep(seconds * 1_000);
  const ended = performance.now();
  say("it ends");
  await it.end();
  const back = await firstStored(probing.answers, ended);
  await sleep(beforeAndAfterMs);

  const answers = await probing.stop();
  const sent = await sending.finish();
  await untilNothingWaits(connection);
  const stored = answers.filter(({ status }) => status === 200).map(({ webhookId }) => webhookId);
  const verdict = await verify(connection, { ...sent, acknowledged: sent.acknowledged.union(new Set(stored)) }, seed);
  const during = answers.filter(({ atMs }) => atMs > began && atMs < ended);
  const refusals = answers.filter(({ status }) => status !== 200);
  const lines = stage.log.filter((line) => line.includes("webhooks not stored; Shopify will send them again"));
  const promises = {
    refusedMeanwhile: during.some(({ status }) => status === 503),
    refusedWithRetryAfter: refusals.every(({ status, retryAfter }) => status === 503 && Number(retryAfter) > 0),
    answeredInTime: answers.every(({ tookMs }) => tookMs < longestAnswerMs),
    saidWhy: lines.length > 0,
    webLived: web.isRunning(),
    wentOn: back !== null,
    nothingLost: isFlawless(verdict, sent),
  };
  return {
    ok: Object.values(promises).every(Boolean),
    ...promises,
    seconds,
    seed,
    probes: {
      answered: answers.length,
      meanwhile: count(during),
      slowestMs: Math.max(...answers.map((a) => a.tookMs)),
    },
    backAfterMs: back,
    taken: sent.taken,
    requests: sent.requests,
    acknowledged: sent.acknowledged.size,
    logLines: lines.length,
    firstLine: reasonIn(lines[0]),
    ...verdict,
  };
}

/** A database that ended is started again, as whatever runs it in production does. */
export function supervise({ database, dataDir }: Stage): () => void {
  const { signal, stop } = stopping();
  const watch = async () => {
    while (!signal.aborted) {
      await sleep(1_000);
      if (signal.aborted || isPostgresRunning(dataDir)) continue;
      database.kill();
      await database.start().catch(() => undefined);
    }
  };
  void watch();
  return stop;
}

/** Sends a delivery of its own four times a second: a topic that needs nothing, so that it moves no balance. */
function probe(port: number) {
  const answers: Answer[] = [];
  const { signal, stop } = stopping();
  const body = Buffer.from(JSON.stringify({ order_edit: { order_id: 1 } }));
  const sendOne = async () => {
    const since = performance.now();
    const delivery = {
      shopDomain,
      topic: "orders/edited",
      webhookId: randomUUID(),
      eventId: null,
      triggeredAt: instant(Date.now()),
      apiVersion: "2026-10",
      body,
    };
    const request = { method: "POST", headers: headersOf(delivery), body };
    const response = await fetch(`http://127.0.0.1:${port}/webhooks`, request).catch(() => null);
    await response?.arrayBuffer();
    answers.push({
      webhookId: delivery.webhookId,
      atMs: since,
      status: response?.status ?? 0,
      retryAfter: response?.headers.get("retry-after") ?? null,
      tookMs: Math.round(performance.now() - since),
    });
  };
  const under = new Set<Promise<void>>();
  const loop = (async () => {
    while (!signal.aborted) {
      const one = sendOne().finally(() => under.delete(one));
      under.add(one);
      await sleep(250);
    }
    await Promise.all(under);
  })();
  return {
    answers: answers as readonly Answer[],
    async stop(): Promise<readonly Answer[]> {
      stop();
      await loop;
      return answers;
    },
  };
}

function stopping(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

/** How long after the end a delivery was stored again; null: not within a minute. */
async function firstStored(answers: readonly Answer[], ended: number): Promise<number | null> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const first = answers.find(({ atMs, status }) => atMs > ended && status === 200);
    if (first !== undefined) return Math.round(first.atMs + first.tookMs - ended);
    await sleep(250);
  }
  return null;
}

function count(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function reasonIn(line: string | undefined): unknown {
  if (line === undefined) return null;
  const { msg, deliveries, err } = JSON.parse(line) as {
    msg: string;
    deliveries: number;
    err: { code?: string; message: string };
  };
  return { msg, deliveries, code: err.code ?? null, message: err.message };
}
