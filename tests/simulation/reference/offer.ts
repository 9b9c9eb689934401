import { folded, object, refuse, type Json } from "./json.ts";
import type { EvidenceKind } from "./output.ts";
import { instant, type Nanos } from "./time.ts";

export type Match = Partial<Record<"variant" | "product" | "sku" | "vendor", string>>;
export type Tiers = {
  by: "net_sales" | "orders";
  period: "calendar_month" | "all_time";
  mode: "marginal" | "whole";
  steps: { from: bigint; bps: number }[];
};
export type Repeat =
  | { kind: "all_orders" }
  | { kind: "first_order" }
  | { kind: "first_orders"; count: number }
  | { kind: "months"; count: number };
/** `undefined` does not speak, `null` is not paid. */
export type CustomerRate = number | null | undefined;

export type Rule = {
  base: "after_discounts" | "before_discounts";
  percent: number | undefined;
  flatPerOrder: bigint;
  flatPerItem: bigint;
  overrides: { match: Match; bps: number }[];
  exclusions: Match[];
  excludeSources: string[];
  excludeTags: string[];
  customers: { new: CustomerRate; returning: CustomerRate };
  evidence: Partial<Record<EvidenceKind, number>>;
  tiers: Tiers | undefined;
  repeat: Repeat;
  lifetimeMonths: number | undefined;
  boost: { from: Nanos; until: Nanos; bps: number } | undefined;
  caps: { perOrder: bigint | undefined; perCreatorMonth: bigint | undefined; budget: bigint | undefined };
};
export type Partnership = {
  creator: string;
  codes: string[];
  links: string[];
  activeFrom: Nanos | undefined;
  activeUntil: Nanos | undefined;
  email: string | undefined;
  bps: number | undefined;
  fraud: boolean;
};
export type Offer = {
  currency: string;
  windowDays: bigint;
  holdDays: bigint;
  rule: Rule;
  partnerships: Partnership[];
};

/** An object with no other keys than these; absent is empty. */
function known(value: unknown, where: string, keys: string): Json {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(`${where}: not an object`);
  for (const key of Object.keys(value)) if (!keys.split(" ").includes(key)) refuse(`${where}.${key}: unknown key`);
  return object(value);
}
function list(value: unknown, where: string): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : refuse(`${where}: not a list`);
}
function word(value: unknown, where: string): string {
  return typeof value === "string" && value.trim() !== "" ? value : refuse(`${where}: not a text`);
}
function count(value: unknown, where: string): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : refuse(`${where}: no count`);
}
function minorUnits(value: unknown, where: string): bigint {
  return typeof value === "string" && /^\d+$/.test(value) ? BigInt(value) : refuse(`${where}: not minor units`);
}
function oneOf<T extends string>(value: unknown, where: string, allowed: readonly T[]): T {
  return allowed.find((one) => one === value) ?? refuse(`${where}: not one of ${allowed.join(", ")}`);
}
function bps(value: unknown, where: string): number {
  return count(known(value, where, "bps")["bps"], `${where}.bps`);
}
function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

function match(value: unknown, where: string): Match {
  const found = known(value, where, "variant product sku vendor");
  if (Object.keys(found).length === 0) refuse(`${where}: matches nothing`);
  return Object.fromEntries(Object.entries(found).map(([key, text]) => [key, word(text, `${where}.${key}`)]));
}

function tiers(value: unknown): Tiers {
  const found = known(value, "tiers", "by period mode steps");
  const by = oneOf(found["by"], "tiers.by", ["net_sales", "orders"]);
  const steps = list(found["steps"], "tiers.steps").map((one) => {
    const step = known(one, "tiers.steps", by === "orders" ? "fromCount bps" : "fromMinor bps");
    const from =
      by === "orders" ? BigInt(count(step["fromCount"], "fromCount")) : minorUnits(step["fromMinor"], "from");
    return { from, bps: count(step["bps"], "tiers.steps.bps") };
  });
  if (steps[0]?.from !== 0n) refuse("tiers.steps: the first starts at 0");
  if (steps.some((step, i) => i > 0 && step.from <= (steps[i - 1]?.from ?? 0n))) refuse("tiers.steps: not ascending");
  const period = oneOf(found["period"], "tiers.period", ["calendar_month", "all_time"]);
  return { by, period, mode: oneOf(found["mode"], "tiers.mode", ["marginal", "whole"]), steps };
}

function repeat(value: unknown): Repeat {
  const kind = oneOf(object(value)["kind"], "repeat.kind", ["all_orders", "first_order", "first_orders", "months"]);
  if (kind === "all_orders" || kind === "first_order") {
    known(value, "repeat", "kind");
    return { kind };
  }
  return { kind, count: count(known(value, "repeat", "kind count")["count"], "repeat.count") };
}

function customerRate(value: unknown, where: string): CustomerRate {
  return value === undefined || value === null ? value : bps(value, where);
}

const RULE_KEYS =
  "base percent flatPerOrder flatPerItem overrides exclusions orders customers evidence tiers repeat lifetime boost caps";

function readRule(value: unknown): Rule {
  const rule = known(value ?? null, "rule", RULE_KEYS);
  if (!["percent", "flatPerOrder", "flatPerItem", "tiers", "customers", "evidence"].some((key) => key in rule))
    refuse("rule: nothing that pays");
  const flat = (key: string): bigint =>
    optional(rule[key], (one) => minorUnits(known(one, key, "amountMinor")["amountMinor"], key)) ?? 0n;
  const orders = known(rule["orders"], "orders", "excludeSources excludeTags");
  const customers = known(rule["customers"], "customers", "new returning");
  const evidence = known(rule["evidence"], "evidence", "code entered click landing lifetime survey");
  const caps = known(rule["caps"], "caps", "perOrderMinor perCreatorMonthMinor budgetMinor");
  const boost = known(rule["boost"], "boost", "from until bps");
  return {
    base: oneOf(rule["base"] ?? "after_discounts", "base", ["after_discounts", "before_discounts"]),
    percent: optional(rule["percent"], (one) => bps(one, "percent")),
    flatPerOrder: flat("flatPerOrder"),
    flatPerItem: flat("flatPerItem"),
    overrides: list(rule["overrides"], "overrides").map((one) => {
      const override = known(one, "overrides", "match bps");
      return { match: match(override["match"], "overrides.match"), bps: count(override["bps"], "overrides.bps") };
    }),
    exclusions: list(rule["exclusions"], "exclusions").map((one) => match(one, "exclusions")),
    excludeSources: list(orders["excludeSources"], "excludeSources").map(folded),
    excludeTags: list(orders["excludeTags"], "excludeTags").map(folded),
    customers: {
      new: customerRate(customers["new"], "customers.new"),
      returning: customerRate(customers["returning"], "customers.returning"),
    },
    evidence: Object.fromEntries(Object.entries(evidence).map(([kind, rate]) => [kind, bps(rate, `evidence.${kind}`)])),
    tiers: optional(rule["tiers"], tiers),
    repeat: repeat(rule["repeat"] ?? { kind: "all_orders" }),
    lifetimeMonths: optional(rule["lifetime"], (one) => count(known(one, "lifetime", "months")["months"], "months")),
    boost: optional(rule["boost"], () => ({
      from: instant(boost["from"]),
      until: instant(boost["until"]),
      bps: count(boost["bps"], "boost.bps"),
    })),
    caps: {
      perOrder: optional(caps["perOrderMinor"], (one) => minorUnits(one, "caps.perOrderMinor")),
      perCreatorMonth: optional(caps["perCreatorMonthMinor"], (one) => minorUnits(one, "caps.perCreatorMonthMinor")),
      budget: optional(caps["budgetMinor"], (one) => minorUnits(one, "caps.budgetMinor")),
    },
  };
}

function readPartnership(value: unknown): Partnership {
  const one = known(value, "partnerships", "creator codes links activeFrom activeUntil email bps endedFor");
  const activeUntil = optional(one["activeUntil"], instant);
  const endedFor = optional(one["endedFor"], (why) => oneOf(why, "endedFor", ["fraud"]));
  if (endedFor && activeUntil === undefined) refuse("partnerships: endedFor without activeUntil");
  return {
    creator: word(one["creator"], "creator"),
    codes: list(one["codes"], "codes").map((code) => folded(word(code, "codes"))),
    links: list(one["links"], "links").map((link) =>
      /^[A-Za-z0-9_-]+$/.test(word(link, "links")) ? String(link) : refuse("links: letters, digits, _ and - only"),
    ),
    activeFrom: optional(one["activeFrom"], instant),
    activeUntil,
    email: optional(one["email"], folded),
    bps: optional(one["bps"], (rate) => count(rate, "partnerships.bps")),
    fraud: endedFor === "fraud",
  };
}

function refuseShared(what: string, lists: string[][]): void {
  const owner = new Map<string, number>();
  lists.forEach((names, index) =>
    names.forEach((name) => {
      if ((owner.get(name) ?? index) !== index) refuse(`${what} ${name}: of two partnerships`);
      owner.set(name, index);
    }),
  );
}

/** The offer with its defaults; refuses what the contract refuses. */
export function readOffer(value: unknown): Offer {
  const offer = known(value ?? null, "offer", "currency attributionWindowDays holdDays rule partnerships");
  const partnerships = Array.isArray(offer["partnerships"])
    ? offer["partnerships"].map(readPartnership)
    : refuse("offer.partnerships: required");
  refuseShared(
    "code",
    partnerships.map((one) => one.codes),
  );
  refuseShared(
    "link",
    partnerships.map((one) => one.links),
  );
  refuseShared(
    "creator",
    partnerships.map((one) => [folded(one.creator)]),
  );
  return {
    currency: word(offer["currency"], "currency"),
    windowDays: BigInt(count(offer["attributionWindowDays"] ?? 30, "attributionWindowDays")),
    holdDays: BigInt(count(offer["holdDays"] ?? 30, "holdDays")),
    rule: readRule(offer["rule"]),
    partnerships,
  };
}
