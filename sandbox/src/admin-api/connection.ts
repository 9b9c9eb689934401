import { given } from "./given.ts";
import { badRequest } from "./errors.ts";
import type { View } from "./context.ts";

export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** What a page is ordered by; the second part makes it unique. */
export type SortKey = readonly [value: number | string, id: number];

const MAX_PAGE = 250;

function compare(a: SortKey, b: SortKey): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1];
}

const encode = (key: SortKey): string =>
  Buffer.from(JSON.stringify({ last_id: key[1], last_value: key[0] })).toString("base64");

function decode(cursor: string): SortKey {
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as {
      last_id: unknown;
      last_value: unknown;
    };
    if (typeof id === "number" && (typeof value === "number" || typeof value === "string")) return [value, id];
  } catch {
    // Falls through to the one complaint about cursors.
  }
  throw badRequest(`Invalid cursor for current pagination sort: ${cursor}`);
}

/** Said before a list is read; bulk operations alone may ask for everything. */
export function demandPageSize(args: PageArgs): void {
  if (given(args.first) && given(args.last)) throw badRequest("providing both `first` and `last` is not supported");
  const wanted = args.first ?? args.last;
  if (!given(wanted)) throw badRequest("you must provide one of first or last");
  if (wanted < 1 || wanted > MAX_PAGE) throw badRequest(`first and last must be between 1 and ${MAX_PAGE}`);
}

/**
 * One page of a list, by keyset: a cursor says the last one's place in the sort, so that items which change their place
 * between two pages are seen again or missed exactly as at Shopify.
 * @param type name of the nodes' type: "Order" makes an OrderConnection
 */
export function connection<T>(
  type: string,
  items: readonly T[],
  args: PageArgs,
  key: (item: T, index: number) => SortKey,
  view: (item: T) => View,
): View {
  const sign = args.reverse ? -1 : 1;
  const keyed = items.map((item, index) => ({ item, key: key(item, index) }));
  keyed.sort((a, b) => sign * compare(a.key, b.key));
  const after = args.after ? decode(args.after) : null;
  const before = args.before ? decode(args.before) : null;
  const inside = keyed.filter(
    (entry) => (!after || sign * compare(entry.key, after) > 0) && (!before || sign * compare(entry.key, before) < 0),
  );
  const page = !given(args.last) ? inside.slice(0, args.first ?? inside.length) : inside.slice(-args.last);
  const cut = inside.length > page.length;
  const edges = page.map((entry) => ({ cursor: encode(entry.key), node: view(entry.item) }));
  return {
    __typename: `${type}Connection`,
    nodes: edges.map((edge) => edge.node),
    edges: edges.map((edge) => ({ __typename: `${type}Edge`, ...edge })),
    pageInfo: {
      __typename: "PageInfo",
      hasNextPage: !given(args.last) ? cut : before !== null,
      hasPreviousPage: !given(args.last) ? after !== null : cut,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** For lists whose order is their own: lines of an order, transactions. */
export const inOrder = (_item: unknown, index: number): SortKey => [index, 0];
