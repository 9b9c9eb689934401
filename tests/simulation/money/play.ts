import { instant } from "#app/domain/kernel/instant.ts";
import { differenceOf, endOf } from "./compare.ts";
import { type Dying, Mortal } from "./dying.ts";
import { railFate } from "./fate-of-payouts.ts";
import { Faults } from "./faults.ts";
import { Model } from "./model.ts";
import { Network } from "./network.ts";
import { act } from "./people.ts";
import type { Happening, Plot, Step } from "./plot.ts";
import { Rail, RailDown } from "./rail.ts";
import { sourceOf } from "./shop-source.ts";
import type { Stage, StageClock } from "./stage.ts";
import { type Told, ToyShop } from "./toy-shop.ts";

export type MakeStage = (plot: Plot, clock: StageClock, faults: Faults) => Stage | Promise<Stage>;

export type Played = {
  /** Where the app and the model part first; null where they never do. */
  difference: string | null;
  /** Awaits of the app's, in all. */
  awaits: number;
  faults: { lost: number; repeated: number; delayed: number; crashes: number; railBreaks: number };
  payouts: number;
  /** What was there to be decided, by kind: worlds without would prove nothing. */
  seen: { reviews: number; takenBack: number; belowZero: number; passedOn: number; erased: number };
};

type MovingClock = StageClock & { move(minutes: number): void };

const START = Date.parse("2026-11-02T09:00:00Z");
const MINUTE = 60_000;
const LONGEST_GAP_MS = 10 * 1440 * MINUTE;

/** Plays a world: each step happens to the app and to the model, and after each every account of both is compared. */
export async function play(plot: Plot, makeStage: MakeStage, dying: Dying = { kind: "never" }): Promise<Played> {
  const faults = new Faults();
  let now = START;
  const clock = { now: () => instant(now), move: (minutes: number) => void (now += minutes * MINUTE) };
  return new World(plot, dying, await makeStage(plot, clock, faults), faults, clock).play();
}

class World {
  readonly #plot: Plot;
  readonly #dying: Dying;
  readonly #stage: Stage;
  readonly #faults: Faults;
  readonly #mortal: Mortal;
  readonly #clock: MovingClock;
  readonly #model: Model;
  readonly #shop = new ToyShop();
  readonly #network = new Network();
  readonly #rail: Rail;
  #railBreaks = 0;
  /** Whether the shop has the app; the app may learn of its removal later. */
  #hasApp = true;
  #removedAt = START;
  #comparedAt = START;

  constructor(plot: Plot, dying: Dying, stage: Stage, faults: Faults, clock: MovingClock) {
    this.#plot = plot;
    this.#dying = dying;
    this.#stage = stage;
    this.#faults = faults;
    this.#mortal = new Mortal(dying, faults);
    this.#clock = clock;
    this.#model = new Model(plot);
    this.#rail = new Rail(clock, faults);
  }

  async play(): Promise<Played> {
    let difference: string | null = null;
    for (const [index, step] of [...this.#plot.steps, ...epilogue].entries()) {
      difference = await this.#step(index, step);
      if (difference !== null) break;
    }
    difference ??= await endOf({ stage: this.#stage, model: this.#model, shop: this.#shop, rail: this.#rail });
    return {
      difference,
      awaits: this.#mortal.awaits,
      faults: { ...this.#network.faults, crashes: this.#faults.crashes, railBreaks: this.#railBreaks },
      payouts: this.#model.payouts.length,
      seen: {
        ...this.#model.commissions.seen,
        reviews: this.#model.reviews.all.length,
        erased: this.#shop.orders.filter(({ looks }) => looks === null).length,
      },
    };
  }

  async #step(index: number, step: Step): Promise<string | null> {
    const { minutes, happening, fates } = step;
    this.#clock.move(minutes);
    await this.#inGoodTime();
    const told = await this.#happen(step);
    this.#network.send(told, fates, index);
    await this.#carryOn(index);
    const difference = await differenceOf(this.#stage, this.#model);
    return difference && `step ${index} (${happening.do}): ${difference}`;
  }

  /** What goes on by itself: deliveries arrive, the worker and the releases run, open payouts are handed to the rail. */
  async #carryOn(step: number): Promise<void> {
    for (const told of this.#network.arriving(step)) {
      await this.#mortal.survives(() => this.#stage.arrive(told));
      this.#model.take(told, this.#clock.now());
    }
    await this.#workOff();
    await this.#submitAll();
  }

  async #workOff(): Promise<void> {
    await this.#drain();
    await this.#mortal.survives(() => this.#stage.release());
    this.#model.release(this.#clock.now());
  }

  async #drain(): Promise<void> {
    const { batch, workers } = this.#plot;
    const worker = async (): Promise<void> => {
      while ((await this.#mortal.survives(() => this.#stage.work(batch))) > 0);
    };
    // Several at once where none dies: whose await it is could not be told.
    await Promise.all(Array.from({ length: this.#dying.kind === "never" ? workers : 1 }, worker));
  }

  async #submitAll(): Promise<void> {
    for (const { id, state, ourKey } of await this.#stage.payouts()) {
      const payout = this.#model.payouts.find((one) => one.id === id);
      if (payout === undefined || !/^(approved|submitted|unknown)$/.test(state)) continue;
      this.#rail.decide(ourKey, railFate(this.#plot.seed, payout.creator, payout.nth));
      await this.#mortal
        .survives(() => this.#stage.submit(id, this.#rail))
        .catch((error: unknown) => {
          if (!(error instanceof RailDown)) throw error;
          this.#railBreaks += 1;
        });
    }
    this.#model.submit(this.#clock.now());
  }

  /** Shopify shows 60 days: by then a removed app is back, and what was lost has been looked for. */
  async #inGoodTime(): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#removedAt >= LONGEST_GAP_MS) await this.#install();
    if (!this.#hasApp || now - this.#comparedAt < LONGEST_GAP_MS) return;
    for (const what of ["reconcile", "compare chargebacks"] as const) {
      await act(this.#scene(), { do: what });
      await this.#workOff();
    }
    this.#comparedAt = now;
  }

  /** @returns what the shop tells the app of it */
  async #happen({ happening, erased }: Step): Promise<Told[]> {
    if (happening.do === "uninstall" && this.#hasApp) {
      this.#hasApp = false;
      this.#removedAt = this.#clock.now();
      return [this.#shop.uninstalled(this.#clock.now())];
    }
    if (happening.do === "install") await this.#install();
    // While the app is removed, nobody is in it, and what happens in the shop is told to nobody.
    else if (this.#hasApp) await act(this.#scene(), happening);
    const told = this.#model.hasEnded(happening) ? [] : this.#shop.happen(this.#clock.now(), happening);
    if (erased !== null) told.push(...this.#shop.erase(this.#clock.now(), erased));
    return this.#hasApp ? told : [];
  }

  /** Again, once the app has heard of its removal. */
  async #install(): Promise<void> {
    if (this.#hasApp || this.#model.installed) return;
    await this.#mortal.survives(() => this.#stage.install());
    this.#hasApp = true;
    this.#model.installed = true;
  }

  #scene() {
    const [stage, model, shop, mortal] = [this.#stage, this.#model, this.#shop, this.#mortal];
    const drain = () => this.#drain();
    return { drain, stage, model, shop, mortal, source: sourceOf(shop, this.#faults), now: this.#clock.now() };
  }
}

const later = (days: number, happening: Happening): Step => ({
  minutes: days * 1440,
  happening,
  fates: [],
  erased: null,
});

/** In the end everything arrives, the app is there, what was lost is found, every hold ends and every payout is asked about. */
const epilogue: Step[] = [
  later(3, { do: "nothing" }),
  ...Array.from({ length: 6 }, () => later(1, { do: "nothing" })),
  later(1, { do: "install" }),
  later(1, { do: "reconcile" }),
  later(1, { do: "compare chargebacks" }),
  later(31, { do: "nothing" }),
];
