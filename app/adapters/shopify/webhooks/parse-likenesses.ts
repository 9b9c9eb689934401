import { type FullName, type Likeness, addressLikeness, nameLikeness } from "#app/domain/review/likeness.ts";
import type { AddressShape, OrderShape } from "./shapes.ts";

/** The names and addresses on an order, each once; none where the brand may not see them. */
export function likenessesIn({ customer, billing_address, shipping_address }: OrderShape): Likeness[] {
  const addresses = [customer?.default_address, billing_address, shipping_address].flatMap((one) => one ?? []);
  const names = [customer, ...addresses].map((one) => ({ first: one?.first_name, last: one?.last_name }));
  // Most orders say the same three times: what is written alike is folded once.
  const found = [
    ...distinct(names, ({ first, last }: FullName) => `${first}|${last}`).map(nameLikeness),
    ...distinct(addresses, ({ address1, zip, country_code }) => `${address1}|${zip}|${country_code}`).map(likenessOf),
  ];
  return [...new Set(found.filter((one) => one !== null))];
}

const likenessOf = ({ address1, zip, country_code }: NonNullable<AddressShape>): Likeness | null =>
  addressLikeness({ line: address1, postalCode: zip, country: country_code });

const distinct = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
