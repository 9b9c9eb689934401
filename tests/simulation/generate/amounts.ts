import type { Dice } from "./dice.ts";

export const EXPONENTS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, VND: 0, KWD: 3 };

/** How this order's bodies write money: as Shopify does today, as it did, or worse. */
export type MoneyStyle = { sets: boolean; bare: boolean; numbers: boolean; sloppy: boolean };

export function moneyStyle(dice: Dice): MoneyStyle {
  const sets = dice.chance(40);
  return { sets, bare: !sets || dice.chance(70), numbers: dice.chance(15), sloppy: dice.chance(12) };
}

/** Minor units as a decimal text with the currency's own decimals. */
export function decimalText(minor: number, currency: string): string {
  const exponent = EXPONENTS[currency] ?? 2;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return minor < 0 ? `-${text}` : text;
}

/** A field as a body would write it: mostly well, sometimes as a number or with decimals nobody can pay. */
export function written(dice: Dice, minor: number, currency: string, style: MoneyStyle): string | number {
  let text = decimalText(minor, currency);
  if (style.sloppy && dice.chance(40))
    text += text.includes(".") ? dice.pick(["0", "4", "5", "49"]) : dice.pick([".0", ".5", ".49"]);
  return style.numbers && dice.chance(50) ? Number(text) : text;
}

/** `{ key, key_set }` as the style has it. Beside a set the bare field may say something else: it is not to be read. */
export function money(
  dice: Dice,
  key: string,
  minor: number,
  currency: string,
  style: MoneyStyle,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  if (style.sets)
    found[`${key}_set`] = {
      shop_money: { amount: written(dice, minor, currency, style), currency_code: currency },
      presentment_money: { amount: "7.77", currency_code: "EUR" },
    };
  if (style.bare) found[key] = style.sets && dice.chance(10) ? "123.45" : written(dice, minor, currency, style);
  return found;
}
