/** Apps that brands come from, with the parameter that their links carry. Another one can be typed in. */
export const OLD_APPS = [
  { name: "UpPromote", parameter: "sca_ref" },
  { name: "Refersion", parameter: "rfsn" },
  { name: "GoAffPro", parameter: "ref" },
  { name: "Shopify Collabs", parameter: "dt_id" },
  { name: "BixGrow", parameter: "bg_ref" },
] as const;

/** Our own links' parameter, and that of some apps: its value stands for itself. */
const OURS = "ref";

const LONGEST_TOKEN = 64;

export const isParameter = (text: string): boolean => /^[A-Za-z][\w-]{0,30}$/.test(text);

/**
 * What a link of the app before leaves on an order, in place of a link's token: `sca_ref=12.Ab` leaves `sca_ref-12-Ab`.
 * The storefront's embed writes the same (`capture.js`), with the prefix that it is given.
 */
export const oldLinkToken = (parameter: string, value: string): string =>
  (oldLinkPrefix(parameter) + value.replaceAll(/[^\w-]/g, "-")).slice(0, LONGEST_TOKEN);

export const oldLinkPrefix = (parameter: string): string => (parameter === OURS ? "" : `${parameter}-`);

/** A line of the embed's setting "Links of the app you come from". */
export const embedLine = (parameter: string): string => `${parameter}=${oldLinkPrefix(parameter)}`;

/** The tokens of a landing page's query that well-known apps' links have left. */
export const oldLinkTokens = (query: URLSearchParams): string[] =>
  OLD_APPS.flatMap(({ parameter }) => {
    const value = parameter === OURS ? null : query.get(parameter);
    return value === null || value === "" ? [] : [oldLinkToken(parameter, value)];
  });

/** The parameter's value, from a whole link, from `sca_ref=12.Ab`, or as it stands; null where a link lacks it. */
export function oldLinkValue(parameter: string, text: string): string | null {
  const query = text.slice(text.indexOf("?") + 1); // without a question mark all of it
  const isQuery = query !== text || text.startsWith(`${parameter}=`);
  if (isQuery) return new URLSearchParams(query.split("#")[0]).get(parameter) || null;
  return /[/\s]/.test(text) ? null : text;
}
