import type { AppInstallation } from "./apps.ts";
import type { Customer } from "./catalog.ts";
import type { Dispute, Order, OrderEdit, Refund, Return, Transaction } from "./order.ts";
import type { Shop } from "./shop.ts";

/** Something that happened in a shop, under the name of the webhook topic that tells it. */
export type ShopEvent =
  | { topic: "orders/create" | "orders/updated" | "orders/paid" | "orders/cancelled"; order: Order }
  | { topic: "orders/edited"; order: Order; edit: OrderEdit }
  | { topic: "refunds/create"; order: Order; refund: Refund }
  | { topic: "order_transactions/create"; order: Order; transaction: Transaction }
  | { topic: "returns/request" | "returns/approve" | "returns/close"; order: Order; return: Return }
  | { topic: "disputes/create" | "disputes/update"; dispute: Dispute }
  | { topic: "app/uninstalled" }
  | { topic: "app/scopes_update"; previous: string[]; current: string[] }
  | { topic: "customers/data_request" | "customers/redact"; customer: Customer; orderIds: number[] }
  | { topic: "shop/redact" };

export type ShopTopic = ShopEvent["topic"];

/**
 * Hears of everything at once, synchronously; it must take what it needs of the resource before it returns,
 * since resources are changed in place.
 * @param app for topics of one app (app/…, compliance) that app; null for what concerns every app
 */
export type EventListener = (shop: Shop, event: ShopEvent, app: AppInstallation | null) => void;
