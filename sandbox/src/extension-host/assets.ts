import { readFile } from "node:fs/promises";
import path from "node:path";
import { build, transform } from "esbuild";
import { bundle, type ModuleName } from "../../../extensions/shared/bundle.ts";

const theme = path.resolve(import.meta.dirname, "../../../extensions/theme/assets");
const browser = path.join(import.meta.dirname, "browser");

/** Scripts are made at their first use and kept: each is the same for everybody. */
export class Assets {
  readonly #made = new Map<string, Promise<string>>();

  #once(key: string, make: () => Promise<string>): Promise<string> {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }

  /** An extension's own bundle, for the app at that URL. */
  extension = (name: ModuleName, appUrl: string): Promise<string> =>
    this.#once(`extension ${name} ${appUrl}`, () => bundle(name, appUrl));

  /** A file of the theme extension, minified as Shopify's CDN does. Names come from addresses: only plain ones are taken. */
  themeFile(name: string): Promise<string> | null {
    if (!/^[\w-]+\.(js|css)$/.test(name)) return null;
    return this.#once(`theme ${name}`, async () => {
      const source = await readFile(path.join(theme, name), "utf8");
      return (await transform(source, { minify: true, loader: name.endsWith(".css") ? "css" : "js" })).code;
    });
  }

  /** A script of the host itself. */
  hostScript = (name: "page" | "frame" | "pixel-worker"): Promise<string> =>
    this.#once(`host ${name}`, async () => {
      const result = await build({
        entryPoints: [path.join(browser, `${name}.ts`)],
        bundle: true,
        write: false,
        minify: true,
        format: "iife",
        target: "es2022",
        logLevel: "silent",
      });
      return result.outputFiles[0]?.text ?? "";
    });
}
