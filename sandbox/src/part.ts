import type { HostKind, RouteTable } from "./http/router.ts";
import type { AppConfig } from "./state/apps.ts";
import type { World } from "./state/world.ts";

/** What a part of the sandbox may know when it is made; the server does not listen yet. */
export interface PartContext {
  world: World;
  /** The app as the project configures it; its URL may be changed later, on this very object. */
  appConfig: AppConfig;
  apiSecret: string;
  smtpPort: number | null;
}

/** A part of the sandbox beside the Admin API: its pages, and what must be ended with the server. */
export interface Part {
  routes?: Partial<Record<HostKind, RouteTable>>;
  close?: () => Promise<void>;
}
