import { expect, test } from "vitest";
import { byInstant, byNumber, byText, parseSearch, search } from "./search-query.ts";

const term = (field: string | null, value: string, comparator = "=", negated = false) => ({
  field,
  value,
  comparator,
  negated,
});

test.each([
  { query: "", terms: [] },
  { query: "tag:vip", terms: [term("tag", "vip")] },
  { query: "  tag:vip   status:any ", terms: [term("tag", "vip"), term("status", "any")] },
  { query: "tag:vip AND -status:open", terms: [term("tag", "vip"), term("status", "open", "=", true)] },
  { query: "updated_at:>='2026-11-24T10:00:00Z'", terms: [term("updated_at", "2026-11-24T10:00:00Z", ">=")] },
  { query: "updated_at:>2026-11-24T10:00:00Z", terms: [term("updated_at", "2026-11-24T10:00:00Z", ">")] },
  { query: `title:"the \\"best\\" mug"`, terms: [term("title", 'the "best" mug')] },
  { query: "lantern", terms: [term(null, "lantern")] },
])("$query", ({ query, terms }) => expect(parseSearch(query)).toEqual(terms));

test.each(["a:1 OR b:2", "NOT a:1", "(a:1)", "a:'open"])("refuses %s", (query) =>
  expect(() => parseSearch(query)).toThrow(/search/i),
);

interface Thing {
  id: number;
  at: Date;
  tags: string[];
}
const things: Thing[] = [
  { id: 1, at: new Date("2026-11-24T10:00:00.900Z"), tags: ["Vip", "new"] },
  { id: 2, at: new Date("2026-11-24T10:00:01Z"), tags: [] },
];
const tests = {
  id: byNumber<Thing>((t) => t.id),
  at: byInstant<Thing>((t) => t.at),
  tag: byText<Thing>((t) => t.tags),
};

test.each([
  { query: "at:>=2026-11-24T10:00:00Z", ids: [1, 2] },
  { query: "at:>2026-11-24T10:00:00Z", ids: [2] },
  { query: "at:2026-11-24T10:00:00Z", ids: [1] },
  { query: "at:<=2026-11-24T10:00:00Z", ids: [1] },
  { query: "at:<2026-11-25", ids: [1, 2] },
  { query: "id:gid://shopify/Thing/2", ids: [2] },
  { query: "tag:VIP", ids: [1] },
  { query: "tag:ne*", ids: [1] },
  { query: "-tag:vip", ids: [2] },
])("$query finds $ids", ({ query, ids }) =>
  expect(search("things", things, query, tests).map((t) => t.id)).toEqual(ids),
);

test("a wrong instant is refused", () =>
  expect(() => search("things", things, "at:soon", tests)).toThrow("Invalid timestamp"));
