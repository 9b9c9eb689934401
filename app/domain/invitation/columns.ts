/** What a file of the app before can tell of a creator. A balance is not among it: what is owed there is paid there. */
export const FIELDS = ["email", "name", "lastName", "code", "link", "rate"] as const;
export type Field = (typeof FIELDS)[number];

/** Which column, counted from 0, holds which field; null: none does. */
export type Columns = Readonly<Record<Field, number | null>>;

/** How other apps name them, best guess first; titles are compared without case, spaces and punctuation. */
const titles: Record<Field, readonly RegExp[]> = {
  email: [/^e?mail(address)?$/, /^(affiliate|creator|partner|influencer)e?mail/, /e?mail/],
  name: [/^(full)?name$/, /^firstname$/, /^(affiliate|creator|partner|influencer)(full|first)?name$/],
  lastName: [/^(last|sur|family)name$/, /^(affiliate|creator|partner|influencer)lastname$/],
  code: [/^(coupon|discount|promo|referral|voucher)code$/, /^coupons?$/, /^(discount|code)s?$/, /code$/],
  link: [
    /^(affiliate|referral|tracking|default)(link|url)$/,
    /^(link|url)$/,
    /^(scaref|rfsn|dtid|bgref|ref)$/,
    /^(affiliate|referral)(id|code)$/,
  ],
  rate: [/^commission(rate|percent|percentage)?$/, /^rate$/, /commission(rate|percent)/],
};

const plain = (title: string): string => title.toLowerCase().replaceAll(/[^\p{L}\p{N}%]/gu, "");

/** Guesses by the titles; no column is taken twice. */
export function guessColumns(header: readonly string[]): Columns {
  const names = header.map(plain);
  const taken = new Set<number>();
  const found: Record<Field, number | null> = {
    email: null,
    name: null,
    lastName: null,
    code: null,
    link: null,
    rate: null,
  };
  for (const field of FIELDS)
    for (const title of titles[field]) {
      const column = names.findIndex((name, index) => !taken.has(index) && title.test(name));
      if (column < 0) continue;
      found[field] = column;
      taken.add(column);
      break;
    }
  return found;
}
