import { type Accounts, noAccounts } from "./accounts.ts";
import { railFate, SLOW_MS } from "./fate-of-payouts.ts";
import { type KnownOrder, learn, newestOf } from "./known-orders.ts";
import { ModelCommissions } from "./model-commissions.ts";
import { ModelReviews } from "./model-reviews.ts";
import type { Happening, Plot, ReviewDecision } from "./plot.ts";
import type { Told, ToyOrder } from "./toy-shop.ts";

const DAY = 86_400_000;

export type ModelPayout = {
  /** The app's, once it is known. */
  id: string;
  creator: number;
  /** Of its creator, from 0. */
  nth: number;
  minor: bigint;
  state: "draft" | "open" | "paid" | "failed" | "returned";
  /** When the rail was first told of it. */
  toldAt: number | null;
};

export type ModelAward = {
  id: string;
  creator: number;
  minor: bigint;
  maturesAt: number;
  state: "held" | "released" | "withdrawn";
};

/**
 * The contract of the ledger and of payouts (docs: money, ledger, payouts), written down as plainly as it can be: a number for
 * each account, a list of who is paid what. It knows nothing of transfers, transactions or workers.
 */
export class Model {
  readonly accounts: Accounts[];
  readonly payouts: ModelPayout[] = [];
  readonly known = new Map<number, KnownOrder>();
  installed = true;
  readonly #plot: Plot;
  readonly reviews: ModelReviews;
  readonly commissions: ModelCommissions;
  readonly #seen = new Set<string>();
  /** When what is payable came, by creator, since the last payout. */
  readonly #waiting: number[][];
  readonly awards: ModelAward[] = [];
  readonly #methodFrom: (number | null)[];
  readonly #ended = new Set<number>();

  constructor(plot: Plot) {
    this.#plot = plot;
    this.accounts = plot.creators.map(noAccounts);
    this.#waiting = plot.creators.map(() => []);
    this.#methodFrom = plot.creators.map(() => null);
    this.reviews = new ModelReviews(plot.creators);
    const rules = { holdDays: plot.holdDays, rateOf: (creator: number) => this.#rateOf(creator) };
    const came = (creator: number, at: number) => void this.#waiting[creator]?.push(at);
    this.commissions = new ModelCommissions(rules, this.accounts, this.reviews, came);
  }

  /** A delivery that the worker takes: the same one again says nothing, and after a removal nothing triggered later counts. */
  take(told: Told, now: number): void {
    const key = `${told.topic} ${told.webhookId}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (told.topic === "app/uninstalled") {
      this.installed = false;
      return;
    }
    this.reviews.learn(told);
    const order = learn(this.known, told);
    if (order !== null && order.bodies.length > 0) this.commissions.settle(order, now);
  }

  /** Whether the app is behind with an order as the shop has it. */
  isBehind({ id, updatedAt }: ToyOrder): boolean {
    const newest = newestOf(this.known.get(id)?.bodies ?? []);
    return newest === undefined || newest.updatedAt < updatedAt;
  }

  decideReview(orderId: number, creator: number, decision: ReviewDecision, now: number): void {
    const order = this.known.get(orderId);
    if (order === undefined || !this.reviews.decide(orderId, creator, decision, now)) return;
    this.commissions.settle(order, now, true);
  }

  /** Holds that have ended; while the app is removed, everything stays as it is. */
  release(now: number): void {
    if (!this.installed) return;
    this.commissions.release(this.known.values(), now);
    this.#releaseAwards(now);
  }

  /** Bonuses and bounties, which have a hold of their own. */
  #releaseAwards(now: number): void {
    for (const award of this.awards.filter(({ state, maturesAt }) => state === "held" && maturesAt <= now)) {
      award.state = "released";
      const accounts = this.#accountsOf(award.creator);
      accounts.pending -= award.minor;
      accounts.payable += award.minor;
      this.#waiting[award.creator]?.push(award.maturesAt);
    }
  }

  /** Only to those who go on. */
  grant(id: string, creator: number, minor: bigint, maturesAt: number): void {
    if (this.#ended.has(creator)) return;
    this.awards.push({ id, creator, minor, maturesAt, state: "held" });
    this.#accountsOf(creator).pending += minor;
  }

  withdraw(award: ModelAward): void {
    if (award.state !== "held") return;
    award.state = "withdrawn";
    this.#accountsOf(award.creator).pending -= award.minor;
  }

  /** What is owed by a creator is given up, up to zero. */
  writeOff(creator: number, now: number): void {
    const { payable } = this.#accountsOf(creator);
    if (payable < 0n) this.correct(creator, -payable, now);
  }

  /** Drafts a run, unless one is a draft still. */
  plan(now: number): void {
    if (this.payouts.some(({ state }) => state === "draft")) return;
    for (const [creator, { payable }] of this.accounts.entries()) {
      const since = Math.min(...(this.#waiting[creator] ?? []));
      const minimum = this.#plot.minimumMinor ?? 1000n;
      const anyAmount = this.#ended.has(creator) || now - since >= 60 * DAY;
      if (payable <= 0n || this.#methodChanges(creator, now) || (!anyAmount && payable < minimum)) continue;
      const nth = this.payouts.filter((payout) => payout.creator === creator).length;
      this.payouts.push({ id: "", creator, nth, minor: payable, state: "draft", toldAt: null });
    }
  }

  discard(): void {
    const kept = this.payouts.filter(({ state }) => state !== "draft");
    this.payouts.splice(0, this.payouts.length, ...kept);
  }

  /** The money leaves; a balance that has fallen below the plan since drops its payout. */
  approve(now: number): void {
    for (const payout of this.payouts.filter(({ state }) => state === "draft")) {
      const accounts = this.#accountsOf(payout.creator);
      if (accounts.payable < payout.minor) {
        payout.state = "failed";
        continue;
      }
      payout.state = "open";
      accounts.payable -= payout.minor;
      accounts.inTransit += payout.minor;
      // What came after the plan waits at least since now.
      this.#waiting[payout.creator] = accounts.payable > 0n ? [now] : [];
    }
  }

  /** Every open payout is handed to the rail, or asked about: once at an instant, and not while everything is frozen. */
  submit(now: number): void {
    if (!this.installed) return;
    for (const payout of this.payouts.filter(({ state }) => state === "open")) {
      const fate = railFate(this.#plot.seed, payout.creator, payout.nth);
      const again = payout.toldAt !== null;
      payout.toldAt ??= now;
      const slow = fate === "is slow" && now - payout.toldAt >= SLOW_MS;
      if (fate === "pays" || slow || (again && (fate === "pays unheard" || fate === "out of reach"))) this.paid(payout);
      else if (fate === "refuses" || (again && fate === "refuses unheard")) this.failed(payout, now);
    }
  }

  comeBack(payout: ModelPayout, now: number): void {
    const accounts = this.#accountsOf(payout.creator);
    payout.state = "returned";
    accounts.paid -= payout.minor;
    accounts.payable += payout.minor;
    this.#waiting[payout.creator]?.push(now);
  }

  correct(creator: number, minor: bigint, now: number): void {
    this.#accountsOf(creator).payable += minor;
    if (minor > 0n) this.#waiting[creator]?.push(now);
  }

  /** The first method counts at once, another one after three days. */
  changeMethod(creator: number, now: number): void {
    const known = this.#methodFrom[creator] ?? null;
    this.#methodFrom[creator] = known === null ? now : now + 3 * DAY;
  }

  endPartnership(creator: number): void {
    this.#ended.add(creator);
  }

  /** Nobody buys with the code of a partnership that has ended. */
  hasEnded(happening: Happening): boolean {
    return happening.do === "order" && [happening.creator, happening.second ?? -1].some((one) => this.#ended.has(one));
  }

  #rateOf(creator: number): number {
    return this.#plot.creators[creator]?.bps ?? this.#plot.bps;
  }

  #methodChanges(creator: number, now: number): boolean {
    const from = this.#methodFrom[creator] ?? null;
    return from !== null && from > now;
  }

  paid(payout: ModelPayout): void {
    payout.state = "paid";
    const accounts = this.#accountsOf(payout.creator);
    accounts.inTransit -= payout.minor;
    accounts.paid += payout.minor;
  }

  failed(payout: ModelPayout, now: number): void {
    payout.state = "failed";
    const accounts = this.#accountsOf(payout.creator);
    accounts.inTransit -= payout.minor;
    accounts.payable += payout.minor;
    this.#waiting[payout.creator]?.push(now);
  }

  #accountsOf(creator: number): Accounts {
    return this.accounts[creator] ?? noAccounts();
  }
}
