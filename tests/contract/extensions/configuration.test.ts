import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { flatten } from "./theme-schema.ts";
import { tomlForms, uiExtension } from "./toml.ts";

const folder = path.resolve("extensions");
const surfaces = path.resolve("node_modules/@shopify/ui-extensions/build/ts/surfaces");
const read = (name: string) => parse(readFileSync(path.join(folder, name, "shopify.extension.toml"), "utf8"));
const json = (file: string): unknown => JSON.parse(readFileSync(path.resolve(file), "utf8"));
const app = z
  .object({
    access_scopes: z.object({ scopes: z.string() }),
    app_proxy: z.object({ subpath: z.string(), prefix: z.string() }),
  })
  .parse(parse(readFileSync(path.resolve("shopify.app.toml"), "utf8")));

const uiNames = ["checkout", "thank-you"] as const;
const uiOf = (name: (typeof uiNames)[number]) => {
  const toml = uiExtension.parse(read(name));
  const [extension] = toml.extensions;
  if (!extension) throw new Error(`${name} declares no extension`);
  return { version: toml.api_version, ...extension };
};

test("every folder with a configuration is one that is checked", () => {
  const found = readdirSync(folder).filter((name) =>
    readdirSync(path.join(folder, name)).includes("shopify.extension.toml"),
  );
  expect(found.toSorted()).toEqual(Object.keys(tomlForms).toSorted());
});

test.each(Object.entries(tomlForms))("%s: known keys, and values in their form", (name, form) => {
  expect(form.safeParse(read(name)).error?.issues ?? []).toEqual([]);
});

test("an unknown key is found, which Shopify's build is not told of", () => {
  const toml = { ...read("checkout"), api_versions: "2026-07" };
  expect(uiExtension.safeParse(toml).error?.issues[0]?.message).toMatch(/Unrecognized key/);
});

test("handles and uids are each one's own", () => {
  const all = [...uiNames.map(uiOf), tomlForms.pixel.parse(read("pixel")), tomlForms.theme.parse(read("theme"))];
  expect(new Set(all.map((one) => one.handle)).size).toBe(4);
  expect(new Set(all.map((one) => one.uid)).size).toBe(4);
});

describe.each(uiNames)("%s", (name) => {
  test("its targets exist in the package of its API version", () => {
    const { version, targeting } = uiOf(name);
    const installed = z.object({ version: z.string() }).parse(json("node_modules/@shopify/ui-extensions/package.json"));
    const [year, month] = installed.version.split(".");
    expect(version).toBe(`${year}-${month?.padStart(2, "0")}`);
    const known = new Set(
      ["checkout", "customer-account"].flatMap((surface) =>
        readdirSync(path.join(surfaces, surface, "targets")).map((file) => file.replace(/\.d\.ts(\.map)?$/, "")),
      ),
    );
    expect(targeting.filter(({ target }) => !known.has(target))).toEqual([]);
    for (const { module } of targeting)
      expect(readFileSync(path.join(folder, name, module), "utf8")).toMatch(/export default/);
  });

  test("blocks no checkout, asks for no consent: network access is its one capability", () => {
    expect(uiOf(name).capabilities).toEqual({ network_access: true });
  });

  test("says the same things in every language, with the same words to fill in", () => {
    const english = textsOf(name, "en.default");
    const german = textsOf(name, "de");
    expect([...german.keys()]).toEqual([...english.keys()]);
    expect([...german].map(([key, text]) => [key, wordsIn(text)])).toEqual(
      [...english].map(([key, text]) => [key, wordsIn(text)]),
    );
  });

  test("carries no name and no link of ours", () => {
    const texts = ["en.default", "de"].map((locale) =>
      readFileSync(path.join(folder, name, "locales", `${locale}.json`), "utf8"),
    );
    expect(texts.join("\n")).not.toMatch(/fairshare|https?:|www\./i);
  });
});

describe("the app's own configuration", () => {
  test("asks for the pixel's scopes", () => {
    const scopes = app.access_scopes.scopes.split(",");
    expect(scopes).toEqual(expect.arrayContaining(["write_pixels", "read_customer_events"]));
  });

  test("its proxy is where the theme looks for it", () => {
    const address = `${app.app_proxy.prefix}/${app.app_proxy.subpath}`;
    for (const block of ["capture", "recommended"])
      expect(readFileSync(path.join(folder, "theme/blocks", `${block}.liquid`), "utf8")).toContain(
        `"default": "${address}"`,
      );
    expect(readFileSync(path.join(folder, "theme/blocks/become.liquid"), "utf8")).toContain(`'/${address}/join'`);
  });
});

function textsOf(name: string, locale: string) {
  return flatten(json(path.join(folder, name, "locales", `${locale}.json`)));
}

function wordsIn(text: string) {
  return text.match(/{{\w+}}/g) ?? [];
}
