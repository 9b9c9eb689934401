import { createHash } from "node:crypto";
import { cartItems, findVariant, isQuantity, refuse } from "../orders/cart-items.ts";
import { findCustomer } from "../orders/customers.ts";
import { quote, type Quote } from "../orders/quote.ts";
import type { Outcome } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import type { Cart, CartLine, Session } from "./session.ts";

/** Per order Shopify takes five codes of products and orders, and one of shipping. */
const MAX_CODES = 6;
const MAX_CODE_LENGTH = 255;

export interface NewLine {
  readonly variantId: number;
  readonly quantity: number;
  readonly properties: { name: string; value: string }[];
}

export function addLine(shop: Shop, cart: Cart, wanted: NewLine): Outcome<CartLine> {
  const found = findVariant(shop, wanted.variantId);
  if (!found || found.product.status !== "ACTIVE") return refuse("This product is not available", "id");
  if (!isQuantity(wanted.quantity)) return refuse("Choose a quantity from 1", "quantity");
  const key = keyOf(wanted);
  const same = cart.lines.find((line) => line.key === key);
  if (same) same.quantity += wanted.quantity;
  const line = same ?? { key, ...wanted };
  if (!same) cart.lines.push(line);
  return { kind: "done", value: line };
}

/** The same variant with other properties is another line. */
const keyOf = ({ variantId, properties }: NewLine): string =>
  `${variantId}:${createHash("md5").update(JSON.stringify(properties)).digest("hex")}`;

/** Sets a line's quantity by its key or its variant; 0 removes it. */
export function setQuantity(cart: Cart, keyOrVariant: string, quantity: number): boolean {
  const line = cart.lines.find((it) => it.key === keyOrVariant || String(it.variantId) === keyOrVariant);
  if (!line || !(quantity === 0 || isQuantity(quantity))) return false;
  line.quantity = quantity;
  cart.lines = cart.lines.filter((it) => it.quantity > 0);
  return true;
}

/** What the cart costs now; lines whose product has gone are taken out first. */
export function quoteCart(
  world: World,
  shop: Shop,
  session: Session,
  more: { email?: string; tipMinor?: bigint } = {},
): Quote {
  const { cart } = session;
  cart.lines = cart.lines.filter((line) => findVariant(shop, line.variantId)?.product.status === "ACTIVE");
  const items = cartItems(shop, cart.lines);
  if (items.kind === "refused") throw new Error(items.message);
  return quote(shop, {
    items: items.value,
    codes: cart.codes,
    customer: more.email ? findCustomer(shop, more.email) : null,
    presentmentCurrency: session.currency,
    tipMinor: more.tipMinor ?? 0n,
    now: world.now(),
  });
}

export type CodeGiven = { kind: "applied" } | { kind: "kept_for_later" | "refused"; message: string };

/**
 * Takes a code into the cart. One that does not combine with those there replaces them when
 * it saves more, else it stays out: Shopify gives the shopper the better of the two.
 */
export function giveCode(
  world: World,
  shop: Shop,
  session: Session,
  given: string,
  when: "cart" | "checkout",
): CodeGiven {
  const code = given.trim().slice(0, MAX_CODE_LENGTH);
  if (!code) return { kind: "refused", message: "Enter a valid discount code" };
  const others = session.cart.codes.filter((it) => it.toLowerCase() !== code.toLowerCase());
  const judge = (codes: string[]) => {
    const quoted = quoteCart(world, shop, { ...session, cart: { ...session.cart, codes } });
    return { quoted, verdict: quoted.verdicts.find((it) => it.code.toLowerCase() === code.toLowerCase()) };
  };
  const alone = judge([code]);
  if (alone.verdict?.kind !== "applies") {
    const message = alone.verdict?.message ?? "Enter a valid discount code";
    if (when === "checkout") return { kind: "refused", message };
    session.cart.codes = [...others, code].slice(-MAX_CODES);
    return { kind: "kept_for_later", message };
  }
  const together = judge([...others, code]);
  if (together.verdict?.kind === "applies") {
    session.cart.codes = [...others, code].slice(-MAX_CODES);
    return { kind: "applied" };
  }
  const before = judge(others).quoted.priced.discountTotal.presentment;
  if (alone.quoted.priced.discountTotal.presentment <= before) {
    return { kind: "refused", message: `${together.verdict?.message ?? code}; what you have saves more` };
  }
  session.cart.codes = [code];
  return { kind: "applied" };
}

export function removeCode(session: Session, code: string): void {
  session.cart.codes = session.cart.codes.filter((it) => it.toLowerCase() !== code.trim().toLowerCase());
}
