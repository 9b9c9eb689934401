import { Fraction, ZERO, total } from "./fraction.ts";
import { object, objects, text, type Json } from "./json.ts";
import { decimal, shopMoney } from "./money.ts";

/** One line of an order body, with what is left of it. Amounts in the shop's minor units. */
export type Line = {
  id: string;
  body: Json;
  quantity: bigint;
  left: bigint;
  /** price × quantity − discount */
  gross: bigint;
  tax: bigint;
  /** price × quantity */
  full: bigint;
  taxRate: Fraction;
};

function whole(value: unknown): bigint {
  return decimal(value).round();
}

/** How many units of a line these refunds take back; a line may stand in one refund twice. */
function refundedUnits(lineId: string, refunds: readonly Json[]): bigint {
  return refunds
    .flatMap((refund) => objects(refund["refund_line_items"]))
    .filter((one) => text(one["line_item_id"]) === lineId)
    .reduce((sum, one) => sum + whole(one["quantity"]), 0n);
}

/** The lines of `body`, given every refund known of the order. */
export function linesOf(body: Json, refunds: ReadonlyMap<string, Json>, currency: string): Line[] {
  const listed = new Set(objects(body["refunds"]).map((one) => text(one["id"]) ?? ""));
  const unlisted = [...refunds].filter(([id]) => !listed.has(id)).map(([, refund]) => refund);
  return objects(body["line_items"]).map((line) => {
    const id = text(line["id"]) ?? "";
    const quantity = whole(line["quantity"]);
    const current = line["current_quantity"] ?? undefined;
    const left =
      current === undefined
        ? quantity - refundedUnits(id, [...refunds.values()])
        : whole(current) - refundedUnits(id, unlisted);
    const full = shopMoney(line, "price", currency) * quantity;
    const discount =
      line["discount_allocations"] === undefined
        ? shopMoney(line, "total_discount", currency)
        : objects(line["discount_allocations"]).reduce((sum, one) => sum + shopMoney(one, "amount", currency), 0n);
    const taxes = objects(line["tax_lines"]);
    return {
      id,
      body: line,
      quantity,
      left: left > 0n ? left : 0n,
      full,
      gross: full - discount,
      tax: taxes.reduce((sum, one) => sum + shopMoney(one, "price", currency), 0n),
      taxRate: total(taxes.map((one) => decimal(one["rate"]))),
    };
  });
}

export function isTip(line: Line): boolean {
  return "tip_payment_gateway" in line.body;
}

export function isGiftCard(line: Line): boolean {
  return object(line.body)["gift_card"] === true;
}

/** What the shopper pays for the whole line, tax included, after discounts. */
export function taxInGross(line: Line, taxesIncluded: boolean): bigint {
  return taxesIncluded ? line.gross : line.gross + line.tax;
}

/** `amount` of the whole line, for `units` of it. */
export function forUnits(line: Line, amount: bigint | Fraction, units: bigint): Fraction {
  return line.quantity === 0n ? ZERO : Fraction.of(amount).times(new Fraction(units, line.quantity));
}
