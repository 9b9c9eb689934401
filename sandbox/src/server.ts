import { adminApiRoutes, bulkFileRoutes } from "./admin-api/routes.ts";
import { localUrl } from "./http/hosts.ts";
import { listen } from "./http/listen.ts";
import type { HostKind, RouteTable } from "./http/router.ts";
import { readAppConfig } from "./oauth/app-config.ts";
import { installApp } from "./oauth/install.ts";
import { oauthRoutes } from "./oauth/routes.ts";
import { orderActions } from "./orders/index.ts";
import type { Part } from "./part.ts";
import { defaultParts } from "./parts.ts";
import type { AppConfig, AppInstallation } from "./state/apps.ts";
import { seedPastOrders } from "./state/seed-orders.ts";
import { seedWorld } from "./state/seed.ts";
import type { World } from "./state/world.ts";

export interface SandboxOptions {
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
  /** Where the mailbox takes mail; none when absent. */
  smtpPort?: number;
  /** A world of one's own; two seeded stores with past orders otherwise. */
  world?: World;
  /** Told of faults of the sandbox itself; standard error otherwise. */
  onFault?: (error: unknown) => void;
}

export interface Sandbox {
  /** Without a shop; for a shop's own pages see its `primaryUrl`. */
  url: string;
  port: number;
  world: World;
  appConfig: AppConfig;
  parts: readonly Part[];
  /** Installs the app as a merchant's click does; again is harmless. */
  install(domain: string, optionalScopes?: readonly string[]): AppInstallation;
  /** The app listens elsewhere now. */
  useApp(appUrl: string): void;
  close(): Promise<void>;
}

const KINDS = ["any", "shop", "admin", "app", "mail"] as const;

function seeded(): World {
  const world = seedWorld();
  for (const shop of world.shops.values()) seedPastOrders(world, shop, orderActions);
  return world;
}

const toStandardError = (error: unknown): void => {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};

/** Starts the whole sandbox on one port: Admin API, tokens, and the parts of `parts.ts`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = options.world ?? seeded();
  const appConfig = readAppConfig(options.tomlPath, { apiKey: options.apiKey, appUrl: options.appUrl });
  const parts = await defaultParts({
    world,
    appConfig,
    apiSecret: options.apiSecret,
    smtpPort: options.smtpPort ?? null,
  });
  let url = "";
  const core: Partial<Record<HostKind, RouteTable>> = {
    any: bulkFileRoutes(world),
    shop: { ...adminApiRoutes(world, orderActions, () => url), ...oauthRoutes(world) },
  };
  const given = [core, ...parts.map((part) => part.routes ?? {})];
  const tablesOf = (kind: HostKind): RouteTable[] =>
    given.map((routes) => routes[kind]).filter((table) => table !== undefined);
  const server = await listen({
    world,
    port: options.port,
    host: options.host,
    tables: Object.fromEntries(KINDS.map((kind) => [kind, tablesOf(kind)])) as Record<HostKind, RouteTable[]>,
    onFault: options.onFault ?? toStandardError,
  });
  url = `http://${options.host}:${server.port}`;
  for (const shop of world.shops.values()) shop.primaryUrl = localUrl(shop, server.port);

  return {
    url,
    port: server.port,
    world,
    appConfig,
    parts,
    install: (domain, optionalScopes = []) =>
      installApp(world, world.shop(domain), { config: appConfig, secret: options.apiSecret, optionalScopes }),
    useApp: (appUrl) => {
      appConfig.appUrl = appUrl;
    },
    close: async () => {
      await server.close();
      for (const part of parts) await part.close?.();
    },
  };
}
