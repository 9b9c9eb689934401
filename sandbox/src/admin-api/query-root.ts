/** The roots of queries. Each view module makes its kind known to `node`, so all are imported here. */
import { given } from "./given.ts";
import { findCode } from "../state/codes.ts";
import { gid, idOf } from "../state/ids.ts";
import { connection, type PageArgs } from "./connection.ts";
import type { Context, View } from "./context.ts";
import { notImplemented } from "./errors.ts";
import { findJob } from "./jobs.ts";
import { byText, search } from "./search-query.ts";
import { appView, installationView, pixelView, subscriptionView, topicName, uriOf } from "./views/app.ts";
import { bulkOperationView } from "./views/bulk.ts";
import { customersPage } from "./views/customer.ts";
import { disputesPage } from "./views/dispute.ts";
import { codeNodeView, discountsPage, findDiscounts } from "./views/discount.ts";
import { definitionView, namespaceOf } from "./views/metafield.ts";
import { nodeView } from "./views/node.ts";
import { findOrders, ordersPage } from "./views/order-list.ts";
import { collectionsPage, productsPage, productView, variantsPage, type ListArgs } from "./views/product.ts";
import { shopView } from "./views/shop.ts";

/** A root that looks up one resource of a kind by its global id. */
const byId =
  (...kinds: string[]) =>
  (args: { id: string }, context: Context): View | null =>
    idOf(args.id, ...kinds) === null ? null : nodeView(context, args.id);

/** Counts are exact up to their limit, 10,000 unless asked otherwise. */
function countOf(found: number, limit: number | null | undefined): View {
  const cut = given(limit) && found > limit;
  return { __typename: "Count", count: cut ? limit : found, precision: cut ? "AT_LEAST" : "EXACT" };
}

/** An identifier by a custom id is not implemented; by id or handle it is. */
const byHandle = ({ shop }: Context, handle: string): View | null => {
  const product = [...shop.products.values()].find((p) => p.handle === handle);
  return product ? productView(shop, product) : null;
};

const discountFace = (typename: "DiscountNode" | "DiscountCodeNode") => (args: { id: string }, context: Context) => {
  const id = idOf(args.id, "DiscountCodeNode", "DiscountNode");
  return id === null ? null : nodeView(context, gid(typename, id));
};

interface SubscriptionArgs extends PageArgs {
  topics?: string[] | null;
  uri?: string | null;
}

export const queryRoot: View = {
  __typename: "QueryRoot",
  shop: (_: never, { shop }: Context) => shopView(shop),
  node: (args: { id: string }, context: Context) => nodeView(context, args.id),
  nodes: (args: { ids: string[] }, context: Context) => args.ids.map((id) => nodeView(context, id)),
  job: (args: { id: string }, { world }: Context) => findJob(world, args.id),

  currentAppInstallation: (_: never, { app }: Context) => installationView(app),
  app: (args: { id?: string | null }, { app }: Context) =>
    !given(args.id) || args.id === gid("App", app.appId) ? appView(app) : null,
  appByKey: (args: { apiKey: string }, { app }: Context) => (args.apiKey === app.config.apiKey ? appView(app) : null),
  webPixel: (args: { id?: string | null }, { app }: Context) =>
    app.webPixel && (!given(args.id) || args.id === gid("WebPixel", app.webPixel.id)) ? pixelView(app.webPixel) : null,
  webhookSubscription: byId("WebhookSubscription"),
  webhookSubscriptions: (args: SubscriptionArgs, { app }: Context) => {
    const found = app.subscriptions.filter(
      (s) => (!args.topics || args.topics.includes(topicName(s.topic))) && (!args.uri || uriOf(app, s) === args.uri),
    );
    return connection(
      "WebhookSubscription",
      found,
      args,
      (s) => [s.id, s.id],
      (s) => subscriptionView(app, s),
    );
  },

  product: byId("Product"),
  productByHandle: (args: { handle: string }, context: Context) => byHandle(context, args.handle),
  productByIdentifier: ({ identifier }: { identifier: Record<string, string> }, context: Context) => {
    if (identifier["handle"]) return byHandle(context, identifier["handle"]);
    if (identifier["id"]) return nodeView(context, identifier["id"]);
    throw notImplemented("productByIdentifier(customId:)");
  },
  products: (args: ListArgs, { shop }: Context) => productsPage(shop, args),
  productVariant: byId("ProductVariant"),
  productVariants: (args: ListArgs, { shop }: Context) => variantsPage(shop, args),
  collection: byId("Collection"),
  collections: (args: ListArgs, { shop }: Context) => collectionsPage(shop, [...shop.collections.values()], args),

  customer: byId("Customer"),
  customers: (args: ListArgs, { shop }: Context) => customersPage(shop, args),

  discountNode: discountFace("DiscountNode"),
  discountNodes: (args: ListArgs, context: Context) => discountsPage(context, "DiscountNode", args),
  discountNodesCount: (args: { query?: string | null; limit?: number | null }, context: Context) =>
    countOf(findDiscounts(context, args.query).length, args.limit),
  codeDiscountNode: discountFace("DiscountCodeNode"),
  codeDiscountNodes: (args: ListArgs, context: Context) => discountsPage(context, "DiscountCodeNode", args),
  codeDiscountNodeByCode: (args: { code: string }, { shop }: Context) => {
    const found = findCode(shop, args.code);
    return found ? codeNodeView(shop, found.discount) : null;
  },
  discountRedeemCodeBulkCreation: byId("DiscountRedeemCodeBulkCreation"),
  discountCodesCount: (args: { query?: string | null; limit?: number | null }, { shop }: Context) => {
    const codes = [...shop.discounts.values()].flatMap((d) => d.codes);
    return countOf(search("discountCodes", codes, args.query, { code: byText((c) => c.code) }).length, args.limit);
  },

  order: byId("Order"),
  orderByIdentifier: ({ identifier }: { identifier: { id?: string | null } }, context: Context) => {
    if (identifier.id) return nodeView(context, identifier.id);
    throw notImplemented("orderByIdentifier(customId:)");
  },
  orders: (args: ListArgs, context: Context) => ordersPage(context, [...context.shop.orders.values()], args),
  ordersCount: (args: { query?: string | null; limit?: number | null }, context: Context) =>
    countOf(findOrders(context, [...context.shop.orders.values()], args.query).length, args.limit),
  refund: byId("Refund"),
  dispute: byId("ShopifyPaymentsDispute"),
  disputes: (args: ListArgs, context: Context) => disputesPage(context, args),

  metafieldDefinitions: (
    args: PageArgs & { ownerType: string; namespace?: string | null; key?: string | null },
    context: Context,
  ) => {
    const namespace = !given(args.namespace) ? null : namespaceOf(context, args.namespace);
    const found = context.shop.metafieldDefinitions.filter(
      (d) =>
        d.ownerType === args.ownerType &&
        (namespace === null || d.namespace === namespace) &&
        (!given(args.key) || d.key === args.key),
    );
    return connection("MetafieldDefinition", found, args, (d) => [d.id, d.id], definitionView);
  },

  bulkOperation: byId("BulkOperation"),
  bulkOperations: (args: ListArgs, { shop, app }: Context) => {
    const own = [...shop.bulkOperations.values()].filter((o) => o.apiKey === app.config.apiKey);
    const found = search("bulkOperations", own, args.query, { status: byText((o) => o.status) });
    return connection("BulkOperation", found, args, (o) => [o.id, o.id], bulkOperationView);
  },
};
