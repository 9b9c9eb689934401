import { readFileSync } from "node:fs";
import path from "node:path";

type Tree = { [key: string]: string | Tree };

/**
 * `translate` as Shopify does it: the extension's own locale file, `{{name}}` filled in.
 * @throws Error for a key that the language lacks, so that a missing text fails its test
 */
export function inLanguage(extension: string, file: string) {
  const texts: Tree = JSON.parse(
    readFileSync(path.resolve("extensions", extension, "locales", `${file}.json`), "utf8"),
  );
  return (key: string, words: Record<string, unknown> = {}): string => {
    const text = key
      .split(".")
      .reduce<string | Tree | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), texts);
    if (typeof text !== "string") throw new Error(`${extension}: ${file} has no text for ${key}`);
    return text.replace(/{{\s*(\w+)\s*}}/g, (_, word: string) => String(words[word]));
  };
}

/** What a shopper reads: texts and the attributes that Shopify renders as text. */
export function read(): string {
  const attributes = [...document.body.querySelectorAll("[label],[error],[heading]")].flatMap((element) =>
    ["label", "error", "heading"].flatMap((name) => element.getAttribute(name) ?? []),
  );
  return [document.body.textContent, ...attributes].join(" ");
}

/** Waits until rendering and its effects are over. */
export const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
