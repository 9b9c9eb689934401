import { z } from "zod";

/** The answers to the documents of this folder. */

const amount = z.object({ amount: z.string(), currencyCode: z.string() });
const bag = z.object({ shopMoney: amount, presentmentMoney: amount.optional() });
const bothMoneys = bag.required();
export const gid = z.object({ id: z.string() });
const page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const instantText = z.iso.datetime({ offset: true });

export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ pageInfo: page, nodes: z.array(item) });
const nodesOf = <Item extends z.ZodType>(item: Item) => z.object({ nodes: z.array(item) });

export const stamps = z.object({ orders: pageOf(z.object({ legacyResourceId: z.string(), updatedAt: instantText })) });

const application = z.object({ index: z.int(), code: z.string().optional(), title: z.string().optional() });
const line = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().nullable(),
  vendor: z.string().nullable(),
  quantity: z.int(),
  currentQuantity: z.int(),
  isGiftCard: z.boolean(),
  taxable: z.boolean(),
  requiresShipping: z.boolean(),
  variant: gid.nullable(),
  product: gid.nullable(),
  originalUnitPriceSet: bag,
  discountAllocations: z.array(z.object({ allocatedAmountSet: bag, discountApplication: application.optional() })),
  taxLines: z.array(z.object({ rate: z.number().nullable(), priceSet: bag })),
});
const refundLine = z.object({ quantity: z.int(), lineItem: gid });
const refund = z.object({
  id: z.string(),
  legacyResourceId: z.string(),
  duties: z
    .array(z.object({ amountSet: bag }))
    .nullable()
    .optional(),
  refundLineItems: pageOf(refundLine),
  refundShippingLines: nodesOf(z.object({ subtotalAmountSet: bag, taxAmountSet: bag })),
  orderAdjustments: nodesOf(z.object({ reason: z.string().nullable(), amountSet: bag, taxAmountSet: bag })),
  transactions: nodesOf(z.object({ kind: z.string(), status: z.string(), amountSet: bag })),
});

/** What is asked of every order. */
const order = z.object({
  legacyResourceId: z.string(),
  name: z.string(),
  createdAt: instantText,
  processedAt: instantText,
  updatedAt: instantText,
  cancelledAt: instantText.nullable(),
  test: z.boolean(),
  displayFinancialStatus: z.string().nullable(),
  taxesIncluded: z.boolean(),
  sourceName: z.string().nullable(),
  tags: z.array(z.string()),
  currencyCode: z.string(),
  totalTipReceivedSet: bag,
  totalPriceSet: bothMoneys,
  lineItems: pageOf(line),
  refunds: z.array(refund),
});

const address = z
  .object({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    address1: z.string().nullable(),
    zip: z.string().nullable(),
    countryCodeV2: z.string().nullable(),
  })
  .nullable();
const visit = z.object({ landingPage: z.string().nullable() }).nullable();
const whole = order.extend({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  discountCodes: z.array(z.string()),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  customerJourneySummary: z.object({ firstVisit: visit, lastVisit: visit }).nullable(),
  /** Absent where the app may not read customers; `null` is a guest. */
  customer: z
    .object({
      id: z.string(),
      defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable(),
      defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullable(),
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      defaultAddress: address,
    })
    .nullable()
    .optional(),
  billingAddress: address.optional(),
  shippingAddress: address.optional(),
  purchasingEntity: z.object({ __typename: z.string() }).nullable().optional(),
});

const pricedLine = line.extend({
  product: gid.extend({ productType: z.string(), tags: z.array(z.string()) }).nullable(),
});
const past = order.extend({
  customerJourneySummary: z.object({ customerOrderIndex: z.int().nullable() }).nullable(),
  lineItems: pageOf(pricedLine),
});
export const pastOrders = z.object({ orders: pageOf(past) });

export const wholeOrder = z.object({ order: whole.nullable() });
export const moreLines = z.object({ order: z.object({ lineItems: pageOf(line) }).nullable() });
export const moreRefundLines = z.object({ refund: z.object({ refundLineItems: pageOf(refundLine) }).nullable() });

export type AnyOrder = z.output<typeof order>;
export type AddressAnswer = z.output<typeof address>;
export type WholeOrder = z.output<typeof whole>;
export type PastOrderAnswer = z.output<typeof past>;
export type WholeLine = z.output<typeof line>;
export type WholeRefund = z.output<typeof refund>;
export type MoneyBag = z.output<typeof bag>;

const product = z.object({
  id: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  collections: pageOf(gid),
});
export type ProductAnswer = z.output<typeof product>;
/** A node that is gone is null; one of another kind, which nobody asked for, has no fields. */
export const productFacts = z.object({ nodes: z.array(product.nullable()) });
export const moreCollections = z.object({ product: z.object({ collections: pageOf(gid) }).nullable() });

const dispute = z.object({
  legacyResourceId: z.string(),
  type: z.string(),
  status: z.string(),
  amount,
  order: z.object({ legacyResourceId: z.string() }).nullable(),
});
export type DisputeAnswer = z.output<typeof dispute>;
export const disputes = z.object({ disputes: pageOf(dispute) });

export const customerOrderIndexes = z.object({
  nodes: z.array(
    z
      .object({
        legacyResourceId: z.string(),
        customerJourneySummary: z.object({ ready: z.boolean(), customerOrderIndex: z.int().nullable() }).nullable(),
      })
      .nullable(),
  ),
});

export const sweepStart = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: gid.nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullish() })),
  }),
});
export const sweepState = z.object({
  bulkOperation: z
    .object({ status: z.string(), errorCode: z.string().nullable(), url: z.string().nullable() })
    .nullable(),
});
export const sweepLine = z.object({ id: z.string(), updatedAt: instantText });
