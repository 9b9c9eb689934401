import { createAdminClient, type AdminClient } from "../../../app/adapters/shopify/admin-client.ts";
import { createOrderSource } from "../../../app/adapters/shopify/orders/order-source.ts";
import { orders as desk, type Order } from "../../../sandbox/src/index.ts";
import type { CheckoutOrder } from "../../../sandbox/src/orders/place-order.ts";
import type { RefundWithDuties } from "../../../sandbox/src/orders/refund-order.ts";
import type { TestApi } from "../../../sandbox/src/admin-api/testing.ts";

/** The app's own client over an Admin API without a network between them; while it waits, the sandbox's time passes. */
export const adminOf = (api: TestApi): AdminClient =>
  createAdminClient({
    apiVersion: "2026-10",
    tokenFor: async () => "token",
    sleep: async (ms) => api.wait(ms),
    fetch: async (_, init) => {
      const { query, variables } = JSON.parse(String(init?.body)) as {
        query: string;
        variables: Record<string, unknown>;
      };
      return Response.json(api.ask(query, variables));
    },
  });

/** Orders as the app reads them from a sandbox's Admin API. */
export const sourceOf = (api: TestApi) =>
  createOrderSource(adminOf(api), async () => new Response([...api.shop.bulkOperations.values()].at(-1)?.jsonl));

export function done<T>(outcome: { kind: "done"; value: T } | { kind: "refused"; message: string }): T {
  if (outcome.kind === "refused") throw new Error(outcome.message);
  return outcome.value;
}

/** What can happen to an order, each told by its name. */
export class Desk {
  readonly #api: TestApi;
  readonly #code: string;
  readonly #currency: string | undefined;

  constructor(api: TestApi, code: string, currency?: string) {
    this.#api = api;
    this.#code = code;
    this.#currency = currency;
  }

  get variants(): number[] {
    return [...this.#api.shop.products.values()]
      .filter(({ giftCard }) => !giftCard)
      .flatMap(({ variants }) => variants[0]?.id ?? []);
  }

  place(more: Partial<CheckoutOrder> = {}): Order {
    const { world, shop } = this.#api;
    const [first = 0, second = 0, third = 0] = this.variants;
    const lines = [
      { variantId: first, quantity: 3 },
      { variantId: second, quantity: 1 },
      { variantId: third, quantity: 7 },
    ];
    const customer = { email: "ava.lindqvist@example.com" };
    const currency = this.#currency === undefined ? {} : { presentmentCurrency: this.#currency };
    return done(desk.placeOrder(world, shop, { lines, codes: [this.#code], customer, ...currency, ...more }));
  }

  refund(order: Order, request: Partial<RefundWithDuties>): ReturnType<typeof desk.refundOrder> {
    const { world, shop } = this.#api;
    return desk.refundOrder(world, shop, order, { lines: [], shipping: { kind: "none" }, ...request });
  }

  /** Units of the line at an index. */
  units(order: Order, index: number, quantity: number) {
    return { lineId: order.lines[index]?.id ?? 0, quantity, restockType: "return" as const };
  }

  money(order: Order, minor: bigint) {
    return { minor, currency: order.presentmentCurrency };
  }

  edit(order: Order, plan: Partial<Parameters<typeof desk.commitEdit>[3]>): void {
    const { world, shop } = this.#api;
    const nothing = { quantities: [], addVariants: [], addCustom: [], staffNote: null, notifyCustomer: false };
    done(desk.commitEdit(world, shop, order, { ...nothing, ...plan }));
  }

  settle(order: Order): void {
    const { world, shop } = this.#api;
    for (const refund of order.refunds) done(desk.settleRefund(world, shop, order, refund));
  }

  cancel(order: Order, refund: boolean): void {
    const { world, shop } = this.#api;
    done(desk.cancelOrder(world, shop, order, { reason: "customer", refund, restock: true, staffNote: null }));
  }

  void(order: Order): void {
    done(desk.voidOrder(this.#api.world, this.#api.shop, order));
  }
}

/** An order by its story. */
export const STORIES: Readonly<Record<string, (desk: Desk) => Order>> = {
  "as it was placed": (d) => d.place(),
  "not paid yet": (d) => d.place({ payment: "pending" }),
  "with a tip, duties and a gift card's worth of marks": (d) =>
    d.place({
      tipMinor: 333n,
      dutyBps: 700,
      tags: ["Wholesale", "VIP"],
      landingSite: "/products/x?ref=tokmaya&utm_source=a",
      noteAttributes: [
        { name: "_creator_ref", value: "tokmaya" },
        { name: "gift", value: "" },
      ],
    }),
  "one unit back": (d) => refunded(d, (o) => ({ lines: [d.units(o, 0, 1)] })),
  "units back in three pieces": (d) => {
    const order = d.place();
    for (const quantity of [1, 2, 4]) done(d.refund(order, { lines: [d.units(order, 2, quantity)] }));
    return order;
  },
  "a line back with its shipping": (d) =>
    refunded(d, (o) => ({ lines: [d.units(o, 1, 1)], shipping: { kind: "full" } })),
  "shipping alone": (d) => refunded(d, () => ({ shipping: { kind: "full" } })),
  "a part of the shipping": (d) => refunded(d, () => ({ shipping: { kind: "amount", presentmentMinor: 123n } })),
  "an amount alone": (d) => refunded(d, (o) => ({ transactions: [d.money(o, 777n)] })),
  "more than the line was worth": (d) =>
    refunded(d, (o) => ({ lines: [d.units(o, 1, 1)], transactions: [d.money(o, 9_001n)] })),
  "less than the line was worth": (d) =>
    refunded(d, (o) => ({ lines: [d.units(o, 1, 1)], transactions: [d.money(o, 1n)] })),
  "money on its way": (d) => refunded(d, (o) => ({ lines: [d.units(o, 0, 2)], pending: true })),
  "an amount on its way": (d) => refunded(d, (o) => ({ transactions: [d.money(o, 555n)], pending: true })),
  "an amount on its way, then there": (d) => {
    const order = refunded(d, (o) => ({ transactions: [d.money(o, 555n)], pending: true }));
    d.settle(order);
    return order;
  },
  "duties back with their line": (d) => {
    const order = d.place({ dutyBps: 700 });
    const dutyId = order.lines[0]?.duties?.[0]?.id ?? 0;
    done(d.refund(order, { lines: [d.units(order, 0, 2)], duties: [{ dutyId, type: "proportional" }] }));
    return order;
  },
  "everything back": (d) =>
    refunded(d, (o) => ({
      lines: o.lines.map((_, i) => d.units(o, i, o.lines[i]?.quantity ?? 0)),
      shipping: { kind: "full" },
    })),
  "units edited away without a record": (d) => {
    const order = d.place();
    d.edit(order, { quantities: [{ lineId: order.lines[2]?.id ?? 0, quantity: 2, restock: false }] });
    return order;
  },
  "units edited away with one": (d) => {
    const order = d.place();
    d.edit(order, { quantities: [{ lineId: order.lines[2]?.id ?? 0, quantity: 0, restock: true }] });
    return order;
  },
  "goods and a custom line added": (d) => {
    const order = d.place();
    const custom = { title: "Engraving", quantity: 2, priceMinor: 450n, taxable: false };
    d.edit(order, { addVariants: [{ variantId: d.variants[3] ?? 0, quantity: 2 }], addCustom: [custom] });
    return order;
  },
  "edited, then refunded": (d) => {
    const order = d.place();
    d.edit(order, { quantities: [{ lineId: order.lines[2]?.id ?? 0, quantity: 6, restock: false }] });
    done(d.refund(order, { lines: [d.units(order, 2, 3)] }));
    done(d.refund(order, { transactions: [d.money(order, 250n)] }));
    return order;
  },
  "cancelled with its money back": (d) => {
    const order = d.place();
    d.cancel(order, true);
    return order;
  },
  voided: (d) => {
    const order = d.place({ payment: "authorized" });
    d.void(order);
    return order;
  },
  "a guest's": (d) => d.place({ customer: null }),
  "a test": (d) => d.place({ test: true }),
  "back-dated, from another channel": (d) =>
    d.place({ sourceName: "pos", processedAt: new Date("2026-10-01T10:00:00Z") }),
};

function refunded(d: Desk, request: (order: Order) => Partial<RefundWithDuties>): Order {
  const order = d.place();
  done(d.refund(order, request(order)));
  return order;
}
