import { expect, test } from "vitest";
import { orderActions } from "../orders/index.ts";
import { addCode, findCode, removeCode, renameCode } from "./codes.ts";
import { Clock } from "./clock.ts";
import { idOf, parseGid } from "./ids.ts";
import { convert, decimalText, divideRounded, parseDecimal } from "./money.ts";
import { DEMO_DOMAIN, seedWorld } from "./seed.ts";
import { seedPastOrders } from "./seed-orders.ts";

test.each([
  { minor: 1234n, currency: "USD", text: "12.34" },
  { minor: -5n, currency: "USD", text: "-0.05" },
  { minor: 1200n, currency: "JPY", text: "1200" },
  { minor: 1005n, currency: "KWD", text: "1.005" },
])("$minor $currency is written $text and read back", ({ minor, currency, text }) => {
  expect(decimalText(minor, currency)).toBe(text);
  expect(parseDecimal(text, currency)).toBe(minor);
});

test.each([
  { text: "10", currency: "USD", minor: 1000n },
  { text: "0.005", currency: "USD", minor: 1n },
  { text: "-0.005", currency: "USD", minor: -1n },
  { text: "19.5", currency: "JPY", minor: 20n },
])("$text $currency reads as $minor, rounded half away from zero", ({ text, currency, minor }) =>
  expect(parseDecimal(text, currency)).toBe(minor),
);

test("what is no amount is refused", () => expect(() => parseDecimal("1,5", "USD")).toThrow("no decimal amount"));

test("conversion knows both exponents", () => {
  expect(convert(1000n, "EUR", "JPY", 162_450_000n)).toBe(1625n); // 10.00 × 162.45 = 1624.5
  expect(convert(1000n, "USD", "KWD", 307_000n)).toBe(3070n);
  expect(divideRounded(-5n, 2n)).toBe(-3n);
});

test("global ids tell their kind and number", () => {
  expect(parseGid("gid://shopify/Order/12?x=1")).toEqual({ kind: "Order", id: 12 });
  expect(parseGid("Order/12")).toBeNull();
  expect(idOf("gid://shopify/Order/12", "Product")).toBeNull();
});

test("the clock moves, the machine's does not", () => {
  const clock = new Clock(() => 1000);
  clock.move(500);
  expect([clock.now().getTime(), clock.machine().getTime()]).toEqual([1500, 1000]);
  clock.travelTo(new Date(0));
  expect(clock.now().getTime()).toBe(0);
});

test("work is done when its time has come, the oldest first", () => {
  let time = 0;
  const world = seedWorld(() => time);
  const done: string[] = [];
  world.later(20, () => done.push("second"));
  world.later(10, () => done.push("first"));
  time = 9;
  world.settle();
  expect(done).toEqual([]);
  time = 30;
  world.settle();
  world.settle();
  expect(done).toEqual(["first", "second"]);
});

test("codes are one namespace a shop, without case", () => {
  const shop = seedWorld().shop(DEMO_DOMAIN);
  const [discount] = shop.discounts.values();
  if (!discount) throw new Error("no discount was seeded");
  const code = { id: 1, code: "Maya10", usageCount: 0, createdAt: new Date() };
  expect(addCode(shop, discount, code)).toBe(true);
  expect(addCode(shop, discount, { ...code, id: 2, code: "MAYA10" })).toBe(false);
  expect(findCode(shop, " maya10 ")?.redeemCode).toBe(code);
  expect(renameCode(shop, discount, code, "JUNE15")).toBe(false);
  expect(renameCode(shop, discount, code, "maya10")).toBe(true);
  removeCode(shop, discount, code);
  expect(findCode(shop, "MAYA10")).toBeNull();
});

function seeded(): unknown {
  const world = seedWorld(() => Date.parse("2026-11-24T12:00:00Z"));
  const before = world.now();
  const orders = seedPastOrders(world, world.shop(DEMO_DOMAIN), orderActions);
  expect(world.now()).toEqual(before);
  return orders.map((o) => [
    [o.name, o.id, o.createdAt, o.codes],
    o.lines.map((l) => [l.sku, l.quantity, l.currentQuantity]),
  ]);
}

test("the same seed and clock give the same store", () => expect(seeded()).toEqual(seeded()));
