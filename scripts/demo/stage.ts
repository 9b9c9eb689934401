import { randomBytes } from "node:crypto";
import path from "node:path";
import { Client } from "pg";
import { provideDatabase } from "../../app/adapters/database/provide.ts";
import { type MovableClock, movableClock } from "../../app/server/clock.ts";
import { readEnv } from "../../app/server/env.ts";
import { createLog } from "../../app/server/log.ts";
import { type RunningApp, startApp } from "../../app/server/start.ts";
import { extensionHost } from "../../sandbox/src/extension-host/index.ts";
import { DEMO_DOMAIN, type Sandbox, mintSessionToken, startSandbox } from "../../sandbox/src/index.ts";
import { Browser } from "./browser.ts";
import { buildPages } from "./build-pages.ts";

const root = path.join(import.meta.dirname, "../..");
const API_KEY = "fairshare-demo-key";
const DATABASE = "fairshare_demo";
const DAY_MS = 86_400_000;

interface Prepared {
  readonly databaseUrl: string;
}

/** Everything that the demo runs on: a database, a sandbox of Shopify, the app with its worker, one movable clock. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly app: RunningApp;
  readonly databaseUrl: string;
  readonly apiSecret: string;
  readonly #clock: MovableClock;
  readonly #stopDatabase: () => Promise<void>;

  private constructor(parts: {
    sandbox: Sandbox;
    app: RunningApp;
    databaseUrl: string;
    apiSecret: string;
    clock: MovableClock;
    stopDatabase: () => Promise<void>;
  }) {
    this.sandbox = parts.sandbox;
    this.app = parts.app;
    this.databaseUrl = parts.databaseUrl;
    this.apiSecret = parts.apiSecret;
    this.#clock = parts.clock;
    this.#stopDatabase = parts.stopDatabase;
  }

  /** @param prepared what tests prepare once for many stages: built pages, and an empty database for this one alone */
  static async open({ say, prepared }: { say: (line: string) => unknown; prepared?: Prepared }): Promise<Stage> {
    if (prepared === undefined) buildPages(say);
    say("Starting a database, a sandbox of Shopify, the app and its worker …");
    const url = prepared?.databaseUrl ?? process.env["DATABASE_URL"];
    const database = await provideDatabase({ url, join: true, migrated: false });
    const databaseUrl = prepared?.databaseUrl ?? (await emptyDatabase(database.url));
    const apiSecret = randomBytes(24).toString("base64url");
    const extensions = extensionHost({ apiKey: API_KEY, appUrl: () => sandbox.appConfig.appUrl });
    const sandbox: Sandbox = await startSandbox({
      port: Number(process.env["SANDBOX_PORT"] ?? 0),
      host: "127.0.0.1",
      appUrl: "http://127.0.0.1:1",
      apiKey: API_KEY,
      apiSecret,
      tomlPath: path.join(root, "shopify.app.toml"),
      smtpPort: 0,
      slots: extensions.slots,
      extraRoutes: extensions.extraRoutes,
    });
    const clock = movableClock();
    const app = await startApp({
      env: readEnv({
        NODE_ENV: "development",
        DATABASE_URL: databaseUrl,
        SHOPIFY_API_KEY: API_KEY,
        SHOPIFY_API_SECRET: apiSecret,
        SHOPIFY_APP_URL: `http://app.localhost:${sandbox.port}`,
        SHOPIFY_STAND_IN_URL: sandbox.url,
        ENCRYPTION_KEY: randomBytes(32).toString("base64"),
        SIGNING_KEY: randomBytes(32).toString("base64"),
        SMTP_URL: sandbox.mailbox?.url ?? "",
        PORT: process.env["PORT"] ?? "0",
      }),
      clock,
      log: createLog({ level: process.env["LOG_LEVEL"] ?? "silent" }),
    });
    sandbox.useApp(app.url);
    return new Stage({ sandbox, app, databaseUrl, apiSecret, clock, stopDatabase: () => database.stop() });
  }

  get shop(): string {
    return DEMO_DOMAIN;
  }

  /** Where browsers find the app, like a developer's tunnel. */
  get appOrigin(): string {
    return `http://app.localhost:${this.sandbox.port}`;
  }

  get storefront(): string {
    return this.sandbox.world.shop(DEMO_DOMAIN).primaryUrl;
  }

  /** The merchant's browser, with the session token that App Bridge would add to each request. */
  merchant(): Browser {
    return new Browser(async () => ({
      authorization: `Bearer ${await mintSessionToken({ shop: DEMO_DOMAIN, apiKey: API_KEY, secret: this.apiSecret, userId: 1, now: new Date() })}`,
    }));
  }

  /** The next mail to an address that has come after `since` mails, waited for. */
  async mailTo(address: string, subject: RegExp): Promise<{ subject: string; text: string; links: readonly string[] }> {
    return until(`a mail to ${address} about ${subject.source}`, () =>
      (this.sandbox.mailbox?.mails ?? []).find((mail) => mail.to.includes(address) && subject.test(mail.subject)),
    );
  }

  /** Business time jumps ahead, for the app and for the shop alike; tokens go by the machine's clock. */
  async moveDays(days: number): Promise<void> {
    this.#clock.advance(days * DAY_MS);
    this.sandbox.world.clock.move(days * DAY_MS);
    await this.query("SELECT graphile_worker.add_job('release-holds')");
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.app.container.connection.pool.query<Row>(text, [...values]);
    return rows;
  }

  async doors(): Promise<{ merchant: string; creator: string; shopper: string; mail: string; databaseUrl: string }> {
    const { port } = this.sandbox;
    return {
      merchant: `http://admin.localhost:${port}/store/${DEMO_DOMAIN.split(".")[0]}/apps/fairshare`,
      creator: await this.#signInLink("maya@example.com"),
      shopper: this.storefront,
      mail: `http://mail.localhost:${port}`,
      databaseUrl: this.databaseUrl,
    };
  }

  /** A link that signs a creator in, as the mail has it. */
  async #signInLink(email: string): Promise<string> {
    const before = this.sandbox.mailbox?.mails.length ?? 0;
    const browser = new Browser();
    await browser.submit(await browser.get(`${this.appOrigin}/creator/sign-in`), "form", { email });
    return until("a sign-in link", () => {
      const mails = this.sandbox.mailbox?.mails ?? [];
      return mails.length > before ? mails[0]?.links.find((link) => link.includes("/creator/sign-in/")) : null;
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sandbox.close();
    await this.#stopDatabase();
  }
}

/** Waits for something that happens elsewhere. @throws Error naming it when it does not happen in time */
export async function until<T>(what: string, look: () => T | Promise<T>, timeoutMs = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A database of the demo's own, new at each start: the sandbox forgets everything, too. */
async function emptyDatabase(server: string): Promise<string> {
  const client = new Client({ connectionString: withDatabase(server, "postgres") });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
  return withDatabase(server, DATABASE);
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
