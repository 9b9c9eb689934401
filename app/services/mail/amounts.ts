import { formatDecimal, type Money } from "#app/domain/money/money.ts";

/** An amount as mails write it: `12.30 USD`. */
export const inMail = (money: Money): string => `${formatDecimal(money)} ${money.currency}`;
