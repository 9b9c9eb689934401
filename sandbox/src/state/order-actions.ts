/**
 * What the Admin API and the seed ask of the order desk (`sandbox/src/orders`), which alone knows how an order is priced,
 * refunded, edited. Each call changes the shop's state at `world.now()` and emits the events that follow from it.
 */
import type { Address } from "./catalog.ts";
import type { Money } from "./money.ts";
import type { Order, OrderEdit, Refund } from "./order.ts";
import type { Shop } from "./shop.ts";
import type { World } from "./world.ts";

export interface PlaceOrderLine {
  variantId: number;
  quantity: number;
  properties?: { name: string; value: string }[];
}

/** A custom line: a title and a price of its own, in minor units of the shop's currency. */
export interface CustomLine {
  title: string;
  quantity: number;
  priceMinor: bigint;
  taxable: boolean;
}

export interface PlaceOrder {
  lines: PlaceOrderLine[];
  /** In the sequence of the shopper; one that does not apply is left out of the order. */
  codes?: string[];
  customer: { email: string; firstName?: string; lastName?: string; phone?: string | null } | null;
  shippingAddress?: Address | null;
  presentmentCurrency?: string;
  noteAttributes?: { name: string; value: string }[];
  note?: string | null;
  tags?: string[];
  landingSite?: string | null;
  referringSite?: string | null;
  cartToken?: string | null;
  /** "web" by default. */
  sourceName?: string;
  test?: boolean;
  /** "paid" by default: a sale; otherwise an authorization or nothing yet. */
  payment?: "paid" | "authorized" | "pending";
  tipMinor?: bigint;
  /** Back-dates `processed_at`, as imports do. */
  processedAt?: Date;
}

export interface RefundRequest {
  lines: { lineId: number; quantity: number; restockType: "no_restock" | "cancel" | "return" }[];
  /** Minor units of the presentment currency, or the whole of what is left. */
  shipping: { kind: "none" } | { kind: "full" } | { kind: "amount"; presentmentMinor: bigint };
  /** What is really paid back, in the presentment currency; absent: what the lines and the shipping come to. */
  transactions?: Money[];
  note?: string | null;
  /** The money is on its way but not there: a pending transaction and an adjustment that its settlement cancels. */
  pending?: boolean;
}

/** Asking for something that cannot be: shown to the caller as a user error with its field. */
export interface Refused {
  kind: "refused";
  field: string[];
  message: string;
}
export type Outcome<T> = { kind: "done"; value: T } | Refused;

/** The changes of an order that an edit session collected, applied at once when it is committed. */
export interface EditPlan {
  /** New quantities of existing lines. */
  quantities: { lineId: number; quantity: number; restock: boolean }[];
  addVariants: { variantId: number; quantity: number }[];
  addCustom: CustomLine[];
  staffNote: string | null;
  notifyCustomer: boolean;
}

export interface OrderActions {
  placeOrder(world: World, shop: Shop, input: PlaceOrder): Outcome<Order>;
  refundOrder(world: World, shop: Shop, order: Order, request: RefundRequest): Outcome<Refund>;
  cancelOrder(
    world: World,
    shop: Shop,
    order: Order,
    request: {
      reason: NonNullable<Order["cancelReason"]>;
      refund: boolean;
      restock: boolean;
      staffNote: string | null;
    },
  ): Outcome<Order>;
  commitEdit(world: World, shop: Shop, order: Order, plan: EditPlan): Outcome<OrderEdit>;
  /** Something about the order was changed from outside (tags, note): sets `updatedAt` and emits `orders/updated`. */
  touchOrder(world: World, shop: Shop, order: Order): void;
}
