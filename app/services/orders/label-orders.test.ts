import { afterEach, expect, test, vi } from "vitest";
import { labelOrders } from "./label-orders.ts";
import type { OrderLabels } from "../ports/order-labels.ts";

const shop = { id: 1, domain: "demo.myshopify.com" };
const named = (...ids: string[]) =>
  new Map(ids.map((id) => [id, { name: `#${id}`, lines: new Map<string, string>() }]));
const label = (asked: OrderLabels["asked"]) =>
  labelOrders({ orderLabels: { kept: async () => named("1", "2"), asked } }, shop, ["1", "2", "3"], { lines: false });

afterEach(() => vi.useRealTimers());

test("Shopify is asked for what no kept body tells, and for nothing else", async () => {
  const asked = vi.fn<OrderLabels["asked"]>(async (_, orderIds) => named(...orderIds));
  expect([...(await label(asked)).keys()]).toEqual(["1", "2", "3"]);
  expect(asked.mock.calls).toEqual([["demo.myshopify.com", ["3"], { lines: false }]]);
});

test("nothing is asked where all is kept", async () => {
  const asked = vi.fn<OrderLabels["asked"]>();
  await labelOrders({ orderLabels: { kept: async () => named("1"), asked } }, shop, ["1"], { lines: true });
  expect(asked).not.toHaveBeenCalled();
});

test("a refusal leaves the others named", async () =>
  expect([...(await label(() => Promise.reject(new Error("no token")))).keys()]).toEqual(["1", "2"]));

test("nobody waits for Shopify longer than 1.5 seconds", async () => {
  vi.useFakeTimers();
  const labels = label(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(1_500);
  expect([...(await labels).keys()]).toEqual(["1", "2"]);
});
