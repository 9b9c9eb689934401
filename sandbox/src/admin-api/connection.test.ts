import * as fc from "fast-check";
import { expect, test } from "vitest";
import { connection, type PageArgs } from "./connection.ts";

interface Thing {
  id: number;
  rank: number;
}
interface Page {
  nodes: { id: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const page = (things: readonly Thing[], args: PageArgs): Page =>
  connection(
    "Thing",
    things,
    args,
    (t) => [t.rank, t.id],
    (t) => ({ __typename: "Thing", id: t.id }),
  ) as unknown as Page;

const someThings = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 1, max: 500 }), rank: fc.integer({ min: 0, max: 5 }) }),
  {
    selector: (t) => t.id,
    maxLength: 40,
  },
);

test("walking pages in either direction gives everything once, in the sort's order", () =>
  fc.assert(
    fc.property(someThings, fc.integer({ min: 1, max: 7 }), fc.boolean(), (things, size, reverse) => {
      const sign = reverse ? -1 : 1;
      const sorted = things.toSorted((a, b) => sign * (a.rank - b.rank || a.id - b.id)).map((t) => t.id);

      const forwards: number[] = [];
      for (let after: string | null = null; ;) {
        const { nodes, pageInfo }: Page = page(things, { first: size, after, reverse });
        forwards.push(...nodes.map((n) => n.id));
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      const backwards: number[] = [];
      for (let before: string | null = null; ;) {
        const { nodes, pageInfo }: Page = page(things, { last: size, before, reverse });
        backwards.unshift(...nodes.map((n) => n.id));
        if (!pageInfo.hasPreviousPage) break;
        before = pageInfo.startCursor;
      }
      expect([forwards, backwards]).toEqual([sorted, sorted]);
    }),
  ));

test("what moves behind the cursor is seen again, what moves before it is not: as with any keyset", () => {
  const things = [1, 2, 3, 4].map((id) => ({ id, rank: id }));
  const first = page(things, { first: 2 });
  things[0] = { id: 1, rank: 9 };
  const rest = page(things, { first: 9, after: first.pageInfo.endCursor });
  expect(rest.nodes.map((n) => n.id)).toEqual([3, 4, 1]);
});

test("without a size, as in a bulk operation, all come", () => {
  const things = Array.from({ length: 300 }, (_, id) => ({ id, rank: 0 }));
  expect(page(things, {}).nodes).toHaveLength(300);
});
