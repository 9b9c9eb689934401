/** A world with a stopped clock and the app installed: what the tests of the Admin API begin with. */
import { orderActions } from "../orders/index.ts";
import type { AppInstallation } from "../state/apps.ts";
import { DEMO_DOMAIN, seedWorld } from "../state/seed.ts";
import { seedPastOrders } from "../state/seed-orders.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { grantedScopes } from "./access.ts";
import { answer, type ApiReply } from "./execute.ts";
import { adminSchema } from "./schema.ts";

export const START = Date.parse("2026-11-24T12:00:00Z");

export interface TestApi {
  world: World;
  shop: Shop;
  app: AppInstallation;
  /** Lets the machine's time pass, and the work that is due then. */
  wait(ms: number): void;
  ask(query: string, variables?: Record<string, unknown>): ApiReply;
}

export const ALL_SCOPES = [
  "read_orders",
  "read_all_orders",
  "write_orders",
  "write_order_edits",
  "read_products",
  "read_customers",
  "read_shopify_payments_disputes",
  "read_discounts",
  "write_discounts",
  "read_customer_events",
  "write_pixels",
];

export function testApi({ scopes = ALL_SCOPES, domain = DEMO_DOMAIN, orders = 0 } = {}): TestApi {
  let time = START;
  const world = seedWorld(() => time);
  const shop = world.shop(domain);
  if (orders > 0) seedPastOrders(world, shop, orderActions, { count: orders });
  const app: AppInstallation = {
    id: 1,
    appId: 2,
    config: {
      apiKey: "key",
      title: "Fairshare",
      handle: "fairshare",
      appUrl: "https://app.example",
      scopes,
      optionalScopes: [],
      apiVersion: "2026-10",
      subscriptions: [],
      proxy: null,
    },
    secret: "secret",
    scopes,
    installedAt: world.now(),
    tokens: [],
    webPixel: null,
    subscriptions: [],
    bucket: null,
  };
  shop.apps.set("key", app);
  return {
    world,
    shop,
    app,
    wait: (ms) => {
      time += ms;
      world.settle();
    },
    ask: (query, variables) =>
      answer(
        {
          world,
          shop,
          app,
          granted: grantedScopes(app.scopes),
          desk: orderActions,
          admin: adminSchema(),
          filesUrl: "http://files.test",
        },
        { query, ...(variables && { variables }) },
      ),
  };
}

/** The data of an answer that must have succeeded, as the test expects it to look. */
export function dataOf<T>(reply: ApiReply): T {
  if (reply.errors) throw new Error(`The API answered with errors: ${JSON.stringify(reply.errors)}`);
  return reply.data as T;
}
