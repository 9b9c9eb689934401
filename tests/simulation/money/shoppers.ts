/** Whose name and address an order shows, beside those of the creator who brought it. */
export type Looks = "stranger" | "own name" | "own address" | "another creator";

type Address = { first_name: string; last_name: string; address1: string; zip: string; country_code: string };

/** What a creator has told of themselves. */
export const detailsOf = (creator: number) => ({
  name: { first: "Crea", last: `Tor ${creator}` },
  address: { line: `${creator} Harbour Street`, postalCode: "40202", country: "US" },
});

const STRANGER: Address = {
  first_name: "Ava",
  last_name: "Lind",
  address1: "Hill St",
  zip: "10001",
  country_code: "US",
};
/** The same as the creator told it, as another hand writes it. */
const nameOf = (creator: number) => ({ first_name: " CRÉA", last_name: `tor-${creator}` });
const placeOf = (creator: number) => ({ address1: `${creator}, HARBOUR street.`, zip: "40202-1234" });

/** Where an order goes that was brought by a creator. */
export function addressOf(looks: Looks, creator: number): Address {
  switch (looks) {
    case "stranger":
      return STRANGER;
    case "own name":
      return { ...STRANGER, ...nameOf(creator) };
    case "own address":
      return { ...STRANGER, ...placeOf(creator) };
    case "another creator":
      return { ...STRANGER, ...nameOf(creator + 1), ...placeOf(creator + 1) };
  }
}

/** Whom an address on an order is like; null when it is like nobody's here. */
export function likeWhom(address: unknown): number | null {
  if (typeof address !== "object" || address === null) return null;
  const { last_name: name, address1: place } = address as Address;
  const [, number] = /^tor-(\d+)$/.exec(name) ?? /^(\d+), HARBOUR/.exec(place) ?? [];
  return number === undefined ? null : Number(number);
}
