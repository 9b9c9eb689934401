import { isAscii } from "node:buffer";
import { setImmediate } from "node:timers/promises";
import { isNestedTooDeep } from "./nesting.ts";
import type { OrderFact, ParseDelivery } from "../ports/deliveries.ts";
import type { ClaimedDelivery, ClaimedShop, Finished, InboxWork, Outcome } from "../ports/inbox.ts";
import { type IncomingFact, RuleIsNewer, type Settle } from "../ports/settling.ts";

/** What to do with topics that say nothing about money. */
export type TopicHandler = (delivery: TopicDelivery) => Promise<Outcome>;
export type TopicDelivery = Omit<ClaimedDelivery, "body" | "shop"> & { shop: ClaimedShop; body: unknown };

/** What one transaction of the worker can do; all of it happens, or nothing. */
export type WorkUnit = {
  inbox: InboxWork;
  settle: Settle;
  /** By topic. */
  topics: Readonly<Record<string, TopicHandler>>;
};

export type ProcessDeps = {
  transaction<T>(work: (unit: WorkUnit) => Promise<T>): Promise<T>;
  parse: ParseDelivery;
  /** Topics that we subscribe to and whose bodies need nothing done. */
  quietTopics: ReadonlySet<string>;
  /** Topics that matter after the app was removed, too. */
  lastingTopics: ReadonlySet<string>;
  /** Whether a failure is the database's, so that no delivery is to blame. */
  isTransient: (error: unknown) => boolean;
  /** Told of each failure that is held against a delivery. */
  onFailure: (failure: { delivery: number; attempts: number; aside: boolean; error: unknown }) => void;
};

export type BatchLimit = { rows: number; bytes: number };
/** How many deliveries were looked at, and how many of them were set aside. */
export type Processed = { claimed: number; aside: number };

/** How long a delivery that failed waits before its next try; after the last one it is set aside. */
const retryDelaysMs = [1_000, 10_000, 60_000, 600_000];
/** While older code still runs, or runs again: no delivery is to blame, and each waits until the newer code is back. */
const newerRuleMs = 600_000;

/**
 * Takes the oldest deliveries that wait and brings everything in line with them, in one transaction: a crash anywhere
 * loses nothing and repeats nothing.
 *
 * When a delivery makes the transaction fail, the batch is halved until it stands alone: its neighbours go through, and
 * it is tried again later, at most five times, before it is set aside with its reason. Where a rule is newer than this code,
 * it waits for as long as it takes.
 *
 * @throws what is transient: nothing has happened, try again
 */
export async function processDeliveries(deps: ProcessDeps, limit: BatchLimit): Promise<Processed> {
  let claimed: ClaimedDelivery[] = [];
  let batch: Batch;
  try {
    batch = await deps.transaction(async (unit) => {
      claimed = await unit.inbox.claim(limit);
      return workOff(deps, unit, claimed);
    });
  } catch (error) {
    if (claimed.length === 0 || deps.isTransient(error)) throw error;
    return isolate(deps, claimed, error);
  }
  return sum([batch, ...(await oneByOne(deps, batch.alone))]);
}

const sum = (parts: readonly Processed[]): Processed => ({
  claimed: parts.reduce((all, { claimed }) => all + claimed, 0),
  aside: parts.reduce((all, { aside }) => all + aside, 0),
});

async function oneByOne(deps: ProcessDeps, deliveries: readonly ClaimedDelivery[]): Promise<Processed[]> {
  const processed: Processed[] = [];
  for (const delivery of deliveries) processed.push(await processThese(deps, [delivery]));
  return processed;
}

/** The batch failed with `error`: each half alone. */
async function isolate(deps: ProcessDeps, batch: readonly ClaimedDelivery[], error: unknown): Promise<Processed> {
  const [first] = batch;
  if (batch.length === 1 && first) return blame(deps, first, error);
  const middle = Math.ceil(batch.length / 2);
  return sum([await processThese(deps, batch.slice(0, middle)), await processThese(deps, batch.slice(middle))]);
}

async function processThese(deps: ProcessDeps, deliveries: readonly ClaimedDelivery[]): Promise<Processed> {
  let batch: Batch;
  try {
    batch = await deps.transaction(async (unit) =>
      workOff(deps, unit, await unit.inbox.claimThese(deliveries.map(({ id }) => id))),
    );
  } catch (error) {
    if (deps.isTransient(error)) throw error;
    return isolate(deps, deliveries, error);
  }
  return sum([batch, ...(await oneByOne(deps, batch.alone))]);
}

async function blame(deps: ProcessDeps, { id, attempts }: ClaimedDelivery, error: unknown): Promise<Processed> {
  const delayMs = error instanceof RuleIsNewer ? newerRuleMs : (retryDelaysMs[attempts] ?? null);
  await deps.transaction((unit) => unit.inbox.fail(id, { reason: reasonOf(error), delayMs }));
  const aside = delayMs === null;
  deps.onFailure({ delivery: id, attempts: attempts + 1, aside, error });
  return { claimed: 1, aside: aside ? 1 : 0 };
}

/** The error's first line: a database's message names columns and constraints, its detail (values) is left out. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `failed: ${message.split("\n")[0]?.slice(0, 300)}`;
}

/** What a transaction came to, and the deliveries that it left for ones of their own. */
type Batch = Processed & { alone: readonly ClaimedDelivery[] };

/**
 * Settles the facts of a batch. Other topics are left to transactions of their own: erasing a shop takes long, and no
 * order should wait for it.
 */
async function workOff(deps: ProcessDeps, unit: WorkUnit, batch: readonly ClaimedDelivery[]): Promise<Batch> {
  const readings = await readAll(deps, unit, batch);
  const alone = batch.length === 1 ? [] : readings.filter(({ reading }) => reading.kind === "topic");
  const together = readings.filter((one) => !alone.includes(one));

  const facts = together.flatMap(({ delivery, reading }): IncomingFact[] =>
    reading.kind === "fact" ? [{ shopId: reading.shopId, fact: reading.fact, ...triggerOf(delivery) }] : [],
  );
  if (facts.length > 0) await unit.settle(facts);

  const finished: Finished[] = [];
  for (const { delivery, reading } of together) finished.push({ delivery, outcome: await outcomeOf(reading) });
  await unit.inbox.finish(finished);
  const aside = finished.filter(({ outcome }) => outcome.kind === "aside").length;
  return { claimed: together.length, aside, alone: alone.map(({ delivery }) => delivery) };
}

type Read = { readonly delivery: ClaimedDelivery; readonly reading: Reading };

/** Read in one turn of the event loop: in between, a batch that holds its shop goes on with what the database answered. */
const bodiesATurn = 8;

async function readAll(deps: ProcessDeps, unit: WorkUnit, batch: readonly ClaimedDelivery[]): Promise<Read[]> {
  const readings: Read[] = [];
  const readOnce = readerOnce(deps, unit);
  for (const delivery of batch) {
    if (readings.length > 0 && readings.length % bodiesATurn === 0) await setImmediate();
    readings.push({ delivery, reading: readOnce(delivery) });
  }
  return readings;
}

/** What a batch says, once: a body that Shopify sent twice at one moment is read the first time alone. */
function readerOnce(deps: ProcessDeps, unit: WorkUnit): (delivery: ClaimedDelivery) => Reading {
  const byMoment = new Map<string, Read[]>();
  return (delivery) => {
    const { shop, topic, triggeredAt, triggeredBelowMs, packed } = delivery;
    const moment = `${shop?.id} ${topic} ${triggeredAt} ${triggeredBelowMs} ${packed.length}`;
    const before = byMoment.get(moment) ?? [];
    const same = before.find((one) => Buffer.compare(one.delivery.packed, packed) === 0)?.reading;
    if (same?.kind === "fact") return { kind: "decided", outcome: { kind: "done", orderId: same.fact.orderId } };
    const reading = read(deps, unit, delivery);
    byMoment.set(moment, [...before, { delivery, reading }]);
    return reading;
  };
}

type Reading =
  | { readonly kind: "fact"; readonly shopId: number; readonly fact: OrderFact }
  | { readonly kind: "topic"; readonly handle: () => Promise<Outcome> }
  | { readonly kind: "decided"; readonly outcome: Outcome };

const triggerOf = ({ triggeredAt, triggeredBelowMs, id }: ClaimedDelivery) => ({
  triggeredAt,
  belowMs: triggeredBelowMs,
  text: id,
});

const aside = (reason: string): Reading => ({ kind: "decided", outcome: { kind: "aside", reason } });
const done: Outcome = { kind: "done", orderId: null };

function read(deps: ProcessDeps, unit: WorkUnit, delivery: ClaimedDelivery): Reading {
  const { shop, topic, triggeredAt } = delivery;
  if (shop === null) return aside("unknown_shop: no shop that ever had the app has this domain");
  const removed = shop.uninstalledAt !== null && triggeredAt >= shop.uninstalledAt;
  if (removed && !deps.lastingTopics.has(topic)) return aside("uninstalled_shop: triggered after the app was removed");

  const json = parseJson(delivery.body());
  if (json.kind !== "json") return aside(notJson[json.kind]);

  const handler = Object.hasOwn(unit.topics, topic) ? unit.topics[topic] : undefined;
  if (handler) return { kind: "topic", handle: () => handler({ ...delivery, shop, body: json.value }) };

  const parsed = deps.parse(topic, json.value, shop.currency, triggerOf(delivery));
  if (parsed.kind === "fact") return { kind: "fact", shopId: shop.id, fact: parsed.fact };
  if (parsed.kind === "invalid") return aside(`invalid_body: ${parsed.field}: ${parsed.why}`);
  return deps.quietTopics.has(topic) ? { kind: "decided", outcome: done } : aside(`unknown_topic: ${topic}`);
}

async function outcomeOf(reading: Reading): Promise<Outcome> {
  if (reading.kind === "fact") return { kind: "done", orderId: reading.fact.orderId };
  return reading.kind === "topic" ? reading.handle() : reading.outcome;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Most bodies are ASCII alone, which is told and read many times faster. */
const textOf = (body: Uint8Array): string =>
  isAscii(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1") : utf8.decode(body);

const notJson = {
  invalid: "not_json: the body is signed, but not JSON",
  too_deep: "not_json: the body is signed, but nested too deep",
} as const;

function parseJson(body: Uint8Array): { kind: "json"; value: unknown } | { kind: keyof typeof notJson } {
  if (isNestedTooDeep(body)) return { kind: "too_deep" };
  try {
    return { kind: "json", value: JSON.parse(textOf(body)) };
  } catch {
    return { kind: "invalid" };
  }
}
