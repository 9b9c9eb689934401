import { createRequestHandler } from "@remix-run/express";
import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node";
import "@shopify/shopify-app-remix/adapters/node";
import { Session } from "@shopify/shopify-api";
import { ApiVersion, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import express from "express";
import type { RequestListener } from "node:http";
import type { Pool } from "pg";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { secret, shopDomain } from "../support/requests.ts";

/**
 * What one gets from Shopify's app template: a Remix action behind Express, `authenticate.webhook`, one insert. Sessions are
 * in the same database, as the template has them; the insert is `pg`'s own, which is faster than an ORM's.
 */
export async function template(url: string): Promise<RequestListener> {
  const { pool } = openDatabase({ url });
  await prepare(pool);
  const shopify = shopifyApp({
    apiKey: "bench",
    apiSecretKey: secret,
    appUrl: "https://bench.example",
    apiVersion: ApiVersion.October26,
    sessionStorage: sessionsIn(pool),
    logger: { log: async () => undefined },
  });

  const action = async ({ request }: ActionFunctionArgs) => {
    const { shop, topic, webhookId, payload } = await shopify.authenticate.webhook(request);
    await pool.query(
      "INSERT INTO bench_template (shop, topic, webhook_id, payload) VALUES ($1, $2, $3, $4) ON CONFLICT (webhook_id) DO NOTHING",
      [shop, topic, webhookId, JSON.stringify(payload)],
    );
    return new Response();
  };
  const app = express();
  app.all("*", createRequestHandler({ build: buildOf(action), mode: "production" }));
  return app;
}

async function prepare(pool: Pool): Promise<void> {
  await pool.query(
    `CREATE TABLE IF NOT EXISTS bench_template (id bigserial PRIMARY KEY, webhook_id text UNIQUE NOT NULL, shop text NOT NULL,
       topic text NOT NULL, payload jsonb NOT NULL, received_at timestamptz NOT NULL DEFAULT now());
     CREATE TABLE IF NOT EXISTS bench_sessions (id text PRIMARY KEY, shop text NOT NULL, data jsonb NOT NULL);`,
  );
  await pool.query("INSERT INTO bench_sessions VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    `offline_${shopDomain}`,
    shopDomain,
    JSON.stringify({
      id: `offline_${shopDomain}`,
      shop: shopDomain,
      state: "",
      isOnline: false,
      accessToken: "token",
      scope: "read_orders",
    }),
  ]);
}

function sessionsIn(pool: Pool): SessionStorage {
  return {
    loadSession: async (id) => {
      const { rows } = await pool.query("SELECT data FROM bench_sessions WHERE id = $1", [id]);
      return rows[0] ? new Session(rows[0].data) : undefined;
    },
    storeSession: async () => true,
    deleteSession: async () => true,
    deleteSessions: async () => true,
    findSessionsByShop: async () => [],
  };
}

/** The server build that Remix's compiler would make of one route. */
function buildOf(action: (args: ActionFunctionArgs) => Promise<Response>): ServerBuild {
  const route = { id: "routes/webhooks", path: "webhooks", parentId: "root" };
  const asset = {
    hasAction: false,
    hasLoader: false,
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: false,
  };
  return {
    entry: { module: { default: async () => new Response(null, { status: 500 }) } },
    routes: {
      root: { id: "root", path: "", module: { default: () => null } },
      [route.id]: { ...route, module: { action, default: undefined as never } },
    },
    assets: {
      version: "bench",
      url: "",
      entry: { module: "", imports: [] },
      routes: {
        root: { ...asset, id: "root", path: "", module: "" },
        [route.id]: { ...asset, ...route, hasAction: true, module: "" },
      },
    },
    publicPath: "/",
    assetsBuildDirectory: "",
    basename: "/",
    future: {} as ServerBuild["future"],
    isSpaMode: false,
  } as unknown as ServerBuild;
}
