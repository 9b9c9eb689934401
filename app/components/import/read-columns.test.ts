import { expect, test } from "vitest";
import { readColumns } from "./read-columns.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("columns that were not chosen are to be guessed", () => {
  expect(readColumns(form({ text: "email" }))).toBeNull();
});

test.each([
  { text: "0", column: 0 },
  { text: "12", column: 12 },
  { text: "", column: null },
  { text: "-1", column: null },
  { text: "1e3", column: null },
])("column “$text” is $column", ({ text, column }) => {
  expect(readColumns(form({ column_email: text, column_code: "3" }))).toEqual({
    email: column,
    name: null,
    lastName: null,
    code: 3,
    link: null,
    rate: null,
  });
});
