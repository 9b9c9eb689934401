/**
 * What a shopper may share with a creator without being the creator: `name:…` and `address:…`, folded. Production keeps and
 * compares keyed hashes of them alone.
 */
export type Likeness = string;
export type LikenessKind = "name" | "address";

export interface FullName {
  readonly first: string | null | undefined;
  readonly last: string | null | undefined;
}

export interface PostalAddress {
  /** The first line: street and number. */
  readonly line: string | null | undefined;
  readonly postalCode: string | null | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null | undefined;
}

/** A full name as it is compared; `null` without its first or its last part: half a name is shared by far too many. */
export function nameLikeness({ first, last }: FullName): Likeness | null {
  const parts = [foldedWords(first), foldedWords(last)];
  return parts.includes("") ? null : `name:${parts.join(" ")}`;
}

/**
 * An address as it is compared: first line, postal code and country. `null` without the first line or the country. Where
 * a country has no postal codes, none equals none.
 */
export function addressLikeness({ line, postalCode, country }: PostalAddress): Likeness | null {
  const parts = [foldedWords(line), foldedWords(country)] as const;
  if (parts.includes("")) return null;
  const [street, land] = parts;
  return `address:${street}|${postalCodeIn(land, postalCode)}|${land}`;
}

/** Written with and without its space; the United States' four digits behind the dash say where in the street. */
function postalCodeIn(country: string, postalCode: string | null | undefined): string {
  const code = foldedWords(postalCode).replaceAll(" ", "");
  return country === "us" ? code.slice(0, 5) : code;
}

export const kindOf = (likeness: Likeness): LikenessKind => (likeness.startsWith("address:") ? "address" : "name");

/** Latin letters that Unicode does not take apart into a letter and a mark. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  þ: "th",
};
const WHOLE = new RegExp(`[${Object.keys(WHOLE_LETTERS).join("")}]`, "g");

const PLAIN = /^[\x20-\x7e]*$/;

/** Words without case, diacritics and punctuation, one space between them. Marks of other scripts are letters and stay. */
function foldedWords(text: string | null | undefined): string {
  if (!text) return "";
  // Most text is plain, and this runs for every order that arrives.
  if (PLAIN.test(text))
    return text
      .toLowerCase()
      .replaceAll(/['`]/g, "")
      .replaceAll(/[^a-z0-9]+/g, " ")
      .trim();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f'’`]/g, "")
    .replaceAll(WHOLE, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
