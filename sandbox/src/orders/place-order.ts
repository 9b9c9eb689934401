import { createHash } from "node:crypto";
import type { Address, Customer } from "../state/catalog.ts";
import type { Amount } from "../state/money.ts";
import type { Order, Visit } from "../state/order.ts";
import type { Outcome, PlaceOrder } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import { totalsOf } from "../state/totals.ts";
import type { World } from "../state/world.ts";
import { cartItems, refuse } from "./cart-items.ts";
import { customerFor, findCustomer } from "./customers.ts";
import { applicationsOf, codesOf, linesOf, shippingLinesOf } from "./order-lines.ts";
import { currenciesOf, quote, type Quote } from "./quote.ts";
import { chargeDuties } from "./duties.ts";
import { newTransaction } from "./transactions.ts";

/** What the checkout knows beyond `PlaceOrder`: the visits that led to the order. */
export interface CheckoutOrder extends PlaceOrder {
  readonly billingAddress?: Address | null;
  readonly firstVisit?: Omit<Visit, "id"> | null;
  readonly lastVisit?: Omit<Visit, "id"> | null;
  /** Customs duty on each line's net price, collected at the checkout. */
  readonly dutyBps?: number;
}

/** Creates an order: `orders/create`, then its payment and `orders/paid` when it is paid at once. */
export function placeOrder(world: World, shop: Shop, input: CheckoutOrder): Outcome<Order> {
  const items = cartItems(shop, input.lines);
  if (items.kind === "refused") return items;
  if (items.value.length === 0) return refuse("An order needs at least one line", "lines");
  const presentmentCurrency = input.presentmentCurrency ?? shop.currency;
  if (!sellsIn(shop, presentmentCurrency))
    return refuse(`${shop.name} does not sell in ${presentmentCurrency}`, "presentmentCurrency");
  if ((input.tipMinor ?? 0n) < 0n) return refuse("A tip cannot be negative", "tipMinor");

  const priced = quote(shop, {
    items: items.value,
    codes: input.codes ?? [],
    customer: input.customer && findCustomer(shop, input.customer.email),
    presentmentCurrency,
    tipMinor: input.tipMinor ?? 0n,
    now: world.now(),
  });
  const customer = input.customer && customerFor(world, shop, input.customer, input.shippingAddress ?? null);
  const order = newOrder(world, shop, input, priced, customer);
  chargeDuties(world, order, input.dutyBps ?? 0);
  pay(world, order, input.payment ?? "paid", totalsOf(order, false).total);
  shop.orders.set(order.id, order);
  for (const { discount, redeemCode } of priced.applied) {
    discount.usageCount += 1;
    redeemCode.usageCount += 1;
  }
  announce(world, shop, order);
  return { kind: "done", value: order };
}

const sellsIn = (shop: Shop, currency: string): boolean =>
  currency === shop.currency || shop.presentments.some((it) => it.currency === currency);

function newOrder(world: World, shop: Shop, input: CheckoutOrder, priced: Quote, customer: Customer | null): Order {
  const now = world.now();
  const number = shop.nextOrderNumber++;
  const id = world.ids.next("Order");
  return {
    id,
    name: `#${number}`,
    number,
    token: digest(shop, id).toString("hex").slice(0, 32),
    cartToken: input.cartToken ?? null,
    confirmationNumber: confirmationNumber(digest(shop, id)),
    customerId: customer?.id ?? null,
    email: input.customer?.email ?? null,
    phone: input.customer?.phone ?? null,
    billingAddress: input.billingAddress ?? input.shippingAddress ?? null,
    shippingAddress: input.shippingAddress ?? null,
    locale: shop.locale,
    currency: shop.currency,
    presentmentCurrency: priced.currencies.presentment,
    ratePpm: currenciesOf(shop, priced.currencies.presentment).ratePpm,
    taxesIncluded: shop.taxesIncluded,
    taxExempt: false,
    test: input.test ?? false,
    sourceName: input.sourceName ?? "web",
    appId: null,
    tags: [...(input.tags ?? [])],
    note: input.note ?? null,
    noteAttributes: [...(input.noteAttributes ?? [])],
    landingSite: input.landingSite || null,
    referringSite: input.referringSite || null,
    codes: codesOf(priced),
    applications: applicationsOf(priced),
    lines: linesOf(world, priced),
    shippingLines: shippingLinesOf(world, priced),
    transactions: [],
    refunds: [],
    edits: [],
    returns: [],
    financialStatus: "pending",
    fulfillmentStatus: null,
    createdAt: now,
    processedAt: input.processedAt ?? now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    customerOrderIndex: customer ? ordersOf(shop, customer) + 1 : null,
    firstVisit: visit(world, input, input.firstVisit),
    lastVisit: visit(world, input, input.lastVisit),
  };
}

const ordersOf = (shop: Shop, customer: Customer): number =>
  [...shop.orders.values()].filter((order) => order.customerId === customer.id).length;

function visit(world: World, input: CheckoutOrder, known: Omit<Visit, "id"> | null | undefined): Visit | null {
  if (known) return { id: world.ids.next("CustomerVisit"), ...known };
  if (!input.landingSite) return null;
  const source = input.referringSite ? "referral" : "direct";
  const occurredAt = input.processedAt ?? world.now();
  return {
    id: world.ids.next("CustomerVisit"),
    occurredAt,
    landingPage: input.landingSite,
    referrerUrl: input.referringSite || null,
    source,
  };
}

function pay(world: World, order: Order, payment: "paid" | "authorized" | "pending", total: Amount): void {
  order.financialStatus = payment;
  if (payment === "pending" || total.presentment === 0n) return;
  const kind = payment === "paid" ? "sale" : "authorization";
  order.transactions.push(
    newTransaction(world, order, { kind, minor: total.presentment, processedAt: order.processedAt }),
  );
}

function announce(world: World, shop: Shop, order: Order): void {
  world.emit(shop, { topic: "orders/create", order });
  for (const transaction of order.transactions)
    world.emit(shop, { topic: "order_transactions/create", order, transaction });
  if (order.financialStatus === "paid") world.emit(shop, { topic: "orders/paid", order });
}

/** Tokens come from the order's id, so that one seed makes the same orders every time. */
const digest = (shop: Shop, id: number): Buffer => createHash("sha256").update(`${shop.domain}/${id}`).digest();

/** Letters and digits that are not mistaken for each other. */
const CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const confirmationNumber = (bytes: Buffer): string =>
  [...bytes.subarray(16, 25)].map((byte) => CLEAR[byte % CLEAR.length]).join("");
