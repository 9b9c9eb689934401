import type { AppInstallation } from "../../state/apps.ts";
import type { ShopEvent } from "../../state/events.ts";
import type { Shop } from "../../state/shop.ts";
import { orderBody } from "./order.ts";
import {
  customerRedactBody,
  dataRequestBody,
  disputeBody,
  orderEditBody,
  returnBody,
  scopesBody,
  shopBody,
  shopKeyBody,
} from "./others.ts";
import { refundBody, transactionBody } from "./refund.ts";

export { orderBody, type OrderBody } from "./order.ts";
export { refundBody, transactionBody } from "./refund.ts";
export { disputeBody, orderEditBody, returnBody } from "./others.ts";

/** The body that Shopify sends for an event, taken at this moment: resources change later, bodies do not. */
export function bodyOf(shop: Shop, event: ShopEvent, app: AppInstallation, now: Date): object {
  switch (event.topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/cancelled":
      return orderBody(shop, event.order);
    case "orders/edited":
      return orderEditBody(shop, event.order, event.edit);
    case "refunds/create":
      return refundBody(shop, event.order, event.refund);
    case "order_transactions/create":
      return transactionBody(shop, event.order, event.transaction);
    case "returns/request":
    case "returns/approve":
    case "returns/close":
      return returnBody(event.order, event.return);
    case "disputes/create":
    case "disputes/update":
      return disputeBody(shop, event.dispute);
    case "app/uninstalled":
      return shopBody(shop);
    case "app/scopes_update":
      return scopesBody(shop, app, event.previous, event.current, now);
    case "customers/data_request":
      return dataRequestBody(shop, event.customer, event.orderIds);
    case "customers/redact":
      return customerRedactBody(shop, event.customer, event.orderIds);
    case "shop/redact":
      return shopKeyBody(shop);
  }
}
