import { EXPONENTS } from "./amounts.ts";
import { day, iso } from "./calendar.ts";
import type { Dice } from "./dice.ts";

export type Doc = Record<string, unknown>;
export type PartnershipDoc = { creator: string; codes?: string[]; links?: string[]; email?: string | null } & Doc;
export type OfferDoc = { currency: string; rule: Doc; partnerships: PartnershipDoc[] } & Doc;

export const PRODUCTS = ["501", "502", "503"];
export const VARIANTS = ["601", "602", "603"];
export const VENDORS = ["Acme", "Zeta"];
export const SKUS = ["S-1", "S-2"];
const RATES = [0, 1, 333, 500, 800, 1000, 1250, 1500, 2000, 3333, 10000];

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

function ruleOf(dice: Dice, unit: number): Doc {
  const minor = (low: number, high: number): string =>
    String(dice.int(low, high) * Math.max(1, unit / 2) + dice.int(0, 3));
  const boostFrom = dice.int(10, 60);
  const rule = doc({
    base: dice.maybe(40, () => dice.pick(["before_discounts", "after_discounts"])),
    percent: dice.maybe(65, () => bps(dice)),
    flatPerOrder: dice.maybe(20, () => ({ amountMinor: minor(0, 5) })),
    flatPerItem: dice.maybe(20, () => ({ amountMinor: minor(0, 3) })),
    overrides: dice.maybe(35, () =>
      Array.from({ length: dice.int(0, 3) }, () => ({ match: match(dice), bps: rate(dice) })),
    ),
    exclusions: dice.maybe(20, () => [match(dice)]),
    orders: dice.maybe(20, () =>
      doc({
        excludeSources: dice.maybe(60, () => dice.pick([["pos"], [" POS "], ["shopify_draft_order", "pos"]])),
        excludeTags: dice.maybe(60, () => dice.pick([["wholesale"], ["Wholesale "], ["vip", "b2b"]])),
      }),
    ),
    customers: dice.maybe(35, () => customers(dice)),
    evidence: dice.maybe(40, () => evidence(dice)),
    tiers: dice.maybe(40, () => tiers(dice, unit)),
    repeat: dice.maybe(35, () => repeat(dice)),
    lifetime: dice.maybe(45, () => ({ months: dice.int(1, 2) })),
    boost: dice.maybe(25, () => ({
      from: iso(day(boostFrom)),
      until: iso(day(boostFrom + dice.pick([5, 10, 30]))),
      ...bps(dice),
    })),
    caps: dice.maybe(40, () =>
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

function partnership(dice: Dice, creator: string): PartnershipDoc {
  const name = creator.toLowerCase();
  // Link tokens are letters, digits, _ and -; codes and names may be anything.
  const token = name.replace("é", "e");
  const until = dice.maybe(35, () => day(dice.int(5, 85)));
  return {
    creator,
    ...doc({
      codes: dice.maybe(92, () => (dice.chance(30) ? [`${creator}10`.toUpperCase(), `${name}-vip`] : [` ${name}10`])),
      links: dice.maybe(92, () => [`tok_${token}-1`, ...dice.some([`Tok${token}`], 30)]),
      activeFrom: dice.maybe(70, () => iso(day(dice.pick([-300, -300, 0, 10, 30])))),
      activeUntil: until === undefined ? dice.maybe(60, () => null) : iso(until),
      email: dice.maybe(75, () => dice.pick([`${name}@example.com`, ` ${creator}@Example.com`])),
      bps: dice.maybe(40, () => dice.pick([null, rate(dice)])),
      endedFor: until === undefined ? dice.maybe(30, () => null) : dice.maybe(35, () => "fraud"),
    }),
  };
}

export function offerOf(dice: Dice): OfferDoc {
  const currency = dice.pick(["USD", "USD", "USD", "EUR", "JPY", "VND", "KWD"]);
  // One major unit, or ten yen: what amounts are made of.
  const unit = currency === "JPY" || currency === "VND" ? 10 : 10 ** (EXPONENTS[currency] ?? 2);
  const creators = dice.shuffled(["maya", "ben", "Zoe", "éva"]).slice(0, dice.int(1, 3));
  return {
    currency,
    ...doc({
      attributionWindowDays: dice.maybe(50, () => dice.pick([0, 1, 7, 30])),
      holdDays: dice.maybe(50, () => dice.pick([0, 14, 30])),
    }),
    rule: ruleOf(dice, unit),
    partnerships: creators.map((creator) => partnership(dice, creator)),
  };
}
