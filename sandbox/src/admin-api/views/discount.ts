import { discountClass, discountStatus, type Discount, type RedeemCode } from "../../state/discount.ts";
import { gid } from "../../state/ids.ts";
import type { RedeemCodeBulkCreation } from "../../state/discount.ts";
import type { Shop } from "../../state/shop.ts";
import { connection, inOrder, type PageArgs, type SortKey } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { byInstant, byNumber, byText, search, type Test } from "../search-query.ts";
import { appView } from "./app.ts";
import { contextView, itemsView, minimumView, summaryOf, valueView } from "./discount-parts.ts";
import { metafieldFields } from "./metafield.ts";
import { findNodesOf, nodeView } from "./node.ts";
import type { ListArgs } from "./product.ts";

const codeView = (code: RedeemCode, discount: Discount): View => ({
  __typename: "DiscountRedeemCode",
  id: gid("DiscountRedeemCode", code.id),
  code: code.code,
  asyncUsageCount: code.usageCount,
  createdBy: (_: never, { app }: Context) => (discount.createdByApp === app.config.apiKey ? appView(app) : null),
});

const codeTests: Record<string, Test<RedeemCode>> = {
  default: (code, term) => code.code.toLowerCase().includes(term.value.toLowerCase()),
  id: byNumber((c) => c.id),
  code: byText((c) => c.code),
  times_used: byNumber((c) => c.usageCount),
};

function codesPage(discount: Discount, args: ListArgs): View {
  const key = args.sortKey === "CODE" ? (c: RedeemCode): SortKey => [c.code.toLowerCase(), c.id] : codeKey;
  const found = search("codes", discount.codes, args.query, codeTests);
  return connection("DiscountRedeemCode", found, args, key, (code) => codeView(code, discount));
}

const codeKey = (code: RedeemCode): SortKey => [code.id, code.id];

function discountView(shop: Shop, discount: Discount): View {
  const shareable = discount.codes[0];
  return {
    __typename: "DiscountCodeBasic",
    title: discount.title,
    status: (_: never, { world }: Context) => discountStatus(discount, world.now()),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    asyncUsageCount: discount.usageCount,
    recurringCycleLimit: null,
    tags: discount.tags,
    discountClass: discountClass(discount),
    discountClasses: [discountClass(discount)],
    combinesWith: {
      __typename: "DiscountCombinesWith",
      orderDiscounts: discount.combinesWith.order,
      productDiscounts: discount.combinesWith.product,
      shippingDiscounts: discount.combinesWith.shipping,
    },
    codes: (args: ListArgs) => codesPage(discount, args),
    codesCount: { __typename: "Count", count: discount.codes.length, precision: "EXACT" },
    customerGets: {
      __typename: "DiscountCustomerGets",
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      value: valueView(shop, discount),
      items: itemsView(shop, discount),
    },
    context: contextView(shop, discount),
    minimumRequirement: minimumView(shop, discount),
    summary: summaryOf(shop, discount),
    shortSummary: summaryOf(shop, discount),
    shareableUrls: shareable
      ? [
          {
            __typename: "DiscountShareableUrl",
            title: shop.name,
            targetType: "HOME",
            targetItemImage: null,
            url: `${shop.primaryUrl}/discount/${encodeURIComponent(shareable.code)}`,
          },
        ]
      : [],
  };
}

/** The same discount has two faces: `DiscountCodeNode` (code discounts) and `DiscountNode` (all). */
export function codeNodeView(shop: Shop, discount: Discount): View {
  const id = gid("DiscountCodeNode", discount.id);
  return {
    __typename: "DiscountCodeNode",
    id,
    codeDiscount: () => discountView(shop, discount),
    ...metafieldFields(id),
  };
}

export function discountNodeView(shop: Shop, discount: Discount): View {
  const id = gid("DiscountCodeNode", discount.id);
  return { __typename: "DiscountNode", id, discount: () => discountView(shop, discount), ...metafieldFields(id) };
}

const keys: Record<string, (d: Discount) => SortKey> = {
  ID: (d) => [d.id, d.id],
  TITLE: (d) => [d.title.toLowerCase(), d.id],
  CREATED_AT: (d) => [d.createdAt.getTime(), d.id],
  UPDATED_AT: (d) => [d.updatedAt.getTime(), d.id],
  STARTS_AT: (d) => [d.startsAt.getTime(), d.id],
  ENDS_AT: (d) => [d.endsAt?.getTime() ?? Number.MAX_SAFE_INTEGER, d.id],
};
const byId = (d: Discount): SortKey => [d.id, d.id];

export function findDiscounts({ shop, world }: Context, query: string | null | undefined): Discount[] {
  return search("discounts", [...shop.discounts.values()], query, {
    default: (d, term) => d.title.toLowerCase().includes(term.value.toLowerCase()),
    id: byNumber((d) => d.id),
    title: byText((d) => d.title),
    code: byText((d) => d.codes.map((c) => c.code)),
    status: byText((d) => discountStatus(d, world.now())),
    method: (_, term) => term.value.toLowerCase() === "code",
    type: byText((d) => (d.value.kind === "percentage" ? ["percentage", "all"] : ["fixed_amount", "all"])),
    starts_at: byInstant((d) => d.startsAt),
    created_at: byInstant((d) => d.createdAt),
    updated_at: byInstant((d) => d.updatedAt),
  });
}

export function discountsPage(context: Context, type: "DiscountNode" | "DiscountCodeNode", args: ListArgs): View {
  const view = type === "DiscountNode" ? discountNodeView : codeNodeView;
  const found = findDiscounts(context, args.query);
  return connection(type, found, args, keys[args.sortKey ?? "ID"] ?? byId, (d) => view(context.shop, d));
}

export function bulkCreationView(creation: RedeemCodeBulkCreation, shop: Shop): View {
  const discount = shop.discounts.get(creation.discountId);
  const redeemCode = (id: number | null): View | null => {
    const code = discount?.codes.find((c) => c.id === id);
    return code && discount ? codeView(code, discount) : null;
  };
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: gid("DiscountRedeemCodeBulkCreation", creation.id),
    createdAt: creation.createdAt,
    done: creation.done,
    codesCount: creation.rows.length,
    importedCount: creation.done ? creation.rows.filter((r) => r.redeemCodeId !== null).length : 0,
    failedCount: creation.done ? creation.rows.filter((r) => r.errors.length > 0).length : 0,
    discountCode: (_: never, context: Context) => nodeView(context, gid("DiscountCodeNode", creation.discountId)),
    codes: (args: PageArgs) =>
      connection("DiscountRedeemCodeBulkCreationCode", creation.rows, args, inOrder, (row) => ({
        __typename: "DiscountRedeemCodeBulkCreationCode",
        code: row.code,
        discountRedeemCode: redeemCode(row.redeemCodeId),
        errors: row.errors.map((error) => ({
          __typename: "DiscountUserError",
          field: ["code"],
          extraInfo: null,
          ...error,
        })),
      })),
  };
}

findNodesOf("DiscountCodeNode", ({ shop }, id) => {
  const discount = shop.discounts.get(id);
  return discount ? codeNodeView(shop, discount) : null;
});
findNodesOf("DiscountNode", ({ shop }, id) => {
  const discount = shop.discounts.get(id);
  return discount ? discountNodeView(shop, discount) : null;
});
findNodesOf("DiscountRedeemCodeBulkCreation", ({ shop }, id) => {
  const creation = shop.bulkCreations.get(id);
  return creation ? bulkCreationView(creation, shop) : null;
});
