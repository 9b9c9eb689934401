import { adminRoutes, appHostRoutes, scriptRoutes } from "./hosts/index.ts";
import type { Routes } from "./http/router.ts";
import { Mailbox, mailboxRoutes } from "./mailbox/index.ts";
import { storefrontRoutes } from "./storefront/routes.ts";
import { NO_EXTENSIONS, type Slots } from "./storefront/slots.ts";
import type { AppConfig } from "./state/apps.ts";
import type { World } from "./state/world.ts";
import { Dispatcher } from "./webhooks/index.ts";

export interface PartsOptions {
  /** Where the mailbox takes mail; 0 takes a free port, none when absent. */
  smtpPort?: number;
  /** What extensions add to the shops' pages. */
  slots?: Slots;
  /** More pages, of whoever gives the slots. */
  extraRoutes?: readonly Routes[];
  /** How many times faster than the clock webhooks are retried. */
  timeScale?: number;
}

/** Everything beside the Admin API: shops' pages, the admin and the app's host, webhooks, mail. */
export interface Parts {
  routes: readonly Routes[];
  webhooks: Dispatcher;
  mailbox: Mailbox | null;
  close(): Promise<void>;
}

export async function startParts(
  world: World,
  host: string,
  appConfig: AppConfig,
  options: PartsOptions,
): Promise<Parts> {
  const { smtpPort, slots = NO_EXTENSIONS, extraRoutes = [], timeScale = 1 } = options;
  const webhooks = new Dispatcher({ world, timeScale });
  const mailbox = smtpPort === undefined ? null : await Mailbox.start({ port: smtpPort, host });
  webhooks.start();
  return {
    routes: [
      ...extraRoutes,
      storefrontRoutes(slots),
      adminRoutes({ dispatcher: webhooks }),
      appHostRoutes(appConfig),
      scriptRoutes,
      ...(mailbox ? [mailboxRoutes(mailbox)] : []),
    ],
    webhooks,
    mailbox,
    close: async () => {
      await webhooks.stop();
      await mailbox?.close();
    },
  };
}
