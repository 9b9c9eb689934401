import { gzipSync } from "node:zlib";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { bundle, MODULES, type ModuleName } from "../../../extensions/shared/bundle.ts";

const names = Object.keys(MODULES).filter((name): name is ModuleName => name in MODULES);
const folder = path.resolve("extensions");

describe("what a shopper downloads, compressed", () => {
  test.each(names)("%s", async (name) => {
    const code = await bundle(name, "https://fairshare.example");
    const bytes = gzipSync(code).length;
    expect(bytes).toBeGreaterThan(300);
    expect(bytes).toBeLessThanOrEqual(MODULES[name].limitBytes);
  });

  test("the embed as it lies there, comments and all", async () => {
    const code = await readFile(path.join(folder, MODULES.embed.entry));
    expect(gzipSync(code).length).toBeLessThanOrEqual(MODULES.embed.limitBytes);
  });

  test.each(["assets/recommended.js", "assets/blocks.css"])("theme %s ≤ 1 KB", async (file) => {
    expect(gzipSync(await readFile(path.join(folder, "theme", file))).length).toBeLessThanOrEqual(1_024);
  });
});

describe("what a shopper's browser is told", () => {
  test.each(names)("%s names no app, and links nowhere but to the app's own endpoints", async (name) => {
    const code = await bundle(name, "https://app-origin.example");
    expect(code).not.toMatch(/fairshare/i);
    const urls = [...code.matchAll(/https?:\/\/[^"'`\s\\]+/g)].map(([url]) => url);
    expect(
      urls.filter((url) => !url.startsWith("https://app-origin.example") && !url.startsWith("http://www.w3.org/")),
    ).toEqual([]);
  });

  test.each(names)("%s leaves no variable of the build in place", async (name) => {
    expect(await bundle(name, "https://app-origin.example")).not.toContain("process.env");
  });
});
