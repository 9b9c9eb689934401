import { expect, test } from "vitest";
import { readReview } from "./read-review.ts";

function posted(fields: Record<string, string>, ids: string[]): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  for (const id of ids) data.append("id", id);
  return data;
}

test("an approval of several", () => {
  const read = readReview(posted({ decision: "approve" }, ["a", "b"]));
  expect(read).toEqual({ kind: "review", review: { applicationIds: ["a", "b"], decision: { kind: "approve" } } });
});

test("a decline takes its reason along", () => {
  const read = readReview(posted({ decision: "decline", reason: "  We look for cooks " }, ["a"]));
  expect(read).toMatchObject({ review: { decision: { kind: "decline", reason: "We look for cooks" } } });
});

test.each([
  { why: "nothing ticked", fields: { decision: "approve" }, ids: [], says: "Choose at least one application." },
  {
    why: "a decline without a reason",
    fields: { decision: "decline", reason: " " },
    ids: ["a"],
    says: "Give a reason: the creator reads it.",
  },
])("$why", ({ fields, ids, says }) => {
  expect(readReview(posted(fields, ids))).toEqual({ kind: "invalid", message: says });
});

test("another decision", () => expect(readReview(posted({ decision: "delete" }, ["a"])).kind).toBe("invalid"));
