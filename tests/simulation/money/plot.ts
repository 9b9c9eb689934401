import { Dice } from "../generate/dice.ts";

/** What the network does to one delivery. */
export type Fate = {
  /** How often it is sent. */
  copies: number;
  /** Steps until it arrives. */
  delay: number;
  /** Lost for good: only a comparison with the shop brings what it said. */
  lost: boolean;
};

/** One thing that happens; `order` and `creator` are places in the world's lists. What cannot happen does not. */
export type Happening =
  | { do: "nothing" }
  | { do: "order"; creator: number; lines: { priceMinor: bigint; quantity: number }[]; paid: boolean }
  | { do: "pay"; order: number }
  | { do: "refund"; order: number; line: number; units: number; announced: boolean }
  | { do: "edit"; order: number; line: number; units: number }
  | { do: "cancel"; order: number }
  | { do: "dispute"; order: number; share: number; kind: "chargeback" | "inquiry" }
  | { do: "close dispute"; order: number; status: "won" | "lost" | "accepted" | "prevented" }
  | { do: "reconcile" }
  | { do: "plan" }
  | { do: "approve" }
  | { do: "discard" }
  | { do: "say"; payout: number; paid: boolean }
  | { do: "return"; payout: number }
  | { do: "correct"; creator: number; minor: bigint }
  | { do: "write off"; creator: number }
  | { do: "grant"; creator: number; minor: bigint; kind: "bonus" | "bounty"; holdDays: number }
  | { do: "withdraw"; award: number }
  | { do: "change method"; creator: number }
  | { do: "end partnership"; creator: number }
  | { do: "uninstall" }
  | { do: "install" };

export type Step = { minutes: number; happening: Happening; fates: Fate[] };

/** A world of money from a seed: one shop, its offer, its creators, and what happens to them, step by step. */
export type Plot = {
  seed: number;
  creators: { bps: number | null }[];
  bps: number;
  holdDays: number;
  minimumMinor: bigint | null;
  /** Where a chargeback may be open, what it holds back depends on the sequence of settling: then there is one worker. */
  workers: number;
  /** Deliveries that a worker takes at once. */
  batch: number;
  steps: Step[];
};

const MINUTES = [5, 5, 30, 240, 1440, 1440, 3 * 1440, 10 * 1440, 15 * 1440];

export function plotOf(seed: number, { steps: [least, most] = [12, 40] } = {}): Plot {
  const dice = new Dice(seed);
  const creators = Array.from({ length: dice.int(1, 3) }, () => ({ bps: dice.pick([null, null, 500, 3000]) }));
  const disputes = dice.chance(50);
  const lossless = dice.chance(40);
  const next = happenings();
  const steps = Array.from({ length: dice.int(least ?? 12, most ?? 40) }, (_, index): Step => ({
    minutes: dice.pick(MINUTES),
    happening: index === 0 ? order(dice, creators.length) : next(dice, creators.length, disputes),
    fates: Array.from({ length: 3 }, () => (lossless ? arrives : fate(dice))),
  }));
  return {
    seed,
    creators,
    bps: dice.pick([1000, 1250, 333]),
    holdDays: dice.pick([0, 0, 1, 7, 30]),
    minimumMinor: dice.pick([null, null, 0n, 5000n]),
    workers: disputes ? 1 : 3,
    batch: disputes ? 1 : dice.pick([1, 3, 50]),
    steps,
  };
}

const arrives: Fate = { copies: 1, delay: 0, lost: false };

function fate(dice: Dice): Fate {
  return {
    copies: dice.pick([1, 1, 1, 2, 3]),
    delay: dice.pick([0, 0, 0, 1, 2, 5]),
    lost: dice.chance(15),
  };
}

function order(dice: Dice, creators: number): Happening {
  const lines = Array.from({ length: dice.int(1, 3) }, () => ({
    priceMinor: BigInt(dice.pick([1, 333, 1000, 4999, 12_345, 80_000])),
    quantity: dice.int(1, 3),
  }));
  return { do: "order", creator: dice.int(0, creators - 1), lines, paid: dice.chance(75) };
}

/** A run that is planned is mostly approved next. */
function happenings(): typeof happening {
  let before: Happening["do"] = "nothing";
  return (dice, creators, disputes) => {
    const next =
      before === "plan" && dice.chance(60) ? { do: "approve" as const } : happening(dice, creators, disputes);
    before = next.do;
    return next;
  };
}

function happening(dice: Dice, creators: number, disputes: boolean): Happening {
  const some = dice.int(0, 9);
  const creator = dice.int(0, creators - 1);
  const kinds: (() => Happening)[] = [
    ...Array.from({ length: 6 }, () => () => order(dice, creators)),
    () => ({ do: "nothing" }),
    () => ({ do: "nothing" }),
    () => ({ do: "pay", order: some }),
    () => ({ do: "pay", order: some }),
    ...Array.from({ length: 4 }, (): (() => Happening) => () => ({
      do: "refund",
      order: some,
      line: dice.int(0, 2),
      units: dice.int(1, 2),
      announced: dice.chance(60),
    })),
    () => ({ do: "edit", order: some, line: dice.int(0, 2), units: dice.int(1, 2) }),
    () => ({ do: "cancel", order: some }),
    () => ({ do: "reconcile" }),
    () => ({ do: "reconcile" }),
    ...Array.from({ length: 4 }, (): (() => Happening) => () => ({ do: "plan" })),
    ...Array.from({ length: 4 }, (): (() => Happening) => () => ({ do: "approve" })),
    () => ({ do: "discard" }),
    () => ({ do: "say", payout: some, paid: dice.chance(70) }),
    () => ({ do: "say", payout: some, paid: dice.chance(70) }),
    () => ({ do: "return", payout: some }),
    () => ({ do: "correct", creator, minor: BigInt(dice.pick([-3000, -1, 1, 500, 2000])) }),
    () => ({ do: "write off", creator }),
    () => ({
      do: "grant",
      creator,
      minor: BigInt(dice.pick([1, 1500, 9999])),
      kind: dice.pick(["bonus", "bounty"]),
      holdDays: dice.pick([0, 0, 14]),
    }),
    () => ({ do: "withdraw", award: some }),
    () => ({ do: "change method", creator }),
    () => ({ do: dice.chance(30) ? "end partnership" : "nothing", creator }),
    () => ({ do: dice.chance(40) ? "uninstall" : "nothing" }),
    () => ({ do: "install" }),
    () => ({ do: "install" }),
  ];
  if (disputes) {
    const kind = dice.pick(["chargeback", "chargeback", "inquiry"] as const);
    const status = dice.pick(["won", "lost", "accepted", "prevented"] as const);
    const opens = (): Happening => ({ do: "dispute", order: some, share: dice.pick([10, 50, 100]), kind });
    kinds.push(
      opens,
      opens,
      opens,
      ...Array.from({ length: 4 }, () => (): Happening => ({ do: "close dispute", order: some, status })),
    );
  }
  return dice.pick(kinds)();
}
