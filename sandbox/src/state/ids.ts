/** Ids as Shopify gives them out: big, growing, unique for each kind of resource. */

const BASES = {
  Shop: 61_000_000_000,
  App: 4_100_000_000,
  AppInstallation: 590_000_000_000,
  StaffMember: 88_000_000_000,
  Product: 7_900_000_000_000,
  ProductVariant: 43_700_000_000_000,
  Collection: 395_000_000_000,
  MediaImage: 31_000_000_000_000,
  Customer: 6_900_000_000_000,
  MailingAddress: 8_100_000_000_000,
  DiscountCodeNode: 1_270_000_000_000,
  DiscountRedeemCode: 15_300_000_000_000,
  DiscountRedeemCodeBulkCreation: 5_400_000_000,
  Order: 5_600_000_000_000,
  LineItem: 14_200_000_000_000,
  Duty: 3_400_000_000,
  ShippingLine: 4_600_000_000_000,
  OrderTransaction: 6_700_000_000_000,
  Refund: 910_000_000_000,
  RefundLineItem: 470_000_000_000,
  RefundShippingLine: 210_000_000_000,
  OrderAdjustment: 250_000_000_000,
  CalculatedOrder: 11_000_000_000,
  OrderEdit: 12_000_000_000,
  Return: 9_400_000_000,
  ReturnLineItem: 13_100_000_000,
  Dispute: 598_000_000,
  Checkout: 29_000_000_000_000,
  Metafield: 25_100_000_000_000,
  MetafieldDefinition: 72_000_000_000,
  WebhookSubscription: 1_180_000_000_000,
  WebPixel: 1_400_000_000,
  BulkOperation: 3_300_000_000_000,
  CustomerVisit: 10_400_000_000_000,
} as const;

export type ResourceKind = keyof typeof BASES;

/** Shopify's ids grow by this step, so that no two shards collide. */
const STEP = 32_769;

export class Ids {
  readonly #given = new Map<ResourceKind, number>();

  next(kind: ResourceKind): number {
    const count = (this.#given.get(kind) ?? 0) + 1;
    this.#given.set(kind, count);
    return BASES[kind] + count * STEP;
  }
}

/** The global id of the Admin API: `gid("Order", 1)` is `gid://shopify/Order/1`. */
export const gid = (kind: string, id: number | string): string => `gid://shopify/${kind}/${id}`;

export interface ParsedGid {
  kind: string;
  id: number;
}

/** Reads a global id; null when it is none (query parameters after the number are ignored, as at Shopify). */
export function parseGid(text: string): ParsedGid | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(text);
  return match?.[1] && match[2] ? { kind: match[1], id: Number(match[2]) } : null;
}

/** The number of a global id of one of these kinds; null when it is of another kind or none at all. */
export function idOf(text: string, ...kinds: readonly string[]): number | null {
  const parsed = parseGid(text);
  return parsed && kinds.includes(parsed.kind) ? parsed.id : null;
}
