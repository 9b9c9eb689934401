import type { Address, Customer } from "../state/catalog.ts";
import type { PlaceOrder } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

/** E-mails are compared without case. */
export function findCustomer(shop: Shop, email: string): Customer | null {
  const wanted = email.trim().toLowerCase();
  return [...shop.customers.values()].find((customer) => customer.email?.toLowerCase() === wanted) ?? null;
}

/** The customer of a checkout: the one with this e-mail, or a new one, as Shopify makes it. */
export function customerFor(
  world: World,
  shop: Shop,
  wanted: NonNullable<PlaceOrder["customer"]>,
  address: Address | null,
): Customer {
  const known = findCustomer(shop, wanted.email);
  if (known) {
    known.updatedAt = world.now();
    known.address ??= address;
    return known;
  }
  const customer: Customer = {
    id: world.ids.next("Customer"),
    email: wanted.email.trim(),
    phone: wanted.phone ?? null,
    firstName: wanted.firstName ?? address?.firstName ?? "",
    lastName: wanted.lastName ?? address?.lastName ?? "",
    locale: shop.locale,
    tags: [],
    note: null,
    address,
    createdAt: world.now(),
    updatedAt: world.now(),
  };
  shop.customers.set(customer.id, customer);
  return customer;
}
