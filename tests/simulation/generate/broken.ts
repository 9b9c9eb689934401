import { Dice } from "./dice.ts";
import type { Doc } from "./offer.ts";
import { worldOf, type World } from "./world.ts";

type Breakage = { what: string; apply(world: Mutable, dice: Dice): void };
type Mutable = { offer: Doc & { rule: Doc; partnerships: Doc[] }; deliveries: (Doc & { body: Doc })[] };

function order(world: Mutable): Doc {
  const body = world.deliveries.find((one) => String(one["topic"]).startsWith("orders/c"))?.body;
  if (!body) throw new Error("a world without an order");
  return body;
}

/** What the contract refuses, one at a time. */
export const BREAKAGES: readonly Breakage[] = [
  { what: "an unknown key of the offer", apply: ({ offer }) => void (offer["percent"] = { bps: 1000 }) },
  { what: "an unknown key of the rule", apply: ({ offer }) => void (offer.rule["percentage"] = { bps: 1000 }) },
  { what: "an unknown key of a rate", apply: ({ offer }) => void (offer.rule["percent"] = { bps: 1, bip: 2 }) },
  { what: "no currency", apply: ({ offer }) => void delete offer["currency"] },
  { what: "no rule", apply: ({ offer }) => void delete (offer as Doc)["rule"] },
  { what: "no partnerships", apply: ({ offer }) => void delete (offer as Doc)["partnerships"] },
  { what: "a rule that pays nothing", apply: ({ offer }) => void (offer.rule = { lifetime: { months: 1 } }) },
  { what: "a rate of parts", apply: ({ offer }) => void (offer.rule["percent"] = { bps: 10.5 }) },
  { what: "a negative rate", apply: ({ offer }) => void (offer.rule["percent"] = { bps: -1 }) },
  { what: "an amount as a number", apply: ({ offer }) => void (offer.rule["flatPerOrder"] = { amountMinor: 100 }) },
  { what: "an amount with a point", apply: ({ offer }) => void (offer.rule["caps"] = { budgetMinor: "1.00" }) },
  {
    what: "a match that needs the Admin API",
    apply: ({ offer }, dice) =>
      void (offer.rule["exclusions"] = [{ [dice.pick(["tag", "collection", "productType"])]: "summer" }]),
  },
  {
    what: "tiers that do not start at 0",
    apply: ({ offer }) =>
      void (offer.rule["tiers"] = {
        by: "net_sales",
        period: "all_time",
        mode: "whole",
        steps: [{ fromMinor: "1", bps: 1 }],
      }),
  },
  {
    what: "tiers by net sales that count orders",
    apply: ({ offer }) =>
      void (offer.rule["tiers"] = {
        by: "net_sales",
        period: "all_time",
        mode: "whole",
        steps: [{ fromCount: 0, bps: 1 }],
      }),
  },
  { what: "a repeat of no kind", apply: ({ offer }) => void (offer.rule["repeat"] = { kind: "second_order" }) },
  { what: "a repeat without its count", apply: ({ offer }) => void (offer.rule["repeat"] = { kind: "first_orders" }) },
  {
    what: "a boost without a zone",
    apply: ({ offer }) =>
      void (offer.rule["boost"] = { from: "2026-11-27T00:00:00", until: "2026-12-01T00:00:00Z", bps: 1 }),
  },
  { what: "a partnership without a creator", apply: ({ offer }) => void offer.partnerships.push({ codes: ["X"] }) },
  {
    what: "a creator with two partnerships",
    apply: ({ offer }, dice) =>
      void offer.partnerships.push({ creator: "Rita" }, { creator: dice.pick(["Rita", " rITA "]) }),
  },
  {
    what: "a code of two partnerships",
    apply: ({ offer }) =>
      void offer.partnerships.push({ creator: "Rita", codes: ["RITA"] }, { creator: "Rolf", codes: [" rita"] }),
  },
  {
    what: "a link of two partnerships",
    apply: ({ offer }) =>
      void offer.partnerships.push({ creator: "Rita", links: ["tok"] }, { creator: "Rolf", links: ["tok"] }),
  },
  {
    what: "an end for fraud without its time",
    apply: ({ offer }) => void offer.partnerships.push({ creator: "Rita", endedFor: "fraud" }),
  },
  {
    what: "an end for another reason",
    apply: ({ offer }) =>
      void offer.partnerships.push({ creator: "Rita", endedFor: "boredom", activeUntil: "2026-11-01T00:00:00Z" }),
  },
  { what: "an order in another currency", apply: (world) => void (order(world)["currency"] = "CHF") },
  { what: "an order without an id", apply: (world) => void delete order(world)["id"] },
  {
    what: "a price that is no amount",
    apply: (world, dice) =>
      void (order(world)["line_items"] = [{ id: 1, quantity: 1, price: dice.pick(["12,00", "", "free", "1.2.3"]) }]),
  },
  {
    what: "an order of no time",
    apply: (world, dice) => void (order(world)["processed_at"] = dice.pick(["2026-11-01", "yesterday"])),
  },
  { what: "a delivery of no time", apply: (world) => void ((world.deliveries[0] as Doc)["triggeredAt"] = "soon") },
];

/** A world with one thing in it that must be refused. */
export function brokenWorldOf(seed: number): { world: World; what: string } {
  const dice = new Dice(seed);
  const breakage = BREAKAGES[seed % BREAKAGES.length] ?? dice.pick(BREAKAGES);
  const world = structuredClone(worldOf(seed));
  breakage.apply(world as unknown as Mutable, dice);
  return { world, what: breakage.what };
}
