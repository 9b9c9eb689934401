/** What concerns an app as a whole: privacy requests, its scopes, its end. */
import type { AppInstallation } from "../state/apps.ts";
import type { Customer } from "../state/catalog.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

const ordersOf = (shop: Shop, customer: Customer) =>
  [...shop.orders.values()].filter((order) => order.customerId === customer.id);

/** Tells every app to erase a customer, then erases them here; amounts stay. */
export function redactCustomer(world: World, shop: Shop, customer: Customer): void {
  const orders = ordersOf(shop, customer);
  const orderIds = orders.map((order) => order.id);
  for (const app of shop.apps.values()) world.emit(shop, { topic: "customers/redact", customer, orderIds }, app);
  Object.assign(customer, {
    email: null,
    phone: null,
    firstName: "",
    lastName: "",
    note: null,
    address: null,
    updatedAt: world.now(),
  });
  for (const order of orders)
    Object.assign(order, {
      email: null,
      phone: null,
      billingAddress: null,
      shippingAddress: null,
      noteAttributes: [],
      note: null,
    });
}

export function requestCustomerData(world: World, shop: Shop, customer: Customer): void {
  const orderIds = ordersOf(shop, customer).map((order) => order.id);
  for (const app of shop.apps.values()) world.emit(shop, { topic: "customers/data_request", customer, orderIds }, app);
}

/** The merchant removes the app: its tokens stop working at once, `shop/redact` follows 48 hours later. */
export function uninstallApp(world: World, shop: Shop, app: AppInstallation): void {
  shop.apps.delete(app.config.apiKey);
  app.tokens = [];
  world.emit(shop, { topic: "app/uninstalled" }, app);
}

/** Told to an app 48 hours after its end; whoever keeps the time calls it. */
export function redactShop(world: World, shop: Shop, app: AppInstallation): void {
  world.emit(shop, { topic: "shop/redact" }, app);
}

/** The merchant grants or takes back optional scopes. */
export function changeScopes(world: World, shop: Shop, app: AppInstallation, scopes: readonly string[]): void {
  const previous = [...app.scopes];
  app.scopes = [...scopes];
  world.emit(shop, { topic: "app/scopes_update", previous, current: [...scopes] }, app);
}
