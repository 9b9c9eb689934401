import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import type { Outcome } from "../ports/inbox.ts";
import type { Installations } from "../ports/installations.ts";
import type { PrivacyStore } from "../ports/privacy.ts";
import type { TopicDelivery, TopicHandler } from "./process-deliveries.ts";
import { redactCustomer } from "../privacy/redact-customer.ts";
import { redactShop } from "../privacy/redact-shop.ts";
import { requestCustomerData } from "../privacy/request-customer-data.ts";
import { uninstallShop } from "../shops/uninstall-shop.ts";

/**
 * Topics that we subscribe to and whose bodies need nothing done: an order's own topic follows each with the whole order,
 * and a delivery of a money topic may say nothing about an order (a dispute of a payment without one).
 */
export const quietTopics: ReadonlySet<string> = new Set([
  "orders/edited",
  "order_transactions/create",
  "returns/request",
  "returns/approve",
  "returns/close",
  "disputes/create",
  "disputes/update",
]);

/** Topics that matter after the app was removed. */
export const lastingTopics: ReadonlySet<string> = new Set([
  "app/uninstalled",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
]);

type Deps = { installations: Installations; privacy: PrivacyStore; clock: Clock };

/** Which use case a topic is for. A body that is not as documented is set aside: repeating it cannot help. */
export function topicHandlers(deps: Deps): Readonly<Record<string, TopicHandler>> {
  const at = (delivery: TopicDelivery) => ({ receivedAt: delivery.receivedAt, now: deps.clock.now() });
  return {
    "app/uninstalled": async ({ shop, triggeredAt }) => {
      await uninstallShop(deps, { shop, triggeredAt });
      return done;
    },
    "app/scopes_update": reading(scopesUpdate, async ({ shop }, { current }) => {
      await deps.installations.saveScopes(shop.id, current);
      return done;
    }),
    "customers/data_request": reading(dataRequest, async (delivery, body) => {
      const requestKey = body.data_request?.id ?? delivery.webhookId;
      const orderIds = body.orders_requested;
      await requestCustomerData(deps, { shopId: delivery.shop.id, requestKey, orderIds, ...at(delivery) });
      return done;
    }),
    "customers/redact": reading(customerRedact, async (delivery, body) => {
      const { kind } = await redactCustomer(deps, {
        shopId: delivery.shop.id,
        delivery: delivery.id,
        requestKey: delivery.webhookId,
        traces: { customerId: body.customer?.id ?? null, orderIds: body.orders_to_redact },
        ...at(delivery),
      });
      return kind === "later" ? later : done;
    }),
    "shop/redact": async (delivery) => {
      const { shop, triggeredAt, webhookId } = delivery;
      await redactShop(deps, { shop, triggeredAt, requestKey: webhookId, ...at(delivery) });
      return done;
    },
  };
}

const done: Outcome = { kind: "done", orderId: null };
const later: Outcome = { kind: "later", delayMs: 30_000 };

const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
const ids = z
  .array(id)
  .nullish()
  .transform((list) => list ?? []);
const scopesUpdate = z.object({ current: z.array(z.string()) });
const dataRequest = z.object({ orders_requested: ids, data_request: z.object({ id }).nullish() });
const customerRedact = z.object({ customer: z.object({ id: id.nullish() }).nullish(), orders_to_redact: ids });

function reading<S extends z.ZodType>(
  shape: S,
  handle: (delivery: TopicDelivery, body: z.output<S>) => Promise<Outcome>,
): TopicHandler {
  return async (delivery) => {
    const body = shape.safeParse(delivery.body);
    if (body.success) return handle(delivery, body.data);
    const issue = body.error.issues[0];
    return {
      kind: "aside",
      reason: `invalid_body: ${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "unreadable"}`,
    };
  };
}
