/** Bodies of the topics that are neither orders nor refunds. */
import type { AppInstallation } from "../../state/apps.ts";
import type { Customer } from "../../state/catalog.ts";
import { gid } from "../../state/ids.ts";
import { decimalText } from "../../state/money.ts";
import type { Dispute, Order, OrderEdit, Return } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { customerKeyBody } from "./customer.ts";
import { instant, instantOrNull } from "./text.ts";

/** Gross, in its own currency, which need not be the order's. */
export const disputeBody = (shop: Shop, dispute: Dispute) => ({
  id: dispute.id,
  order_id: dispute.orderId,
  type: dispute.type,
  amount: decimalText(dispute.money.minor, dispute.money.currency),
  currency: dispute.money.currency,
  reason: dispute.reason,
  network_reason_code: dispute.networkReasonCode,
  status: dispute.status,
  evidence_due_by: instantOrNull(dispute.evidenceDueBy, shop.ianaTimezone),
  evidence_sent_on: instantOrNull(dispute.evidenceSentOn, shop.ianaTimezone),
  finalized_on: instantOrNull(dispute.finalizedOn, shop.ianaTimezone),
  initiated_at: instant(dispute.initiatedAt, shop.ianaTimezone),
});

/** Not an order: it tells only which lines changed by how much. */
export const orderEditBody = (shop: Shop, order: Order, edit: OrderEdit) => ({
  order_edit: {
    id: edit.id,
    app_id: null,
    committed_at: instant(edit.committedAt, shop.ianaTimezone),
    created_at: instant(edit.committedAt, shop.ianaTimezone),
    notify_customer: false,
    order_id: order.id,
    staff_note: edit.staffNote ?? "",
    user_id: null,
    line_items: {
      additions: edit.additions.map(({ lineId, delta }) => ({ id: lineId, delta })),
      removals: edit.removals.map(({ lineId, delta }) => ({ id: lineId, delta })),
    },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  },
});

export const returnBody = (order: Order, it: Return) => ({
  id: it.id,
  admin_graphql_api_id: gid("Return", it.id),
  name: it.name,
  status: it.status,
  order: { id: order.id, admin_graphql_api_id: gid("Order", order.id) },
  total_return_line_items: it.lines.reduce((units, line) => units + line.quantity, 0),
  return_line_items: it.lines.map((line) => ({
    id: line.id,
    admin_graphql_api_id: gid("ReturnLineItem", line.id),
    quantity: line.quantity,
    customer_note: line.customerNote,
    return_reason: line.reason,
    return_reason_note: "",
    line_item: { id: line.lineId, admin_graphql_api_id: gid("LineItem", line.lineId) },
  })),
});

export const shopKeyBody = (shop: Shop) => ({ shop_id: shop.id, shop_domain: shop.domain });

export const customerRedactBody = (shop: Shop, customer: Customer, orderIds: readonly number[]) => ({
  ...shopKeyBody(shop),
  customer: customerKeyBody(customer),
  orders_to_redact: [...orderIds],
});

export const dataRequestBody = (shop: Shop, customer: Customer, orderIds: readonly number[]) => ({
  ...shopKeyBody(shop),
  orders_requested: [...orderIds],
  customer: customerKeyBody(customer),
  data_request: { id: customer.id },
});

/** `app/uninstalled` sends the shop. */
export const shopBody = (shop: Shop) => ({
  id: shop.id,
  name: shop.name,
  email: shop.email,
  domain: new URL(shop.primaryUrl).host,
  country: shop.countryCode,
  country_code: shop.countryCode,
  currency: shop.currency,
  enabled_presentment_currencies: [shop.currency, ...shop.presentments.map((it) => it.currency)],
  iana_timezone: shop.ianaTimezone,
  myshopify_domain: shop.domain,
  plan_display_name: shop.plan.publicDisplayName,
  primary_locale: shop.locale,
  taxes_included: shop.taxesIncluded,
  created_at: instant(shop.createdAt, shop.ianaTimezone),
  updated_at: instant(shop.createdAt, shop.ianaTimezone),
});

export const scopesBody = (
  shop: Shop,
  app: AppInstallation,
  previous: readonly string[],
  current: readonly string[],
  now: Date,
) => ({
  id: app.appId,
  admin_graphql_api_id: gid("App", app.appId),
  previous: [...previous],
  current: [...current],
  updated_at: instant(now, shop.ianaTimezone),
});
