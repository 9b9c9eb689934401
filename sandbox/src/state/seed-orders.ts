import type { OrderActions, Outcome } from "./order-actions.ts";
import type { Order } from "./order.ts";
import { Random } from "./random.ts";
import { addressFor } from "./seed.ts";
import type { Shop } from "./shop.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const DAYS = 60;

function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "refused")
    throw new Error(`seed: the order desk refused ${outcome.field.join(".")}: ${outcome.message}`);
  return outcome.value;
}

/**
 * About forty orders a store over the last 60 days: codes, guests, several lines, refunds of some units, a cancellation.
 * The clock is taken back and walked forward, so that ids, names and instants grow together as in a real shop; it stands
 * where it stood afterwards. The same seed and clock give the same orders.
 */
export function seedPastOrders(
  world: World,
  shop: Shop,
  desk: OrderActions,
  { seed = 2026, count = 40 } = {},
): Order[] {
  const random = new Random(seed);
  const offsetMs = world.clock.offsetMs;
  const gapMs = (DAYS * DAY_MS) / (count + 1);
  world.clock.move(-DAYS * DAY_MS);
  const orders: Order[] = [];
  for (let index = 0; index < count; index += 1) {
    world.clock.move(Math.floor(gapMs * 0.7));
    const order = placeOne(world, shop, desk, random);
    orders.push(order);
    world.clock.move(Math.floor(gapMs * 0.3));
    if (random.chance(0.15)) refundOne(world, shop, desk, order, random);
    else if (index === Math.floor(count / 2))
      done(desk.cancelOrder(world, shop, order, { reason: "customer", refund: true, restock: true, staffNote: null }));
  }
  world.clock.move(offsetMs - world.clock.offsetMs);
  return orders;
}

function placeOne(world: World, shop: Shop, desk: OrderActions, random: Random): Order {
  const products = [...shop.products.values()];
  const customers = [...shop.customers.values()];
  const codes = [...shop.discounts.values()].flatMap((discount) => discount.codes.map((c) => c.code));
  const customer = random.chance(0.85) ? random.pick(customers) : null;
  const chosen = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(products)));
  const abroad = random.chance(0.2) ? shop.presentments[random.below(shop.presentments.length)] : undefined;
  return done(
    desk.placeOrder(world, shop, {
      lines: [...chosen].map((product) => ({
        variantId: random.pick(product.variants).id,
        quantity: random.chance(0.75) ? 1 : 2 + random.below(2),
      })),
      codes: random.chance(0.4) && codes.length > 0 ? [random.pick(codes)] : [],
      customer: customer?.email
        ? { email: customer.email, firstName: customer.firstName, lastName: customer.lastName }
        : null,
      shippingAddress: customer ? addressFor(shop, customer.firstName, customer.lastName) : null,
      landingSite: random.pick(["/", "/collections/all", "/products/" + random.pick(products).handle]),
      referringSite: random.pick(["", "https://www.instagram.com/", "https://www.google.com/"]),
      ...(abroad && { presentmentCurrency: abroad.currency }),
    }),
  );
}

function refundOne(world: World, shop: Shop, desk: OrderActions, order: Order, random: Random): void {
  const line = random.pick(order.lines);
  const units = random.chance(0.5) ? 1 : line.quantity;
  done(
    desk.refundOrder(world, shop, order, {
      lines: [{ lineId: line.id, quantity: units, restockType: "return" }],
      shipping: { kind: "none" },
      note: random.pick(["Wrong size", "Arrived damaged", null]),
    }),
  );
}
