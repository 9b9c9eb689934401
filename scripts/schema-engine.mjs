#!/usr/bin/env node
/**
 * Prisma's schema engine from npm.
 *
 * Prisma's command line runs its schema engine as a program that it downloads at first use. The same engine is on npm
 * as WebAssembly, for drivers written in JavaScript. This program stands in for the binary: the same arguments, the
 * same JSON-RPC on standard input and output, the WebAssembly engine and `@prisma/adapter-pg` behind. So `migrate dev`,
 * `deploy`, `diff`, `status` and `db push` work with nothing but npm. `prisma.config.ts` points Prisma here by
 * PRISMA_SCHEMA_ENGINE_BINARY. SCHEMA_ENGINE_DEBUG=1 shows the engine's log.
 *
 * It runs under whatever `node` is first on the PATH (20.11 or newer).
 */
import { readFileSync } from "node:fs";
import { parseArguments } from "./schema-engine/arguments.mjs";
import { runCommand } from "./schema-engine/commands.mjs";
import { createEngine, engineVersion } from "./schema-engine/engine.mjs";
import { serve } from "./schema-engine/rpc.mjs";
import { inFull } from "./schema-engine/troubles.mjs";

/** What Prisma takes a panic of its engine from. */
const panicCode = 101;

process.on("uncaughtException", (error) => {
  process.stderr.write(
    `${JSON.stringify({ level: "ERROR", target: "schema_engine", fields: { message: inFull(error) } })}\n`,
  );
  process.exit(panicCode);
});

const request = parseArguments(process.argv.slice(2));
if (request.kind === "version") {
  console.log(`schema-engine-cli ${engineVersion()} (wasm)`);
} else if (request.kind === "command") {
  process.exitCode = await runCommand(request.name, request.datasource);
} else {
  const datamodels = request.datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  serve({
    input: process.stdin,
    output: process.stdout,
    engine: () => createEngine(datamodels, request.datasource),
    onEnd: () => process.exit(0), // the pool's idle connections would keep the process
  });
}
