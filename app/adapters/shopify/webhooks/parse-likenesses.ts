import { type Likeness, addressLikeness, nameLikeness } from "#app/domain/review/likeness.ts";
import type { AddressShape, OrderShape } from "./shapes.ts";

/** The names and addresses on an order, each once; none where the brand may not see them. */
export function likenessesIn({ customer, billing_address, shipping_address }: OrderShape): Likeness[] {
  const addresses = [customer?.default_address, billing_address, shipping_address];
  const found = [
    nameLikeness({ first: customer?.first_name, last: customer?.last_name }),
    ...addresses.flatMap(likenessesOf),
  ];
  return [...new Set(found.filter((one) => one !== null))];
}

function likenessesOf(address: AddressShape | undefined): (Likeness | null)[] {
  if (!address) return [];
  return [
    nameLikeness({ first: address.first_name, last: address.last_name }),
    addressLikeness({ line: address.address1, postalCode: address.zip, country: address.country_code }),
  ];
}
