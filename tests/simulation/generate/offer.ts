import { EXPONENTS } from "./amounts.ts";
import { day, iso } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import { someDay, type Taste } from "./scene.ts";

export type Doc = Record<string, unknown>;
export type PartnershipDoc = { creator: string; codes?: string[]; links?: string[]; email?: string | null } & Doc;
export type OfferDoc = { currency: string; rule: Doc; partnerships: PartnershipDoc[] } & Doc;

export const PRODUCTS = ["501", "502", "503"];
export const VARIANTS = ["601", "602", "603"];
export const VENDORS = ["Acme", "Zeta"];
export const SKUS = ["S-1", "S-2"];
const RATES = [0, 1, 333, 500, 500, 800, 1000, 1000, 1250, 1500, 2000, 2000, 3333, 10000];

/** An object of only the keys that have a value. */
export function doc(entries: Doc): Doc {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

const rate = (dice: Dice): number => dice.pick(RATES);
const bps = (dice: Dice): Doc => ({ bps: rate(dice) });

function match(dice: Dice): Doc {
  const found = doc({
    variant: dice.maybe(25, () => dice.pick(VARIANTS)),
    product: dice.maybe(35, () => dice.pick(PRODUCTS)),
    sku: dice.maybe(25, () => dice.pick(SKUS)),
    vendor: dice.maybe(35, () => dice.pick(VENDORS)),
  });
  return Object.keys(found).length > 0 ? found : { vendor: dice.pick(VENDORS) };
}

function customers(dice: Dice): Doc {
  const one = (): unknown => dice.pick([() => null, () => bps(dice), () => bps(dice), () => undefined])();
  return doc({ new: one(), returning: one() });
}

function evidence(dice: Dice): Doc {
  const kinds = ["code", "entered", "click", "landing", "lifetime", "survey"];
  return Object.fromEntries(
    kinds.filter((kind) => dice.chance(kind === "survey" ? 65 : 40)).map((kind) => [kind, bps(dice)]),
  );
}

function tiers(dice: Dice, unit: number): Doc {
  const by = dice.pick(["net_sales", "net_sales", "orders"]);
  const froms = [0, ...dice.some([1, 2, 3], 60)];
  const steps = froms.map((from) =>
    by === "orders"
      ? { fromCount: from, bps: rate(dice) }
      : {
          fromMinor: String(from * dice.pick([10, 25, 33]) * unit + (from > 0 ? from * 100 * unit : 0)),
          bps: rate(dice),
        },
  );
  return {
    by,
    period: dice.pick(["calendar_month", "all_time"]),
    mode: dice.pick(["marginal", "marginal", "whole"]),
    steps,
  };
}

function repeat(dice: Dice): Doc {
  return dice.pick<() => Doc>([
    () => ({ kind: "all_orders" }),
    () => ({ kind: "first_order" }),
    () => ({ kind: "first_orders", count: dice.int(1, 3) }),
    () => ({ kind: "months", count: dice.int(1, 2) }),
  ])();
}

/** How often each key stands in the rule, in percent, where the world is rich in something. */
const OFTEN: Readonly<Record<Taste, Readonly<Record<string, number>>>> = {
  anything: {},
  evidence: { evidence: 70, customers: 10, repeat: 10, caps: 10 },
  money: {
    percent: 100,
    base: 60,
    overrides: 5,
    exclusions: 15,
    customers: 0,
    evidence: 0,
    tiers: 0,
    repeat: 0,
    caps: 0,
    boost: 0,
  },
  totals: {
    percent: 80,
    tiers: 70,
    caps: 70,
    customers: 45,
    repeat: 20,
    lifetime: 40,
    boost: 20,
    exclusions: 5,
    orders: 5,
  },
  customers: { percent: 90, customers: 60, repeat: 50, lifetime: 70, overrides: 10, exclusions: 5, orders: 5 },
};

function ruleOf(dice: Dice, unit: number, taste: Taste): Doc {
  const maybe = <T>(key: string, percent: number, make: () => T): T | undefined =>
    dice.maybe(OFTEN[taste][key] ?? percent, make);
  const minor = (low: number, high: number): string =>
    String(dice.int(low, high) * Math.max(1, unit / 2) + dice.int(0, 3));
  const boostFrom = someDay(dice);
  const percent = bps(dice);
  const rule = doc({
    base: maybe("base", 40, () => dice.pick(["before_discounts", "after_discounts"])),
    percent: maybe("percent", 55, () => percent),
    flatPerOrder: dice.maybe(20, () => ({ amountMinor: minor(0, 5) })),
    flatPerItem: dice.maybe(20, () => ({ amountMinor: minor(0, 3) })),
    overrides: maybe("overrides", 35, () =>
      Array.from({ length: dice.int(0, 3) }, () => ({ match: match(dice), bps: rate(dice) })),
    ),
    exclusions: maybe("exclusions", 20, () => [match(dice)]),
    orders: maybe("orders", 20, () =>
      doc({
        excludeSources: dice.maybe(60, () => dice.pick([["pos"], [" POS "], ["shopify_draft_order", "pos"]])),
        excludeTags: dice.maybe(60, () => dice.pick([["wholesale"], ["Wholesale "], ["vip", "b2b"]])),
      }),
    ),
    customers: maybe("customers", 30, () => customers(dice)),
    evidence: maybe("evidence", 40, () => evidence(dice)),
    tiers: maybe("tiers", 35, () => tiers(dice, unit)),
    repeat: maybe("repeat", 25, () => repeat(dice)),
    lifetime: maybe("lifetime", 45, () => ({ months: dice.int(1, 2) })),
    boost: maybe("boost", 25, () => ({
      from: iso(boostFrom),
      until: iso(boostFrom + dice.pick([5, 10, 14, 30]) * 86_400),
      ...dice.pick([bps(dice), percent]),
    })),
    caps: maybe("caps", 35, () =>
      doc({
        perOrderMinor: dice.maybe(50, () => minor(1, 60)),
        perCreatorMonthMinor: dice.maybe(50, () => minor(1, 120)),
        budgetMinor: dice.maybe(50, () => minor(1, 200)),
      }),
    ),
  });
  const pays = ["percent", "flatPerOrder", "flatPerItem", "tiers", "customers", "evidence"].some((key) => key in rule);
  return pays ? rule : { ...rule, percent: { bps: 1000 } };
}

function partnership(dice: Dice, creator: string, taste: Taste): PartnershipDoc {
  const name = creator.toLowerCase();
  // Link tokens are letters, digits, _ and -; codes and names may be anything.
  const token = name.replace("é", "e");
  const ends = taste === "money" || taste === "totals" ? 5 : 35;
  const until = dice.maybe(ends, () => someDay(dice));
  return {
    creator,
    ...doc({
      codes: dice.maybe(92, () =>
        dice.chance(30) ? [`${creator}10`.toUpperCase(), `${name}-vip`, `${name}🎁`, `${name}10 `] : [` ${name}10`],
      ),
      links: dice.maybe(92, () => [`tok_${token}-1`, ...dice.some([`Tok${token}`], 30)]),
      activeFrom: dice.maybe(70, () => iso(dice.chance(70) ? day(-300) : someDay(dice))),
      activeUntil: until === undefined ? dice.maybe(60, () => null) : iso(until),
      email: dice.maybe(taste === "money" || taste === "totals" ? 10 : 75, () =>
        dice.pick([`${name}@example.com`, ` ${creator}@Example.com`]),
      ),
      bps: dice.maybe(25, () => dice.pick([null, rate(dice)])),
      endedFor: until === undefined ? dice.maybe(30, () => null) : dice.maybe(35, () => "fraud"),
    }),
  };
}

export function offerOf(dice: Dice, taste: Taste): OfferDoc {
  const currency = dice.pick(["USD", "USD", "USD", "EUR", "JPY", "VND", "KWD"]);
  // One major unit, or ten yen: what amounts are made of.
  const unit = currency === "JPY" || currency === "VND" ? 10 : 10 ** (EXPONENTS[currency] ?? 2);
  const creators = dice.shuffled(["maya", "ben", "Zoe", "éva"]).slice(0, taste === "money" ? 1 : dice.int(1, 3));
  return {
    currency,
    ...doc({
      attributionWindowDays: dice.maybe(50, () => dice.pick([0, 1, 7, 30])),
      holdDays: dice.maybe(50, () => dice.pick([0, 14, 30])),
    }),
    rule: ruleOf(dice, unit, taste),
    partnerships: creators.map((creator) => partnership(dice, creator, taste)),
  };
}
