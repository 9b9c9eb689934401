import { Dice } from "../generate/dice.ts";
import { anOrder, happenings } from "./happenings.ts";
import type { Looks } from "./shoppers.ts";

/** What the network does to one delivery. */
export type Fate = {
  /** How often it is sent. */
  copies: number;
  /** Steps until it arrives. */
  delay: number;
  /** Lost for good: only a comparison with the shop brings what it said. */
  lost: boolean;
};

export type ReviewDecision = "pay" | "own_order";

/** One thing that happens; `order` and `creator` are places in the world's lists. What cannot happen does not. */
export type Happening =
  | { do: "nothing" }
  | {
      do: "order";
      creator: number;
      /** Whose code it carries as well. */
      second: number | null;
      lines: { priceMinor: bigint; quantity: number }[];
      paid: boolean;
      looks: Looks;
    }
  | { do: "pay"; order: number }
  | { do: "refund"; order: number; line: number; units: number; announced: boolean }
  | { do: "edit"; order: number; line: number; units: number }
  | { do: "cancel"; order: number }
  /** It is sent elsewhere: the order's next body shows somebody else. */
  | { do: "readdress"; order: number; looks: Looks }
  | { do: "dispute"; order: number; share: number; kind: "chargeback" | "inquiry" }
  | { do: "move dispute"; order: number; status: "under_review" | "won" | "lost" | "accepted" | "prevented" }
  | { do: "decide review"; review: number; decision: ReviewDecision }
  /** A creator tells a name and an address of their own, which the app did not know. */
  | { do: "tell details"; creator: number }
  | { do: "reconcile" }
  /** What is done every night: all chargebacks of the last months, not only the newest. */
  | { do: "compare chargebacks" }
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

export type Step = {
  minutes: number;
  happening: Happening;
  fates: Fate[];
  /** The shopper of that order has to be forgotten, too. */
  erased: number | null;
};

/** A world of money from a seed: one shop, its offer, its creators, and what happens to them, step by step. */
export type Plot = {
  seed: number;
  /** `details`: their name and address are known from the beginning. */
  creators: { bps: number | null; details: boolean }[];
  bps: number;
  holdDays: number;
  minimumMinor: bigint | null;
  /** Where a hold may take back what was released, how much depends on the sequence of settling: then there is one. */
  workers: number;
  /** Deliveries that a worker takes at once. */
  batch: number;
  steps: Step[];
};

/** What a world is about, beside orders and payouts. */
export type Taste = { disputes: boolean; reviews: boolean };

const MINUTES = [5, 5, 30, 240, 1440, 1440, 3 * 1440, 10 * 1440, 15 * 1440];

export function plotOf(seed: number, { steps: [least, most] = [12, 40] } = {}): Plot {
  const dice = new Dice(seed);
  const creators = Array.from({ length: dice.int(1, 3) }, () => ({
    bps: dice.pick([null, null, 500, 3000]),
    details: dice.chance(75),
  }));
  const taste = { disputes: dice.chance(40), reviews: dice.chance(40) };
  const holds = taste.disputes || taste.reviews;
  const lossless = dice.chance(40);
  const next = happenings(taste);
  const steps = Array.from({ length: dice.int(least ?? 12, most ?? 40) }, (_, index): Step =>
    step(dice, index === 0 ? anOrder(dice, creators.length, taste) : next(dice, creators.length), { lossless, holds }),
  );
  return {
    seed,
    creators,
    ...termsOf(dice),
    workers: holds ? 1 : 3,
    batch: holds ? 1 : dice.pick([1, 3, 50]),
    steps,
  };
}

export const termsOf = (dice: Dice): Pick<Plot, "bps" | "holdDays" | "minimumMinor"> => ({
  bps: dice.pick([1000, 1250, 333]),
  holdDays: dice.pick([0, 0, 1, 7, 30]),
  minimumMinor: dice.pick([null, null, 0n, 5000n]),
});

export const step = (
  dice: Dice,
  happening: Happening,
  { lossless, holds }: { lossless: boolean; holds: boolean },
): Step => ({
  minutes: dice.pick(MINUTES),
  happening,
  fates: Array.from({ length: 3 }, () => (lossless ? arrives : fate(dice))),
  // Between other work an erasure would come back later, which takes a worker of its own.
  erased: holds && dice.chance(8) ? dice.int(0, 9) : null,
});

const arrives: Fate = { copies: 1, delay: 0, lost: false };

function fate(dice: Dice): Fate {
  return {
    copies: dice.pick([1, 1, 1, 2, 3]),
    delay: dice.pick([0, 0, 0, 1, 2, 5]),
    lost: dice.chance(15),
  };
}
