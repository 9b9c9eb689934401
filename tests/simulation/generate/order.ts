import { decimalText, EXPONENTS, money, moneyStyle, type MoneyStyle } from "./amounts.ts";
import { day, iso } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import { discounts, emailOf, landingSite, notes } from "./evidence.ts";
import { doc, PRODUCTS, SKUS, VARIANTS, VENDORS, type Doc } from "./offer.ts";
import { someDay, type Scene } from "./scene.ts";

export type LineDraft = { id: number; quantity: number; left: number; gross: number; taxIn: number };
/** An order as the shop knows it, from which deliveries are written. */
export type Draft = {
  id: number;
  currency: string;
  foreign: string;
  style: MoneyStyle;
  processed: number;
  taxesIncluded: boolean;
  lines: LineDraft[];
  refunds: Doc[];
  body: Doc;
};

function price(dice: Dice, currency: string): number {
  const unit = 10 ** (EXPONENTS[currency] ?? 2);
  const scale = unit === 1 ? 100 : unit;
  return dice.pick([
    0,
    1,
    Math.round(scale / 3),
    scale - 1,
    10 * scale,
    20 * scale,
    12 * scale,
    7 * scale + 3,
    45 * scale + 7,
  ]);
}

function taxLines(dice: Dice, draft: Draft, gross: number): { lines: Doc[]; tax: number } {
  const rates = dice.pick([[], [], [0.2], [0.19], [0.05, 0.08875]]);
  const taxes = rates.map((rate) => Math.round(draft.taxesIncluded ? (gross * rate) / (1 + rate) : gross * rate));
  return {
    lines: rates.map((rate, i) => ({
      title: "Tax",
      rate,
      ...money(dice, "price", taxes[i] ?? 0, draft.currency, draft.style),
    })),
    tax: taxes.reduce((a, b) => a + b, 0),
  };
}

/** Adds a line to the body: what shops sell, and what they only book as a line. */
export function addLine(dice: Dice, draft: Draft, applications: number): void {
  const id = draft.id * 100 + draft.lines.length + 1;
  const quantity = dice.pick([1, 1, 1, 2, 3, 7, dice.chance(10) ? 0 : 2]);
  const unitPrice = price(dice, draft.currency);
  const full = unitPrice * quantity;
  const kind = dice.int(1, 100);
  const allocations: Doc[] = [];
  let discount = 0;
  for (let i = 0; i < applications; i++) {
    if (!dice.chance(55)) continue;
    const amount = dice.pick([
      0,
      Math.floor(full / 10),
      Math.floor(full / 7),
      full - discount,
      Math.min(1, full - discount),
    ]);
    if (amount > full - discount) continue;
    discount += amount;
    allocations.push({ ...money(dice, "amount", amount, draft.currency, draft.style), discount_application_index: i });
  }
  const old = dice.chance(10);
  if (old) discount = dice.pick([0, Math.floor(full / 5)]);
  const gross = full - discount;
  const { lines, tax } = taxLines(dice, draft, gross);
  const custom = kind > 92;
  const item = doc({
    id,
    product_id: custom ? null : Number(dice.pick(PRODUCTS)),
    variant_id: custom ? null : Number(dice.pick(VARIANTS)),
    vendor: custom ? null : dice.pick(VENDORS),
    sku: dice.pick([...SKUS, "", null]),
    title: dice.pick(["Hat", "帽子", "قبعة", "🧢"]),
    quantity,
    current_quantity: draft.body["api"] === "old" ? undefined : quantity,
    ...money(dice, "price", unitPrice, draft.currency, draft.style),
    ...(old ? money(dice, "total_discount", discount, draft.currency, draft.style) : { total_discount: "9.99" }),
    discount_allocations: old ? undefined : allocations,
    gift_card: kind <= 7,
    tax_lines: lines,
    tip_payment_gateway: kind > 7 && kind <= 13 ? dice.pick([null, "shopify_payments"]) : undefined,
  });
  (draft.body["line_items"] as Doc[]).push(item);
  draft.lines.push({ id, quantity, left: quantity, gross, taxIn: draft.taxesIncluded ? gross : gross + tax });
}

function customer(dice: Dice, { offer, taste }: Scene): unknown {
  if (taste === "customers" || taste === "totals")
    if (dice.chance(85)) return { id: dice.pick([9001, 9001, 9001, 9002]) };
  return dice.pick<() => unknown>([
    () => null,
    () => undefined,
    () => ({}),
    () => doc({ id: 9001, email: dice.maybe(30, () => emailOf(dice, offer.partnerships)) }),
    () => ({ id: 9001 }),
    () => ({ id: 9001 }),
    () => ({ id: 9002 }),
  ])();
}

function totals(dice: Dice, draft: Draft): Doc {
  const shop = draft.lines.reduce((sum, line) => sum + line.taxIn, 0) + dice.pick([0, 500]);
  const other = draft.foreign === draft.currency ? shop : Math.round(shop * dice.pick([0.73, 1.1, 0.0093, 151.27]));
  if (dice.chance(8)) return {};
  return {
    total_price_set: {
      shop_money: { amount: decimalText(shop, draft.currency), currency_code: draft.currency },
      presentment_money: { amount: decimalText(other, draft.foreign), currency_code: draft.foreign },
    },
  };
}

/** A new order, its body complete but for `updated_at`. */
export function orderOf(dice: Dice, scene: Scene, id: number): Draft {
  const { offer } = scene;
  const { currency } = offer;
  const processed =
    scene.taste === "customers" && dice.chance(50)
      ? day(dice.pick([0, 31, 61, 30, 60]))
      : someDay(dice) + dice.pick([0, 0, 0, 0, 1, -1, 12 * 3600]);
  const foreign = dice.chance(25) ? dice.pick(["USD", "EUR", "JPY", "KWD"]) : currency;
  const { codes, applications } = discounts(dice, scene);
  const draft: Draft = {
    id,
    currency,
    foreign,
    style: moneyStyle(dice),
    processed,
    taxesIncluded: dice.chance(40),
    lines: [],
    refunds: [],
    body: { id, api: dice.chance(15) ? "old" : "new", line_items: [] },
  };
  const lines = dice.pick([0, 1, 1, 2, 2, 3, 4]);
  for (let i = 0; i < lines; i++) addLine(dice, draft, applications.length);
  const differs = dice.chance(15);
  const written = iso(processed, dice.pick([0, 0, 0, -5, 9]));
  Object.assign(
    draft.body,
    doc({
      currency,
      email: dice.pick<unknown>([emailOf(dice, offer.partnerships), null]),
      contact_email: dice.maybe(40, () => emailOf(dice, offer.partnerships)),
      taxes_included: draft.taxesIncluded,
      test: dice.chance(3),
      created_at: differs ? iso(processed + dice.pick([1, 5 * 86_400])) : written,
      processed_at: !differs && dice.chance(10) ? dice.pick([null, undefined]) : written,
      cancelled_at: null,
      financial_status: dice.pick(["paid", "paid", "pending", "authorized", "partially_paid", null, "expired"]),
      customer: customer(dice, scene),
      discount_codes: codes,
      discount_applications: applications,
      note_attributes: notes(dice, scene, processed),
      landing_site: landingSite(dice, scene),
      source_name: dice.pick(["web", "web", "web", "web", "pos", "shopify_draft_order", null]),
      tags: dice.pick(["", "", "", "vip", "Wholesale, summer", "new,  VIP "]),
      refunds: [],
      ...totals(dice, draft),
    }),
  );
  delete draft.body["api"];
  return draft;
}
