/** Digits after the point of each ISO 4217 currency that does not have two. */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ..."CLF UYW".split(" ").map((code) => [code, 4] as const),
]);

const TWO_DECIMALS = new Set(
  (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JEP JMD " +
    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK " +
    "NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB " +
    "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL"
  ).split(" "),
);

/** An ISO 4217 code that the table knows. */
export type Currency = string & { readonly __brand: "Currency" };

/** `null` when the table does not know the code. */
export function parseCurrency(code: string): Currency | null {
  return EXPONENTS.has(code) || TWO_DECIMALS.has(code) ? (code as Currency) : null;
}

/**
 * A currency that an old order may have been paid in: also one that has been withdrawn since, or Shopify's `XXX`. Those that
 * the table does not know have two decimals. `null` for what is no code at all.
 */
export function readCurrency(code: string): Currency | null {
  return parseCurrency(code) ?? (/^[A-Z]{3}$/.test(code) ? (code as Currency) : null);
}

/** Digits after the point: JPY 0, USD 2, KWD 3. */
export const exponentOf = (currency: Currency): number => EXPONENTS.get(currency) ?? 2;
