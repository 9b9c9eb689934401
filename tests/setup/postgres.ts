import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../app/adapters/database/embedded.ts";
import { migrate } from "../../app/adapters/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that each test file copies. */
    templateUrl: string;
  }
}

/**
 * One server for a run of tests, with one migrated database to copy: DATABASE_URL's server where it is set (its own
 * databases are not touched), else an embedded one in a temporary folder, without the waiting for the disk.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await provideServer(process.env["DATABASE_URL"]);
  const name = `fairshare_template_${randomBytes(6).toString("hex")}`;
  const template = new URL(server.url);
  template.pathname = `/${name}`;
  try {
    await migrate(template.href);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("templateUrl", template.href);

  return async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await client.end();
    await server.stop();
  };
}

async function provideServer(url: string | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  if (url) return { url, stop: async () => undefined };
  const folder = mkdtempSync(path.join(tmpdir(), "fairshare-test-"));
  chmodSync(folder, 0o755); // run by root, the server is another user's
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };
  const clean = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir: path.join(folder, "postgres"), settings });
    return { url: server.url, stop: () => server.stop().finally(clean) };
  } catch (error) {
    clean();
    throw error;
  }
}
