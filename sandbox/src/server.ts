import { adminApiRoutes, bulkFileRoutes } from "./admin-api/routes.ts";
import { localUrl } from "./http/hosts.ts";
import { listen } from "./http/listen.ts";
import type { HostKind, RouteTable, Routes } from "./http/router.ts";
import type { Mailbox } from "./mailbox/index.ts";
import { readAppConfig } from "./oauth/app-config.ts";
import { installApp } from "./oauth/install.ts";
import { oauthRoutes } from "./oauth/routes.ts";
import { orderActions, uninstallApp } from "./orders/index.ts";
import { startParts, type PartsOptions } from "./parts.ts";
import type { AppConfig, AppInstallation } from "./state/apps.ts";
import { seedPastOrders } from "./state/seed-orders.ts";
import { seedWorld } from "./state/seed.ts";
import type { World } from "./state/world.ts";
import type { Dispatcher } from "./webhooks/index.ts";

export interface SandboxOptions extends PartsOptions {
  /** 0 takes a free one. */
  port: number;
  /** "127.0.0.1" unless other machines shall reach it. */
  host: string;
  /** Where the app listens; `useApp` changes it later. */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  /** The project's shopify.app.toml: scopes, webhooks, app proxy. */
  tomlPath: string;
  /** A world of one's own; two seeded stores with past orders otherwise. */
  world?: World;
  /** Told of faults of the sandbox itself; standard error otherwise. */
  onFault?: (error: unknown) => void;
}

export interface Sandbox {
  /** The stand-in's address for the app; a shop's own pages are at its `primaryUrl`. */
  url: string;
  port: number;
  world: World;
  appConfig: AppConfig;
  webhooks: Dispatcher;
  mailbox: Mailbox | null;
  /** Installs the app as a merchant's click does; again is harmless. */
  install(domain: string, optionalScopes?: readonly string[]): AppInstallation;
  /** The merchant removes the app: tokens end, the app is told. What was removed is returned, for `redactShop`. */
  uninstall(domain: string): AppInstallation | null;
  /** The app listens elsewhere now. */
  useApp(appUrl: string): void;
  close(): Promise<void>;
}

const KINDS = ["any", "shop", "admin", "app", "mail"] as const;

/** Two stores with their past. */
export function pastWorld(): World {
  const world = seedWorld();
  for (const shop of world.shops.values()) seedPastOrders(world, shop, orderActions);
  return world;
}

const toStandardError = (error: unknown): void => {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};

function tablesOf(world: World, routes: readonly Routes[]): Record<HostKind, RouteTable[]> {
  const made = routes.map((part) => part(world));
  const of = (kind: HostKind): RouteTable[] => made.map((part) => part[kind]).filter((table) => table !== undefined);
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<HostKind, RouteTable[]>;
}

/** Starts the whole sandbox: Admin API, tokens, pages and webhooks on one port, mail on another. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { apiKey, apiSecret, host, onFault = toStandardError } = options;
  const world = options.world ?? pastWorld();
  const appConfig = readAppConfig(options.tomlPath, { apiKey, appUrl: options.appUrl });
  const parts = await startParts(world, host, appConfig, options);
  let url = "";
  const core: Routes = () => ({
    any: bulkFileRoutes(world),
    shop: { ...adminApiRoutes(world, orderActions, () => url), ...oauthRoutes(world) },
  });
  const tables = tablesOf(world, [core, ...parts.routes]);
  const server = await listen({ world, port: options.port, host, tables, onFault }).catch(async (error: unknown) => {
    await parts.close();
    throw error;
  });
  url = `http://${host}:${server.port}`;
  for (const shop of world.shops.values()) shop.primaryUrl = localUrl(shop, server.port);

  return {
    url,
    port: server.port,
    world,
    appConfig,
    webhooks: parts.webhooks,
    mailbox: parts.mailbox,
    install: (domain, optionalScopes = []) =>
      installApp(world, world.shop(domain), { config: appConfig, secret: apiSecret, optionalScopes }),
    uninstall: (domain) => {
      const shop = world.shop(domain);
      const app = shop.apps.get(apiKey) ?? null;
      if (app) uninstallApp(world, shop, app);
      return app;
    },
    useApp: (appUrl) => {
      appConfig.appUrl = appUrl;
    },
    close: async () => {
      await server.close();
      await parts.close();
    },
  };
}
