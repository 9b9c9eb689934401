import { Fraction, ONE } from "./fraction.ts";
import { object, refuse, text, type Json } from "./json.ts";

const NO_DECIMALS = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const THREE_DECIMALS = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** Digits after the point of a currency's minor unit (ISO 4217). */
export function exponent(currency: string): number {
  if (NO_DECIMALS.has(currency)) return 0;
  if (currency === "CLF" || currency === "UYW") return 4;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** A decimal string or JSON number (by its shortest text), exactly; absent is 0. */
export function decimal(value: unknown): Fraction {
  if (value === undefined || value === null) return new Fraction(0n);
  const found = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec((text(value) ?? "?").trim());
  if (!found) return refuse(`not an amount: ${JSON.stringify(value)}`);
  const [, minus, whole = "0", decimals = "", power = "0"] = found;
  const shift = Number(power) - decimals.length;
  const digits = BigInt(`${minus === "-" ? "-" : ""}${whole}${decimals}`);
  return shift < 0 ? new Fraction(digits, 10n ** BigInt(-shift)) : new Fraction(digits * 10n ** BigInt(shift));
}

/** An amount in minor units of its currency; what the exponent cannot hold is rounded half away from zero. */
export function minor(value: unknown, currency: string): bigint {
  return decimal(value)
    .times(10n ** BigInt(exponent(currency)))
    .round();
}

/** `holder[key]` in the shop's currency: the `_set`'s shop money, else the bare field. */
export function shopMoney(holder: Json, key: string, currency: string): bigint {
  const fromSet = object(object(holder[`${key}_set`])["shop_money"])["amount"];
  return minor(fromSet ?? holder[key], currency);
}

/** Shop's currency ÷ presentment currency, both in major units; 1 where the order does not say. */
export function orderRate(body: Json, currency: string): Fraction {
  const set = object(body["total_price_set"]);
  const [shop, presentment] = [object(set["shop_money"]), object(set["presentment_money"])];
  if (shop["amount"] === undefined || presentment["amount"] === undefined) return ONE;
  const foreign = text(presentment["currency_code"]) ?? currency;
  const shopMajor = new Fraction(minor(shop["amount"], currency), 10n ** BigInt(exponent(currency)));
  const foreignMajor = new Fraction(minor(presentment["amount"], foreign), 10n ** BigInt(exponent(foreign)));
  return foreignMajor.top === 0n || shopMajor.top === 0n ? ONE : shopMajor.over(foreignMajor);
}

/** An amount that names its own currency (a transaction's, a chargeback's), in the shop's. */
export function converted(holder: Json, currency: string, rate: Fraction): bigint {
  const own = text(holder["currency"]) ?? currency;
  const amount = minor(holder["amount"], own);
  if (own === currency) return amount;
  return new Fraction(amount, 10n ** BigInt(exponent(own)))
    .times(rate)
    .times(10n ** BigInt(exponent(currency)))
    .round();
}
