/** How the REST-shaped bodies write amounts, instants and ids. */
import { decimalText, type Amount } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";

/** What every body needs beside its resource. */
export interface BodyContext {
  readonly shop: Shop;
}

export interface PriceSet {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}

export interface Currencies {
  readonly currency: string;
  readonly presentmentCurrency: string;
}

export const priceSet = (amount: Amount, { currency, presentmentCurrency }: Currencies): PriceSet => ({
  shop_money: { amount: decimalText(amount.shop, currency), currency_code: currency },
  presentment_money: {
    amount: decimalText(amount.presentment, presentmentCurrency),
    currency_code: presentmentCurrency,
  },
});

/**
 * An instant in the shop's own zone, whole seconds: "2026-11-24T18:00:00-05:00".
 * Two changes within one second look the same, as at Shopify.
 */
export function instant(date: Date, zone: string): string {
  const parts = new Map(
    formatter(zone)
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  const offset = get("timeZoneName").replace("GMT", "") || "+00:00";
  return `${get("year")}-${get("month")}-${get("day")}T${get("hour")}:${get("minute")}:${get("second")}${offset}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  formatters.set(zone, made);
  return made;
}

export const instantOrNull = (date: Date | null, zone: string): string | null => date && instant(date, zone);
