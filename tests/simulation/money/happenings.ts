import type { Dice } from "../generate/dice.ts";
import type { Happening, Taste } from "./plot.ts";
import type { Looks } from "./shoppers.ts";

type Next = (dice: Dice, creators: number) => Happening;
type Kinds = (() => Happening)[];

/** What happens next, again and again. A run that is planned is mostly approved next. */
export function happenings(taste: Taste): Next {
  let before: Happening["do"] = "nothing";
  return (dice, creators) => {
    const next = before === "plan" && dice.chance(60) ? { do: "approve" as const } : aHappening(dice, creators, taste);
    before = next.do;
    return next;
  };
}

export function aHappening(dice: Dice, creators: number, taste: Taste): Happening {
  const kinds = [...everyday(dice, creators, taste)];
  if (taste.disputes) kinds.push(...ofDisputes(dice));
  if (taste.reviews) kinds.push(...ofReviews(dice, creators));
  return dice.pick(kinds)();
}

export function anOrder(dice: Dice, creators: number, { reviews }: Taste): Happening {
  const lines = Array.from({ length: dice.int(1, 3) }, () => ({
    priceMinor: BigInt(dice.pick([1, 333, 1000, 4999, 12_345, 80_000])),
    quantity: dice.int(1, 3),
  }));
  const looks = reviews ? dice.pick(LOOKS) : "stranger";
  const creator = dice.int(0, creators - 1);
  // The other one has the order where it turns out to be the first one's own.
  const second = reviews && creators > 1 && dice.chance(60) ? (creator + 1) % creators : null;
  return { do: "order", creator, second, lines, paid: dice.chance(75), looks };
}

/** Half of them like the creator: a world has few orders. */
const LOOKS: Looks[] = ["own name", "own address", "another creator", "stranger"];

function times(count: number, make: () => Happening): Kinds {
  return Array.from({ length: count }, () => make);
}

function everyday(dice: Dice, creators: number, taste: Taste): Kinds {
  const some = dice.int(0, 9);
  const creator = dice.int(0, creators - 1);
  return [
    ...times(6, () => anOrder(dice, creators, taste)),
    ...times(2, () => ({ do: "nothing" })),
    ...times(2, () => ({ do: "pay", order: some })),
    ...times(4, () => ({
      do: "refund",
      order: some,
      line: dice.int(0, 2),
      units: dice.int(1, 2),
      announced: dice.chance(60),
    })),
    () => ({ do: "edit", order: some, line: dice.int(0, 2), units: dice.int(1, 2) }),
    () => ({ do: "cancel", order: some }),
    ...times(2, () => ({ do: "reconcile" })),
    ...times(4, () => ({ do: "plan" })),
    ...times(4, () => ({ do: "approve" })),
    () => ({ do: "discard" }),
    ...times(2, () => ({ do: "say", payout: some, paid: dice.chance(70) })),
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
    ...times(2, () => ({ do: "install" })),
  ];
}

function ofDisputes(dice: Dice): Kinds {
  const order = dice.int(0, 9);
  const kind = dice.pick(["chargeback", "chargeback", "inquiry"] as const);
  const status = dice.pick(["under_review", "won", "lost", "lost", "accepted", "prevented"] as const);
  return [
    ...times(3, () => ({ do: "dispute", order, share: dice.pick([10, 50, 100]), kind })),
    ...times(4, () => ({ do: "move dispute", order, status })),
    () => ({ do: "compare chargebacks" }),
  ];
}

function ofReviews(dice: Dice, creators: number): Kinds {
  const some = dice.int(0, 9);
  return [
    ...times(4, () => ({ do: "readdress", order: some, looks: dice.pick(LOOKS) })),
    ...times(6, () => ({
      do: "decide review",
      review: some,
      decision: dice.pick(["pay", "own_order", "own_order"] as const),
    })),
    () => ({ do: "tell details", creator: dice.int(0, creators - 1) }),
  ];
}
