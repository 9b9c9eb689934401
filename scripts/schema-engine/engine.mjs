import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { adapterFactory } from "./adapter.mjs";

const debug = Boolean(process.env.SCHEMA_ENGINE_DEBUG);

// The package's own loader wants a bundler, which would import the .wasm file.
const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
const { instance } = await WebAssembly.instantiate(readFileSync(script.replace(/\.js$/, ".wasm")), {
  "./schema_engine_bg.js": glue,
});
// oxlint-disable no-underscore-dangle -- the names that wasm-bindgen gives
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
// oxlint-enable no-underscore-dangle

export const engineVersion = () => glue.version();

/**
 * @param {[file: string, text: string][]} datamodels none: the commands that need none are meant
 * @param {{ url?: string, shadowDatabaseUrl?: string }} datasource
 */
export function createEngine(datamodels, datasource) {
  return glue.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    (line) => debug && process.stderr.write(`${line}\n`),
    bindMigrationAwareSqlAdapterFactory(adapterFactory(datasource)),
  );
}
