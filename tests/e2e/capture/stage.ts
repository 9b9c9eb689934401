import { randomBytes } from "node:crypto";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { movableClock } from "../../../app/server/clock.ts";
import { readEnv } from "../../../app/server/env.ts";
import { createLog } from "../../../app/server/log.ts";
import { startApp, type RunningApp } from "../../../app/server/start.ts";
import { extensionHost, type ExtensionHost } from "../../../sandbox/src/extension-host/index.ts";
import { startSandbox, type Sandbox } from "../../../sandbox/src/index.ts";
import { addDiscount } from "../../../sandbox/src/state/make.ts";
import { findChromium } from "../../../scripts/chromium.ts";
import { peopleOf } from "../../integration/capture/people.ts";
import { testDatabase, type TestDatabase } from "../../setup/test-database.ts";

export const DEMO = "demo-store.myshopify.com";
const API_KEY = "capture-journeys";
const DAY_MS = 86_400_000;

export type Stage = {
  sandbox: Sandbox;
  app: RunningApp;
  host: ExtensionHost;
  shopId: number;
  /** The storefront, without a slash at the end. */
  store: string;
  /** Creators: Maya's code is a discount, Ben's is a name of ours alone; `old-77` is Olga's link of the app she came from; Zoe's offer pays 5 % for answers. */
  tokens: { maya: string; ben: string };
  browser: Browser;
  moveDays(days: number): void;
  /** A discount of the brand's own. */
  addDiscount(code: string, bps: number): void;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Database, sandbox with the extensions in its pages, the app with its doors and worker, a browser. */
export async function openStage(): Promise<Stage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium: install one, or set CHROMIUM_PATH");
  const database = await testDatabase();
  const apiSecret = randomBytes(24).toString("base64url");
  let appUrl = "";
  const host = extensionHost({ apiKey: API_KEY, appUrl: () => appUrl });
  const tomlPath = path.resolve("shopify.app.toml");
  const { slots, extraRoutes } = host;
  const sandbox = await startSandbox({
    port: 0,
    host: "127.0.0.1",
    appUrl: "http://127.0.0.1:1",
    apiKey: API_KEY,
    apiSecret,
    tomlPath,
    slots,
    extraRoutes,
  });
  const clock = movableClock();
  const app = await startApp({
    env: envOf({ databaseUrl: database.url, apiSecret, sandbox }),
    clock,
    log: createLog({ level: "silent" }),
    pages: async (container) => (await import("./app-pages.ts")).capturePages(container),
  });
  appUrl = app.url;
  sandbox.useApp(app.url);
  sandbox.install(DEMO);
  const shop = sandbox.world.shop(DEMO);
  const { shopId, maya, ben } = await creatorsOf(database.prisma, new URL(shop.primaryUrl).host);
  addDiscount(sandbox.world, shop, { title: "Friends", value: { kind: "percentage", bps: 1_000 } }, [maya.code]);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
  return {
    sandbox,
    app,
    host,
    shopId,
    browser,
    store: shop.primaryUrl,
    tokens: { maya: maya.token, ben: ben.token },
    moveDays(days) {
      clock.advance(days * DAY_MS);
      sandbox.world.clock.move(days * DAY_MS);
    },
    addDiscount: (code, bps) =>
      void addDiscount(sandbox.world, shop, { title: code, value: { kind: "percentage", bps } }, [code]),
    query: async (text, values = []) => (await database.pool.query(text, [...values])).rows,
    async close() {
      await browser.close();
      await app.close();
      await sandbox.close();
    },
  };
}

function envOf({ databaseUrl, apiSecret, sandbox }: { databaseUrl: string; apiSecret: string; sandbox: Sandbox }) {
  const key = () => randomBytes(32).toString("base64");
  return readEnv({
    NODE_ENV: "test",
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: `http://app.localhost:${sandbox.port}`,
    SHOPIFY_STAND_IN_URL: sandbox.url,
    ENCRYPTION_KEY: key(),
    SIGNING_KEY: key(),
    PORT: "0",
  });
}

async function creatorsOf(prisma: TestDatabase["prisma"], primaryDomain: string) {
  const people = peopleOf(prisma);
  const { id: shopId } = await people.shop("demo-store", { primaryDomain: primaryDomain });
  const maya = await people.creator(shopId, "maya", { displayName: "Maya" });
  const ben = await people.creator(shopId, "ben", {
    displayName: "Ben",
    discount: false,
    terms: {},
    destinationPath: "/collections/all",
  });
  const olga = await people.creator(shopId, "olga", { displayName: "Olga", discount: false, terms: {} });
  await prisma.referralLink.create({ data: { shopId, partnershipId: olga.partnershipId, token: "old-77" } });
  const rule = { percent: { bps: 1_000 }, evidence: { survey: { bps: 500 } } };
  await people.creator(shopId, "zoe", { displayName: "Zoe", discount: false, terms: {}, rule });
  return { shopId, maya, ben };
}

/** A shopper's browser, new: no cookie, no store. */
export async function shopper(
  stage: Stage,
  kept?: Parameters<Browser["newContext"]>[0],
): Promise<{ context: BrowserContext; page: Page }> {
  const userAgent =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  const context = await stage.browser.newContext({ userAgent, viewport: { width: 1280, height: 900 }, ...kept });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { context, page };
}

let buyers = 0;

/** What shopping takes: the store, and its sandbox. */
type Shopping = Pick<Stage, "sandbox" | "store">;

/** Puts something into the cart and goes to the checkout. */
export async function toCheckout(stage: Shopping, page: Page): Promise<void> {
  await addToCart(stage, page);
  await page.goto(`${stage.store}/checkout`);
}

export async function addToCart(stage: Shopping, page: Page): Promise<void> {
  const [product] = [...stage.sandbox.world.shop(DEMO).products.values()].filter((it) => !it.giftCard);
  const [variant] = product?.variants ?? [];
  if (!variant) throw new Error("the store sells nothing");
  await page.evaluate(
    (id) =>
      fetch("/cart/add.js", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ id, quantity: 1 }),
      }),
    String(variant.id),
  );
}

/** Fills the checkout's form and pays; @returns the order's id */
export async function pay(stage: Shopping, page: Page): Promise<string> {
  buyers += 1;
  const fields = {
    email: `shopper${buyers}@example.com`,
    firstName: "Sam",
    lastName: "Shopper",
    address1: "1 Main St",
    zip: "10001",
    city: "New York",
  };
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await page.click("button.pay");
  await page.waitForURL(/thank-you/);
  return newestOrder(stage);
}

export function newestOrder(stage: Shopping): string {
  const ids = [...stage.sandbox.world.shop(DEMO).orders.keys()];
  return String(Math.max(...ids));
}

export type Settled = { reason: string; creator: string | null; evidence: string | null; amountMinor: bigint | null };

/** How the order was settled, waited for: its webhook has to arrive first. */
export async function settled(stage: Stage, orderId: string): Promise<Settled> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const [row] = await stage.query<Settled>(
      `SELECT v.reason, c.handle AS creator, k.evidence_kind AS evidence, k.amount_minor AS "amountMinor"
       FROM verdicts v
       LEFT JOIN commissions k ON k.shop_id = v.shop_id AND k.order_id = v.order_id
       LEFT JOIN creators c ON c.id = k.creator_id
       WHERE v.shop_id = $1 AND v.order_id = $2`,
      [stage.shopId, orderId],
    );
    if (row) return row;
    if (Date.now() > deadline) throw new Error(`order ${orderId} was not settled in 10 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
