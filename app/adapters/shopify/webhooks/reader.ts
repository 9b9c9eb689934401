import type { z } from "zod";
import { type Instant, parseInstant } from "#app/domain/kernel/instant.ts";
import { type Currency, readCurrency } from "#app/domain/money/currency.ts";
import { parseAmount } from "#app/domain/money/money.ts";

/** A body that cannot be read: it names the field and what it should be. Caught where the delivery is recorded. */
export class UnreadableBody extends Error {
  override name = "UnreadableBody";
  readonly field: string;
  readonly why: string;
  constructor(field: string, why: string) {
    super(`${field}: ${why}`);
    this.field = field;
    this.why = why;
  }
}

type Decimal = string | number;
type MoneySet = { readonly shop_money?: { readonly amount: Decimal } | null | undefined } | null | undefined;

/** Reads one body's fields in the shop's currency, and keeps where an amount had more decimals than the currency has. */
export class BodyReader {
  readonly currency: Currency;
  readonly rounded: string[] = [];
  constructor(currency: Currency) {
    this.currency = currency;
  }

  amount(field: string, value: Decimal, currency = this.currency): bigint {
    const parsed = parseAmount(value, currency);
    if (parsed.kind === "invalid") throw new UnreadableBody(field, `${parsed.why}; send a decimal such as "12.50"`);
    if (parsed.rounded) this.rounded.push(field);
    return parsed.amountMinor;
  }

  /** A money set's shop money, else the bare field (which is in the shop's currency), else `absent`. */
  money(field: string, set: MoneySet, bare: Decimal | null | undefined, absent = 0n): bigint {
    if (set?.shop_money) return this.amount(`${field}_set.shop_money.amount`, set.shop_money.amount);
    return bare === null || bare === undefined ? absent : this.amount(field, bare);
  }

  currencyOf(field: string, code: string | null | undefined): Currency {
    if (!code) return this.currency;
    const currency = readCurrency(code);
    if (currency === null)
      throw new UnreadableBody(field, `${JSON.stringify(code)} is not a currency; send an ISO 4217 code such as USD`);
    return currency;
  }

  instant(field: string, text: string | null | undefined): Instant | null {
    if (text === null || text === undefined) return null;
    const at = parseInstant(text);
    if (at === null) throw new UnreadableBody(field, `${JSON.stringify(text)} is not an ISO 8601 time with its zone`);
    return at;
  }
}

/** @throws UnreadableBody naming the first field that is not as Shopify documents it */
export function shaped<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UnreadableBody(
    issue?.path.map(String).join(".") || "body",
    issue?.message ?? "is not as Shopify documents it",
  );
}
