import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { themeCheckRun } from "@shopify/theme-check-node";
import { describe, expect, test } from "vitest";
import { flatten, problemsOf, schemaOf } from "./theme-schema.ts";

const folder = path.resolve("extensions/theme");
const blocks = await readdir(path.join(folder, "blocks"));

test("theme check finds no offence", async () => {
  const temporary = await mkdtemp(path.join(tmpdir(), "theme-check-"));
  const config = path.join(temporary, "theme-check.yml");
  await writeFile(config, "extends: theme-check:theme-app-extension\n");
  const { offenses } = await themeCheckRun(folder, config, () => undefined);
  await rm(temporary, { recursive: true });
  expect(offenses.map(({ check, uri, message }) => `${check} ${path.basename(uri)}: ${message}`)).toEqual([]);
});

test.each(blocks)("%s has a valid schema, every text in every language", async (name) => {
  const schema = schemaOf(await readFile(path.join(folder, "blocks", name), "utf8"));
  expect(problemsOf(schema, folder)).toEqual([]);
});

test("only the folders that Shopify takes are there", async () => {
  const entries = await readdir(folder);
  expect(entries.toSorted()).toEqual(["assets", "blocks", "locales", "shopify.extension.toml"]);
});

test.each(["", ".schema"])("locales%s have the same keys in German and English", async (suffix) => {
  const [english, german] = await Promise.all(
    ["en.default", "de"].map(async (locale) =>
      flatten(JSON.parse(await readFile(path.join(folder, `locales/${locale}${suffix}.json`), "utf8"))),
    ),
  );
  expect([...(german ?? [])].map(([key]) => key)).toEqual([...(english ?? [])].map(([key]) => key));
});

describe("the schema check itself", () => {
  test("takes a plain block", () => expect(problemsOf(schemaOf(liquid({})), folder)).toEqual([]));

  test.each([
    { why: "an unknown target", says: /Invalid option/, change: { target: "footer" } },
    { why: "an unknown key", says: /Unrecognized key/, change: { presets: [] } },
    { why: "an unknown setting type", says: /Invalid/, change: { settings: [{ type: "money", id: "a", label: "A" }] } },
    { why: "a range of too many steps", says: /at most 101 steps/, change: { settings: [range({ max: 500 })] } },
    { why: "a default outside the range", says: /outside the range/, change: { settings: [range({ default: 9 })] } },
    { why: "two settings of one id", says: /share an id/, change: { settings: [range({}), range({})] } },
  ])("refuses $why", ({ change, says }) => expect(() => schemaOf(liquid(change))).toThrow(says));

  test.each([
    { why: "a name over 25 characters", change: { name: "A name that is much too long" }, says: /longer than 25/ },
    { why: "a text without translation", change: { name: "t:nowhere" }, says: /no text for nowhere/ },
    { why: "a stylesheet that is not there", change: { stylesheet: "none.css" }, says: /none\.css does not exist/ },
  ])("tells of $why", ({ change, says }) => {
    expect(problemsOf(schemaOf(liquid(change)), folder).join("\n")).toMatch(says);
  });

  test("misses no block without a schema", () => expect(() => schemaOf("<p></p>")).toThrow(/no {% schema %}/));
});

const liquid = (change: object) =>
  `<p></p>{% schema %}${JSON.stringify({ name: "Bar", target: "section", settings: [], ...change })}{% endschema %}`;

function range(change: object) {
  return { type: "range", id: "a", label: "A", min: 0, max: 5, step: 1, default: 1, ...change };
}
