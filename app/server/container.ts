import { createHmac, randomBytes } from "node:crypto";
import { openDatabase, type Database as Connection } from "#app/adapters/database/connect.ts";
import { createSealer, type Sealer } from "#app/adapters/database/encryption.ts";
import { createSetAsideStore } from "#app/adapters/database/inbox/set-aside.ts";
import { createMailStore } from "#app/adapters/database/mail-outbox.ts";
import { keptOrderLabels } from "#app/adapters/database/order-labels.ts";
import { createOrderReviews } from "#app/adapters/database/order-reviews.ts";
import { partnershipChanges } from "#app/adapters/database/partnership-changes.ts";
import { createPrivacyRequests } from "#app/adapters/database/privacy/requests.ts";
import { provideDatabase } from "#app/adapters/database/provide.ts";
import { reconciliationReports } from "#app/adapters/database/reconcile/reports.ts";
import { reconciliationStore } from "#app/adapters/database/reconcile/store.ts";
import { wantedStore } from "#app/adapters/database/reconcile/wanted-store.ts";
import { createSessionStorage } from "#app/adapters/database/session-storage.ts";
import { createStores } from "#app/adapters/database/stores.ts";
import { createNoMailer, createSmtpMailer } from "#app/adapters/mail/smtp.ts";
import { manualRail } from "#app/adapters/payouts/manual-rail.ts";
import { createAdminClient } from "#app/adapters/shopify/admin-client.ts";
import { createDiscounts } from "#app/adapters/shopify/discounts.ts";
import { askedOrderLabels } from "#app/adapters/shopify/orders/order-labels.ts";
import { createOrderSource } from "#app/adapters/shopify/orders/order-source.ts";
import { createPastOrders } from "#app/adapters/shopify/orders/past-orders.ts";
import { createRedeemCodes } from "#app/adapters/shopify/redeem-codes.ts";
import { createShopInfo } from "#app/adapters/shopify/shop-info.ts";
import { standInFetch } from "#app/adapters/shopify/stand-in-fetch.ts";
import { orderNamedIn } from "#app/adapters/shopify/webhooks/order-named-in.ts";
import { adminLinks } from "#app/services/capture/self-test/admin-links.ts";
import type { Clock } from "./clock.ts";
import { createCaptureParts } from "./capture-services.ts";
import { createCreatorParts } from "./creator-services.ts";
import { documentHeaders } from "./document-headers.ts";
import type { Env } from "./env.ts";
import { type Keys, openKeys } from "./keys.ts";
import type { Log } from "./log.ts";
import { merchantOf } from "./merchant.ts";
import { settlingOf } from "./settling.ts";
import { shopTokens } from "./shop-tokens.ts";
import { apiVersion, createShopify } from "./shopify.ts";

/** One of everything. Services take the parts that they name; routes reach it as `context.container`. */
export type Container = Awaited<ReturnType<typeof createContainer>>;

export type ContainerOptions = { env: Env; clock: Clock; log: Log };

/** The only place that wires. What it opens, `close` closes. */
export async function createContainer({ env, clock, log }: ContainerOptions) {
  const provided = await provideDatabase({ url: env.DATABASE_URL });
  const onConnectionLost = (error: Error) => log.warn({ err: error }, "a database connection broke");
  const connection = openDatabase({ url: provided.url, onConnectionLost });
  const sealer = createSealer({ current: env.ENCRYPTION_KEY, previous: env.ENCRYPTION_KEY_PREVIOUS });
  const keys = await openKeys(env, connection.pool, sealer).catch(async (error: unknown) => {
    await connection.close();
    await provided.stop();
    throw error;
  });
  const database = createStores(connection.prisma, sealer);
  const shopifyParts = createShopifyParts(env, connection, sealer, log);
  const mailer = createMailer(env, log);
  const merchantDeps = { ...shopifyParts, database, clock };
  const ids = identifiers(env, keys);
  const settleIn = settlingOf({ ...keys, clock });
  const creatorDeps = { ...connection, ...ids, ...keys, sealer, clock, merchantDatabase: database };

  return {
    env,
    clock,
    log,
    /** Where the database is; the worker needs it for itself. */
    databaseUrl: provided.url,
    connection,
    database,
    sealer,
    keys,
    settleIn,
    mails: createMailStore(connection.prisma, sealer),
    mailer,
    reconciliation: reconciliationStore(connection.pool, apiVersion),
    reconciliationReports: reconciliationReports(connection.pool),
    /** What could not be used of what Shopify sent. */
    setAside: createSetAsideStore(connection.pool, orderNamedIn),
    partnershipChanges: partnershipChanges(connection, sealer, settleIn),
    privacyRequests: createPrivacyRequests(connection.prisma),
    wantedFacts: wantedStore(connection, settleIn),
    orderReviews: createOrderReviews(connection, settleIn),
    /** How creators are paid; others come behind the same interface. */
    rail: manualRail,
    ...shopifyParts,
    ...ids,
    /** The parts of the creator's side. */
    creators: await createCreatorParts(creatorDeps),
    /** The parts of the extensions' endpoints. */
    capture: await createCaptureParts({ connection, env, keys, clock }),
    documentHeaders: documentHeaders(shopifyParts.shopify),
    /** Who asks, of which shop; throws the response that Shopify's library answers strangers with. */
    merchant: merchantOf(merchantDeps),

    async isReady(): Promise<boolean> {
      return connection.pool.query("SELECT 1").then(
        () => true,
        () => false,
      );
    },

    async close(): Promise<void> {
      mailer.close();
      await connection.close();
      await provided.stop();
    },
  };
}

function createShopifyParts(env: Env, connection: Connection, sealer: Sealer, log: Log) {
  const reach = env.SHOPIFY_STAND_IN_URL === undefined ? fetch : standInFetch(env.SHOPIFY_STAND_IN_URL);
  const sessionStorage = createSessionStorage(connection.prisma, sealer);
  const shopify = createShopify({ env, fetch: reach, sessionStorage, log });
  const admin = createAdminClient({ apiVersion, fetch: reach, tokenFor: shopTokens(shopify) });
  return {
    shopify,
    admin,
    shopInfo: createShopInfo(admin),
    discounts: createDiscounts(admin),
    redeemCodes: createRedeemCodes(admin),
    pastOrders: createPastOrders(admin),
    orderSource: createOrderSource(admin, reach),
    orderLabels: { kept: keptOrderLabels(connection.pool), asked: askedOrderLabels(admin) },
  };
}

function createMailer(env: Env, log: Log) {
  if (env.SMTP_URL !== undefined) return createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  return { ...createNoMailer(() => log.warn("a mail was not sent: SMTP_URL is not set")), close: () => undefined };
}

const linkTokenBytes = 9;

function identifiers(env: Env, { hashKey }: Keys) {
  const at = (path: string) => new URL(path, env.SHOPIFY_APP_URL).href;
  return {
    addresses: {
      portal: (path: string) => at(`/creator${path}`),
      referralLink: (token: string) => at(`/r/${token}`),
      admin: (domain: string, path: string) => `${adminLinks(domain, env.SHOPIFY_API_KEY).app}${path}`,
    },
    newToken: () => randomBytes(linkTokenBytes).toString("base64url"),
    /** The same at each try, so that a discount made before a crash is found: hence by the key that never changes. */
    houseCode: (offerId: string) =>
      `HOUSE-${createHmac("sha256", hashKey).update(`house code ${offerId}`).digest("hex").slice(0, 20)}`,
  };
}
