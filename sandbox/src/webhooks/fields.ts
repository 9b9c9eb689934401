type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A subscription's `include_fields`: only these keys are sent; "line_items.id" reaches into lists. None: everything. */
export function selectFields(body: Json, fields: readonly string[]): Json {
  return fields.length === 0
    ? body
    : pick(
        body,
        fields.map((field) => field.split(".")),
      );
}

function pick(value: Json, wanted: readonly string[][]): Json {
  if (Array.isArray(value)) return value.map((item) => pick(item, wanted));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const here = wanted.filter((field) => field[0] === key);
    if (here.length === 0) return [];
    const whole = here.some((field) => field.length === 1);
    return [
      [
        key,
        whole
          ? inner
          : pick(
              inner,
              here.map((field) => field.slice(1)),
            ),
      ],
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * A subscription's `filter`, in Shopify's search syntax as far as it is used here: `field:value`, `field:>=value`,
 * `-field:value`, quoted values, `AND` (or a blank), `OR`, dotted fields; any item of a list may match.
 *
 * @throws Error on a term that it cannot read, since a filter that is silently ignored sends too much
 */
export function matchesFilter(body: Json, filter: string | null): boolean {
  if (!filter?.trim()) return true;
  return filter.split(/\s+OR\s+/).some((part) => terms(part).every((term) => matchesTerm(body, term)));
}

function terms(part: string): string[] {
  return (part.match(/-?[\w.]+:(?:[<>]=?)?(?:"[^"]*"|[^\s"]+)|\S+/g) ?? []).filter((term) => term !== "AND");
}

function matchesTerm(body: Json, term: string): boolean {
  const match = /^(-?)([\w.]+):([<>]=?)?(.+)$/.exec(term);
  if (!match) throw new Error(`The filter term "${term}" cannot be read; write field:value`);
  const [, not = "", field = "", operator = "", text = ""] = match;
  const wanted = text.replace(/^"(.*)"$/, "$1");
  const found = valuesAt(body, field.split(".")).some((value) => compare(value, operator, wanted));
  return not ? !found : found;
}

function valuesAt(value: Json, path: readonly string[]): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isObject(value) ? valuesAt(value[key], rest) : [];
}

function compare(value: Json, operator: string, wanted: string): boolean {
  if (wanted === "*") return value !== null && value !== undefined;
  if (!operator) return String(value).toLowerCase() === wanted.toLowerCase();
  const [a, b] = [Number(value), Number(wanted)];
  const [left, right]: [number | string, number | string] =
    Number.isNaN(a) || Number.isNaN(b) ? [String(value), wanted] : [a, b];
  if (operator === ">=") return left >= right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left < right;
}
