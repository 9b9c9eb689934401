import path from "node:path";
import { build } from "esbuild";

/** Every module that runs in a shopper's browser, by the name that tests and the sandbox use. */
export const MODULES = {
  checkout: { entry: "checkout/src/Checkout.tsx", format: "esm", limitBytes: 16_384 },
  "thank-you": { entry: "thank-you/src/ThankYou.tsx", format: "esm", limitBytes: 16_384 },
  "order-status": { entry: "thank-you/src/OrderStatus.tsx", format: "esm", limitBytes: 16_384 },
  pixel: { entry: "pixel/src/index.ts", format: "iife", limitBytes: 3_072 },
  embed: { entry: "theme/assets/capture.js", format: "iife", limitBytes: 3_072 },
} as const;

export type ModuleName = keyof typeof MODULES;

const folder = path.resolve(import.meta.dirname, "..");

/**
 * Bundles a module as Shopify's command line does (same bundler, same JSX), in memory and in milliseconds.
 * @param appUrl the public origin of the app, without a slash at the end
 * @throws when it does not compile
 */
export async function bundle(name: ModuleName, appUrl: string): Promise<string> {
  const { entry, format } = MODULES[name];
  const result = await build({
    entryPoints: [path.join(folder, entry)],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: "es2020",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    define: { "process.env.SHOPIFY_APP_URL": JSON.stringify(appUrl) },
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
