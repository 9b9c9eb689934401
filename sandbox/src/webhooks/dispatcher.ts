import { randomUUID } from "node:crypto";
import type { AppInstallation } from "../state/apps.ts";
import type { ShopEvent, ShopTopic } from "../state/events.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { bodyOf } from "../orders/bodies/index.ts";
import { waitBeforeRetry } from "./backoff.ts";
import { headersOf, newDelivery, subscriptionsOf, type Delivery } from "./delivery.ts";
import { matchesFilter, selectFields } from "./fields.ts";
import { accepted, post, TIMEOUT_MS } from "./post.ts";
import { Secrets } from "./secrets.ts";
import { checked, chooseMishap, SMOOTH, type Mishap, type PlannedMishap, type Switches } from "./switches.ts";

export interface DispatcherOptions {
  readonly world: World;
  /** How many times faster than the wall clock retries and delays run; 3600 makes four hours four seconds. */
  readonly timeScale?: number;
  /** From 0 up to 1; a seeded one replays. */
  readonly random?: () => number;
  readonly timeoutMs?: number;
  /** So many of the newest deliveries stay in the log. */
  readonly keep?: number;
}

/** A stashed delivery goes by itself when no other follows it within this time of the sandbox. */
const REORDER_PATIENCE_MS = 60_000;

/** Sends what happens in the shops to their apps, at least once and in no promised order, as Shopify does. */
export class Dispatcher {
  readonly secrets: Secrets;
  /** Newest last. */
  readonly log: Delivery[] = [];
  readonly #options: Required<DispatcherOptions>;
  readonly #switches = new Map<string, Switches>();
  readonly #planned: PlannedMishap[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stashed: { delivery: Delivery; go: () => void }[] = [];
  readonly #held = new Map<string, (() => void)[]>();
  readonly #running = new Set<Promise<void>>();
  #stop: (() => void) | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = { timeScale: 1, random: Math.random, timeoutMs: TIMEOUT_MS, keep: 5000, ...options };
    this.secrets = new Secrets(() => options.world.now());
  }

  start(): void {
    this.#stop ??= this.#options.world.onEvent((shop, event, app) => this.#hear(shop, event, app));
  }

  /** Ends everything at once: what waits is never sent. */
  async stop(): Promise<void> {
    this.#stop?.();
    this.#stop = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#stashed.length = 0;
    this.#held.clear();
    await Promise.allSettled(this.#running);
  }

  switchesOf(shop: string): Switches {
    return { ...(this.#switches.get(shop) ?? SMOOTH) };
  }

  /** @throws Error when a probability is none */
  setSwitches(shop: string, switches: Partial<Switches>): void {
    this.#switches.set(shop, checked({ ...this.switchesOf(shop), ...switches }));
  }

  /** Decides what happens to the next delivery of a shop (and topic), once. */
  plan(planned: PlannedMishap): void {
    this.#planned.push(planned);
  }

  /** Keeps a shop's deliveries back until `release`. */
  hold(shop: string): void {
    if (!this.#held.has(shop)) this.#held.set(shop, []);
  }

  /** Sends what was held, in its sequence or backwards. */
  release(shop: string, sequence: "forwards" | "backwards" = "forwards"): void {
    const held = this.#held.get(shop) ?? [];
    this.#held.delete(shop);
    for (const go of sequence === "forwards" ? held : held.toReversed()) go();
  }

  /** Sends a logged delivery once more, whatever became of it; a duplicate as Shopify may send it. */
  resend(delivery: Delivery): Promise<boolean> {
    return this.#attempt(delivery);
  }

  /** Resolves when nothing is under way, waiting for its retry, delayed or stashed; held deliveries do not count. */
  async idle(): Promise<void> {
    while (this.#running.size > 0 || this.#timers.size > 0) {
      await (this.#running.size > 0
        ? Promise.allSettled(this.#running)
        : new Promise((resolve) => setTimeout(resolve, 5)));
    }
  }

  /** Sends a body of one's own (Shopify's published order, a broken one) to all who subscribed to its topic. */
  deliver(shop: Shop, topic: ShopTopic, body: object): void {
    this.#spread(shop, topic, [...shop.apps.values()], () => body);
  }

  #hear(shop: Shop, event: ShopEvent, app: AppInstallation | null): void {
    const at = this.#options.world.now();
    this.#spread(shop, event.topic, app ? [app] : [...shop.apps.values()], (target) => bodyOf(shop, event, target, at));
  }

  #spread(
    shop: Shop,
    topic: ShopTopic,
    apps: readonly AppInstallation[],
    bodyFor: (app: AppInstallation) => object,
  ): void {
    const id = randomUUID();
    const at = this.#options.world.now();
    for (const target of apps) {
      const subscriptions = subscriptionsOf(target, topic);
      if (subscriptions.length === 0) continue;
      const body = bodyFor(target);
      for (const subscription of subscriptions) {
        if (!matchesFilter(body, subscription.filter)) continue;
        const payload = Buffer.from(JSON.stringify(selectFields(body, subscription.includeFields)));
        this.#accept(newDelivery(shop, target, subscription, { id, topic, at, payload }));
      }
    }
  }

  #accept(delivery: Delivery): void {
    this.log.push(delivery);
    if (this.log.length > this.#options.keep) this.log.splice(0, this.log.length - this.#options.keep);
    const go = (): void => this.#dispatch(delivery, this.#mishapFor(delivery));
    const held = this.#held.get(delivery.shop);
    if (held) held.push(go);
    else go();
  }

  #mishapFor(delivery: Delivery): Mishap {
    const at = this.#planned.findIndex(
      (it) => it.shop === delivery.shop && (it.topic ?? delivery.topic) === delivery.topic,
    );
    const [planned] = at < 0 ? [] : this.#planned.splice(at, 1);
    return planned?.mishap ?? chooseMishap(this.switchesOf(delivery.shop), this.#options.random);
  }

  #dispatch(delivery: Delivery, mishap: Mishap): void {
    if (mishap.kind === "drop") {
      delivery.state = "dropped";
      return;
    }
    if (mishap.kind === "delay") return this.#later(mishap.ms, () => this.#send(delivery));
    if (mishap.kind === "reorder") return this.#stash(delivery);
    this.#send(delivery);
    if (mishap.kind === "duplicate") this.#send(delivery);
    this.#unstash(delivery);
  }

  #stash(delivery: Delivery): void {
    const entry = { delivery, go: () => this.#send(delivery) };
    this.#stashed.push(entry);
    this.#later(REORDER_PATIENCE_MS, () => {
      const at = this.#stashed.indexOf(entry);
      if (at >= 0) this.#stashed.splice(at, 1)[0]?.go();
    });
  }

  #unstash(after: Delivery): void {
    const due = this.#stashed.filter(({ delivery }) => delivery.app === after.app);
    for (const entry of due) {
      this.#stashed.splice(this.#stashed.indexOf(entry), 1);
      this.#track(Promise.allSettled(this.#running).then(entry.go));
    }
  }

  #send(delivery: Delivery): void {
    this.#track(this.#tryAndRetry(delivery, 1));
  }

  async #tryAndRetry(delivery: Delivery, retry: number): Promise<void> {
    if (await this.#attempt(delivery)) return;
    const wait = waitBeforeRetry(retry);
    if (wait === null) {
      if (delivery.state === "waiting") delivery.state = "given_up";
      return dropSubscription(delivery);
    }
    this.#later(wait, () => this.#track(this.#tryAndRetry(delivery, retry + 1)));
  }

  async #attempt(delivery: Delivery): Promise<boolean> {
    const headers = headersOf(delivery, this.secrets.sign(delivery.payload, delivery.app));
    const outcome = await post(delivery.url, headers, delivery.payload, this.#options.timeoutMs);
    const done = accepted(outcome);
    const text = outcome.kind === "answered" ? String(outcome.status) : outcome.reason;
    delivery.attempts.push({ at: this.#options.world.now(), outcome: text, accepted: done });
    if (done) delivery.state = "delivered";
    return done;
  }

  /** @param ms of the sandbox's time */
  #later(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms / this.#options.timeScale);
    timer.unref();
    this.#timers.add(timer);
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }
}

/** A subscription made through the Admin API is deleted when it failed to the end; one of the toml stays. */
function dropSubscription({ app, topic, url }: Delivery): void {
  const failed = (uri: string): boolean => uri === url.href || url.href.endsWith(uri);
  const declared = app.config.subscriptions.some((it) => it.topic === topic && failed(it.uri));
  if (!declared)
    app.subscriptions = app.subscriptions.filter((it) => it.topic.toLowerCase() !== topic || !failed(it.uri));
}
