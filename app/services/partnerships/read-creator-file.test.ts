import { expect, test } from "vitest";
import { MOST_ROWS, readCreatorFile } from "./read-creator-file.ts";

const table = (text: string) => {
  const file = readCreatorFile(text);
  if (file.kind !== "table") throw new Error(file.why);
  return file;
};

test.each([
  { why: "commas", text: "email,name\na@x.example,Ann\n", rows: [{ line: 2, cells: ["a@x.example", "Ann"] }] },
  {
    why: "semicolons, as where the comma is the decimal sign",
    text: 'email;rate\r\na@x.example;"12,5"\r\n',
    rows: [{ line: 2, cells: ["a@x.example", "12,5"] }],
  },
  {
    why: "tabs, as pasted from a sheet",
    text: "email\tname\na@x.example\tAnn, B.",
    rows: [{ line: 2, cells: ["a@x.example", "Ann, B."] }],
  },
  {
    why: "a byte order mark",
    text: "\uFEFFemail,name\na@x.example,Ann",
    rows: [{ line: 2, cells: ["a@x.example", "Ann"] }],
  },
  {
    why: "quoted line breaks and quotes, and the line of what follows",
    text: 'email,name\na@x.example,"Ann\n""A"" 🌻"\n\nb@x.example,مايا\n',
    rows: [
      { line: 2, cells: ["a@x.example", 'Ann\n"A" 🌻'] },
      { line: 5, cells: ["b@x.example", "مايا"] },
    ],
  },
  {
    why: "rows of another length",
    text: "email,name\na@x.example\nb@x.example,B,C",
    rows: [
      { line: 2, cells: ["a@x.example"] },
      { line: 3, cells: ["b@x.example", "B", "C"] },
    ],
  },
  {
    why: "rows of nothing but separators",
    text: "email,name\n,\na@x.example,Ann",
    rows: [{ line: 3, cells: ["a@x.example", "Ann"] }],
  },
  {
    why: "a quotation mark inside a word",
    text: 'email,name\na@x.example,Ann "A" B',
    rows: [{ line: 2, cells: ["a@x.example", 'Ann "A" B'] }],
  },
  {
    why: "a title with a comma in quotes",
    text: '"e,mail";name\na@x.example;Ann',
    rows: [{ line: 2, cells: ["a@x.example", "Ann"] }],
  },
])("$why", ({ text, rows }) => expect(table(text).rows).toEqual(rows));

test("the titles are as they are written, without the byte order mark", () => {
  expect(table("\uFEFF Email ,Näme\nx,y").header).toEqual([" Email ", "Näme"]);
});

test.each([
  { why: "nothing", text: " \n ", says: /nothing in it/ },
  { why: "titles alone", text: "email,name\n", says: /only one row/ },
  { why: "an open quote", text: 'email,name\n"a@x.example,Ann\n', says: /never closed/ },
  { why: "a spreadsheet's own file", text: "PK\u0003\u0004\0\0", says: /not as Excel/ },
  {
    why: "more than can be imported",
    text: `email\n${"a@x.example\n".repeat(MOST_ROWS + 1)}`,
    says: /10,001 .*10,000/,
  },
  { why: "too large a file", text: "a".repeat(5_000_001), says: /too large/ },
])("$why is told with its remedy", ({ text, says }) => {
  expect(readCreatorFile(text)).toEqual({ kind: "unreadable", why: expect.stringMatching(says) as string });
});

test("as many as can be imported are", () => {
  expect(table(`email\n${"a@x.example\n".repeat(MOST_ROWS)}`).rows).toHaveLength(MOST_ROWS);
});
