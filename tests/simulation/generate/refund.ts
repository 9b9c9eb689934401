import { decimalText, EXPONENTS, money } from "./amounts.ts";
import { iso } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import { doc, type Doc } from "./offer.ts";
import type { Draft, LineDraft } from "./order.ts";

function adjustment(dice: Dice, draft: Draft, minor: number, kind: "refund_discrepancy" | "shipping_refund"): Doc {
  const shipping = kind === "shipping_refund";
  const said = shipping ? "Shipping refund" : "Refund discrepancy";
  const words = dice.pick([{ kind, reason: said }, { kind, reason: said }, { reason: said }, shipping ? { kind } : {}]);
  return {
    ...words,
    ...money(dice, "amount", minor, draft.currency, draft.style),
    ...(dice.chance(80) ? money(dice, "tax_amount", dice.pick([0, 0, -1, -20]), draft.currency, draft.style) : {}),
  };
}

function transaction(dice: Dice, draft: Draft, minor: number): Doc {
  const kind = dice.pick(["refund", "refund", "refund", "refund", "refund", "void"]);
  const status = dice.pick(["success", "success", "success", "success", "pending", "failure"]);
  if (draft.foreign === draft.currency || dice.chance(50)) {
    const currency = dice.chance(85) ? draft.currency : undefined;
    return doc({ kind, status, amount: decimalText(minor, draft.currency), currency });
  }
  const own = dice.chance(85) ? draft.foreign : dice.pick(["USD", "JPY", "KWD"]);
  const scale = 10 ** ((EXPONENTS[own] ?? 2) - (EXPONENTS[draft.currency] ?? 2));
  return { kind, status, amount: decimalText(Math.round(minor * scale * 0.9), own), currency: own };
}

function unitsBack(dice: Dice, draft: Draft): { items: Doc[]; worth: number } {
  let worth = 0;
  const items: Doc[] = [];
  const take = (line: LineDraft, units: number): void => {
    line.left -= units;
    worth += line.quantity === 0 ? 0 : Math.round((line.taxIn * units) / line.quantity);
    items.push({
      id: items.length + 1,
      line_item_id: line.id,
      quantity: units,
      restock_type: "no_restock",
      subtotal: 0,
      total_tax: 0,
    });
  };
  for (const line of draft.lines) {
    if (line.left === 0 || !dice.chance(50)) continue;
    const units = dice.int(1, line.left);
    if (units > 1 && dice.chance(30)) {
      take(line, 1);
      take(line, units - 1);
    } else take(line, units);
  }
  if (dice.chance(4)) items.push({ id: 77, line_item_id: 424242, quantity: 1, subtotal: 0 });
  if (dice.chance(4) && draft.lines[0])
    items.push({ id: 78, line_item_id: draft.lines[0].id, quantity: 1, subtotal: 0 });
  return { items, worth };
}

function shippingBack(dice: Dice, draft: Draft): { lines: Doc[] | undefined; adjustments: Doc[]; amount: number } {
  if (!dice.chance(25)) return { lines: dice.pick([undefined, []]), adjustments: [], amount: 0 };
  const amount = dice.pick([1, 100, 499, 500]);
  const tax = dice.chance(40) ? 20 : 0;
  const line = {
    ...money(dice, "subtotal_amount", amount, draft.currency, { ...draft.style, sets: true }),
    ...(dice.chance(70) ? money(dice, "tax_amount", tax, draft.currency, { ...draft.style, sets: true }) : {}),
  };
  const way = dice.pick(["both", "lines", "adjustment"]);
  return {
    lines: way === "adjustment" ? dice.pick([undefined, []]) : [line],
    adjustments: way === "lines" ? [] : [adjustment(dice, draft, -amount, "shipping_refund")],
    amount: amount + (draft.taxesIncluded ? 0 : tax),
  };
}

/** A refund of units, of an amount only, of shipping, or of several; its money may still be pending. */
export function refundOf(dice: Dice, draft: Draft, id: number, at: number): Doc {
  const amountOnly = dice.chance(30);
  const { items, worth } = amountOnly ? { items: [], worth: 0 } : unitsBack(dice, draft);
  const shipping = shippingBack(dice, draft);
  const extra = amountOnly || dice.chance(15) ? dice.pick([1, 2, 3, 150, 1000, 5000]) : 0;
  const duty = dice.chance(8) ? 75 : 0;
  const cash = worth + shipping.amount + duty + extra + dice.pick([0, 0, 0, 1, -1, 2, -30]);
  const adjustments = [...shipping.adjustments];
  if (extra > 0 && dice.chance(80)) adjustments.push(adjustment(dice, draft, -extra, "refund_discrepancy"));
  if (dice.chance(20) && worth > 0) adjustments.push(adjustment(dice, draft, worth, "refund_discrepancy"));
  const halves = cash > 1 && dice.chance(20) ? [1, cash - 1] : [cash];
  const transactions = dice.chance(80)
    ? halves.filter((one) => one > 0).map((one) => transaction(dice, draft, one))
    : [];
  return doc({
    id,
    order_id: draft.id,
    created_at: iso(at),
    refund_line_items: items,
    order_adjustments: adjustments,
    transactions: dice.chance(5) ? undefined : transactions,
    refund_shipping_lines: shipping.lines,
    duties:
      duty > 0
        ? [{ duty_id: 1, ...money(dice, "amount", duty, draft.currency, { ...draft.style, sets: true }) }]
        : dice.pick([undefined, []]),
  });
}

/** Pending money arrives: the refund gets adjustments that cancel, or a set that reads −X, +X, −X. */
export function settle(dice: Dice, draft: Draft, refund: Doc): Doc {
  const before = refund["order_adjustments"] as Doc[];
  const amount = dice.pick([150, 1000, 1800]);
  const last = before.at(-1);
  const opposite =
    typeof last?.["amount"] === "string"
      ? { ...last, amount: negated(last["amount"]), amount_set: undefined }
      : undefined;
  const added =
    opposite && dice.chance(50)
      ? [doc(opposite)]
      : [-amount, amount, ...(dice.chance(50) ? [-amount] : [])].map((minor) =>
          adjustment(dice, draft, minor, "refund_discrepancy"),
        );
  return { ...refund, order_adjustments: [...before, ...added] };
}

function negated(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}
