import type { Customer } from "../../state/catalog.ts";
import { gid } from "../../state/ids.ts";
import type { Order } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { totalsOf } from "../../state/totals.ts";
import { connection, type PageArgs, type SortKey } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { byInstant, byNumber, byText, search } from "../search-query.ts";
import { addressView } from "./address.ts";
import { metafieldFields } from "./metafield.ts";
import { moneyV2 } from "./money.ts";
import { findNodesOf } from "./node.ts";
import { ordersPage } from "./order-list.ts";
import type { ListArgs } from "./product.ts";

const ordersOf = (shop: Shop, customer: Customer): Order[] =>
  [...shop.orders.values()].filter((order) => order.customerId === customer.id);

export function customerView(shop: Shop, customer: Customer): View {
  const id = gid("Customer", customer.id);
  const name = `${customer.firstName} ${customer.lastName}`.trim();
  return {
    __typename: "Customer",
    id,
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name || customer.email || "",
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email
      ? { __typename: "CustomerEmailAddress", emailAddress: customer.email, validFormat: true }
      : null,
    defaultPhoneNumber: customer.phone ? { __typename: "CustomerPhoneNumber", phoneNumber: customer.phone } : null,
    defaultAddress: customer.address ? addressView(customer.address, gid("MailingAddress", customer.id)) : null,
    locale: customer.locale,
    note: customer.note,
    tags: customer.tags,
    state: "DISABLED",
    numberOfOrders: () => String(ordersOf(shop, customer).filter((o) => !o.test).length),
    amountSpent: () =>
      moneyV2(
        ordersOf(shop, customer).reduce((sum, order) => sum + totalsOf(order, true).total.shop, 0n),
        shop.currency,
      ),
    orders: (args: ListArgs, context: Context) => ordersPage(context, ordersOf(shop, customer), args),
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    ...metafieldFields(id),
  };
}

const byId = (customer: Customer): SortKey => [customer.id, customer.id];

export function customersPage(shop: Shop, args: PageArgs & { query?: string | null }): View {
  const found = search("customers", [...shop.customers.values()], args.query, {
    id: byNumber((c) => c.id),
    email: byText((c) => c.email),
    first_name: byText((c) => c.firstName),
    last_name: byText((c) => c.lastName),
    tag: byText((c) => c.tags),
    updated_at: byInstant((c) => c.updatedAt),
  });
  return connection("Customer", found, args, byId, (c) => customerView(shop, c));
}

findNodesOf("Customer", ({ shop }, id) => {
  const customer = shop.customers.get(id);
  return customer ? customerView(shop, customer) : null;
});
