import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { CustomerStanding } from "#app/domain/commission/customer.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OrderState } from "#app/domain/order/state.ts";

/** An order as the Admin API tells of it today. */
export type PastOrder = {
  /** `#1001`; for the merchant's eyes alone. */
  name: string;
  state: OrderState;
  customer: CustomerStanding;
  products: ReadonlyMap<string, ProductFacts>;
};

export type PastOrders = {
  /**
   * Orders processed since an instant, newest first.
   * @returns `complete` is false where there are more than `limit`, or an order has more lines than were read
   */
  since(shopDomain: string, at: Instant, limit: number): Promise<{ orders: PastOrder[]; complete: boolean }>;
};
