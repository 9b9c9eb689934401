import { fromPresentment } from "../../orders/transactions.ts";
import { convert, decimalText, exponentOf, type Amount, type Money } from "../../state/money.ts";
import type { Order } from "../../state/order.ts";
import type { View } from "../context.ts";

/** The scalar `Decimal` as Shopify writes it: "10.0", "9.99", "1200.0" (at least one decimal, no needless zeros). */
function shortDecimal(minor: bigint, currency: string): string {
  const text = decimalText(minor, currency);
  if (exponentOf(currency) === 0) return `${text}.0`;
  const [whole = "0", fraction = ""] = text.split(".");
  return `${whole}.${fraction.replace(/0+$/, "") || "0"}`;
}

export const moneyV2 = (minor: bigint, currency: string): View => ({
  __typename: "MoneyV2",
  amount: shortDecimal(minor, currency),
  currencyCode: currency,
});

type Currencies = Pick<Order, "currency" | "presentmentCurrency">;

export const moneyBag = (amount: Amount, { currency, presentmentCurrency }: Currencies): View => ({
  __typename: "MoneyBag",
  shopMoney: moneyV2(amount.shop, currency),
  presentmentMoney: moneyV2(amount.presentment, presentmentCurrency),
});

/** An amount of the shopper's currency or the shop's in both, at the order's own rate. */
export const amountAt = (order: Order, money: Money): Amount =>
  money.currency === order.presentmentCurrency
    ? fromPresentment(order, money.minor)
    : {
        shop: money.minor,
        presentment: convert(money.minor, order.currency, order.presentmentCurrency, order.ratePpm),
      };
