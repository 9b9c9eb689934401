/**
 * Shopify's search syntax, the part in use: `field:value`, `field:>=value`, quoted values, joined by blanks or AND.
 * https://shopify.dev/docs/api/usage/search-syntax
 */
import { badRequest, notImplemented } from "./errors.ts";

export type Comparator = "=" | ">" | ">=" | "<" | "<=";
export interface Term {
  /** Null for a bare word. */
  field: string | null;
  comparator: Comparator;
  value: string;
  negated: boolean;
}

const TERM =
  /^(-?)(?:(\w+):(>=|<=|>|<|=)?)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|((?!\w+:['"])[^\s()'"][^\s()]*))(?:\s+|$)/;

export function parseSearch(query: string): Term[] {
  const terms: Term[] = [];
  let rest = query.trim();
  while (rest !== "") {
    if (/^AND\s/.test(rest)) rest = rest.slice(4).trimStart();
    if (/^(OR|NOT)\s|^[()]/.test(rest)) throw notImplemented(`the search syntax at "${rest}" (OR, NOT, brackets)`);
    const match = TERM.exec(rest);
    if (!match) throw badRequest(`Invalid search query at "${rest}"`);
    const [whole, minus, field, comparator, single, double, bare] = match;
    const value = (single ?? double ?? bare ?? "").replace(/\\(.)/g, "$1");
    terms.push({ field: field ?? null, comparator: asComparator(comparator), value, negated: minus === "-" });
    rest = rest.slice(whole.length).trimStart();
  }
  return terms;
}

const asComparator = (text: string | undefined): Comparator =>
  text === ">" || text === ">=" || text === "<" || text === "<=" ? text : "=";

export type Test<T> = (item: T, term: Term) => boolean;

/** Those of the items that meet every term; a field that is not in `tests` is an error, not a filter that lets all pass. */
export function search<T>(
  resource: string,
  items: readonly T[],
  query: string | null | undefined,
  tests: Readonly<Record<string, Test<T>>>,
): T[] {
  const terms = query ? parseSearch(query) : [];
  const checks = terms.map((term) => {
    const check = tests[term.field ?? "default"];
    if (!check) throw notImplemented(`searching ${resource} by ${term.field ?? "a bare word"}`);
    return (item: T) => check(item, term) !== term.negated;
  });
  return items.filter((item) => checks.every((check) => check(item)));
}

/** "2026-11-24" stands for its first moment; instants are compared by milliseconds. */
export const byInstant =
  <T>(of: (item: T) => Date): Test<T> =>
  (item, term) => {
    const asked = new Date(term.value).getTime();
    if (Number.isNaN(asked)) throw badRequest(`Invalid timestamp for query filter: '${term.value}'`);
    // Shopify's instants have whole seconds; a sub-second difference must not decide.
    return ordered(Math.floor(of(item).getTime() / 1000), Math.floor(asked / 1000), term.comparator);
  };

export const byNumber =
  <T>(of: (item: T) => number): Test<T> =>
  (item, term) =>
    ordered(of(item), Number(term.value.replace(/^gid:\/\/shopify\/\w+\//, "")), term.comparator);

/** Without case; a star at the end stands for anything. */
export const byText =
  <T>(of: (item: T) => string | readonly string[] | null): Test<T> =>
  (item, term) => {
    const asked = term.value.toLowerCase();
    const prefix = asked.endsWith("*") ? asked.slice(0, -1) : null;
    return [of(item) ?? []].flat().some((text) => {
      const own = text.toLowerCase();
      return prefix === null ? own === asked : own.startsWith(prefix);
    });
  };

function ordered(own: number, asked: number, comparator: Comparator): boolean {
  switch (comparator) {
    case "=":
      return own === asked;
    case ">":
      return own > asked;
    case ">=":
      return own >= asked;
    case "<":
      return own < asked;
    case "<=":
      return own <= asked;
  }
}
