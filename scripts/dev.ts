/**
 * npm run dev: the app with its pages straight from the source, a sandbox that stands in for Shopify, an empty database.
 * Reload a page to see a change of it; changes of services and adapters need a restart. PORT and SANDBOX_PORT choose ports.
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import { createServer } from "vite";
import { provideDatabase } from "../app/adapters/database/provide.ts";
import { systemClock } from "../app/server/clock.ts";
import { readEnv } from "../app/server/env.ts";
import { createLog } from "../app/server/log.ts";
import { livePages } from "../app/server/remix.ts";
import { startApp } from "../app/server/start.ts";
import { startSandbox } from "../sandbox/src/index.ts";

const root = path.join(import.meta.dirname, "..");
const key = (): string => randomBytes(32).toString("base64");

/** The sandbox forgets everything when it ends, and so does the database. */
async function emptyDatabase(server: string): Promise<string> {
  const name = "fairshare_dev";
  const url = new URL(server);
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

const database = await provideDatabase({ url: process.env["DATABASE_URL"], join: true, migrated: false });
const apiKey = "fairshare-dev-key";
const apiSecret = randomBytes(24).toString("base64url");
const sandbox = await startSandbox({
  port: Number(process.env["SANDBOX_PORT"] ?? 4100),
  host: "127.0.0.1",
  appUrl: "http://127.0.0.1:1",
  apiKey,
  apiSecret,
  tomlPath: path.join(root, "shopify.app.toml"),
  smtpPort: 0,
});
const vite = await createServer({ root, appType: "custom", server: { middlewareMode: true, hmr: false } });
const app = await startApp({
  env: readEnv({
    NODE_ENV: "development",
    DATABASE_URL: await emptyDatabase(database.url),
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: `http://app.localhost:${sandbox.port}`,
    SHOPIFY_STAND_IN_URL: sandbox.url,
    ENCRYPTION_KEY: key(),
    SIGNING_KEY: key(),
    SMTP_URL: sandbox.mailbox?.url ?? "",
    PORT: process.env["PORT"] ?? "3000",
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "info",
  }),
  clock: systemClock,
  log: createLog({ level: process.env["LOG_LEVEL"] ?? "info" }),
  pages: async (container) => livePages(container, vite),
});
sandbox.useApp(app.url);
for (const shop of sandbox.world.shops.values()) {
  sandbox.install(shop.domain);
  const store = shop.domain.replace(/\.myshopify\.com$/, "");
  console.log(
    `${shop.name}: http://admin.localhost:${sandbox.port}/store/${store}/apps/fairshare and ${shop.primaryUrl}`,
  );
}
console.log(`Creators: http://app.localhost:${sandbox.port}/creator\nMail: http://mail.localhost:${sandbox.port}`);

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    if (ending) return;
    ending = true;
    void app
      .close()
      .then(() => Promise.all([vite.close(), sandbox.close(), database.stop()]))
      .then(() => process.exit(0));
  });
}
