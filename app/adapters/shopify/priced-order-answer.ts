import { z } from "zod";

/** The answer to the fragment `PricedOrder` of documents.ts. */

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const moneyBag = z.object({ shopMoney: money });
const id = z.object({ id: z.string() });
const nodesOf = <Item extends z.ZodType>(item: Item) => z.object({ nodes: z.array(item) });

const line = z.object({
  id: z.string(),
  sku: z.string().nullable(),
  vendor: z.string().nullable(),
  quantity: z.int(),
  currentQuantity: z.int(),
  isGiftCard: z.boolean(),
  variant: id.nullable(),
  product: id.extend({ productType: z.string(), tags: z.array(z.string()) }).nullable(),
  originalUnitPriceSet: moneyBag,
  discountAllocations: z.array(z.object({ allocatedAmountSet: moneyBag })),
  taxLines: z.array(z.object({ rate: z.number().nullable(), priceSet: moneyBag })),
});

const refund = z.object({
  legacyResourceId: z.string(),
  refundLineItems: nodesOf(z.object({ quantity: z.int(), lineItem: id })),
  refundShippingLines: nodesOf(z.object({ subtotalAmountSet: moneyBag, taxAmountSet: moneyBag })),
  orderAdjustments: nodesOf(z.object({ amountSet: moneyBag, taxAmountSet: moneyBag })),
  transactions: nodesOf(z.object({ kind: z.string(), status: z.string(), amountSet: moneyBag })),
});

export const pricedOrder = z.object({
  legacyResourceId: z.string(),
  name: z.string(),
  processedAt: z.iso.datetime({ offset: true }),
  test: z.boolean(),
  cancelledAt: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  taxesIncluded: z.boolean(),
  sourceName: z.string().nullable(),
  tags: z.array(z.string()),
  totalPriceSet: moneyBag.extend({ presentmentMoney: money }),
  customerJourneySummary: z.object({ customerOrderIndex: z.int().nullable() }).nullable(),
  lineItems: z.object({ pageInfo: z.object({ hasNextPage: z.boolean() }), nodes: z.array(line) }),
  refunds: z.array(refund),
});

export type PricedOrder = z.output<typeof pricedOrder>;
export type PricedLine = z.output<typeof line>;
export type PricedRefund = z.output<typeof refund>;
export type MoneyBag = z.output<typeof moneyBag>;
