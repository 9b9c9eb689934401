import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { type HealDeps, healOrders } from "./heal-orders.ts";
import type { ReconciledShop } from "../ports/reconciliation.ts";

test("what is behind is put into the inbox from the oldest order to the newest, however it was listed", async () => {
  const delivered: string[] = [];
  const deps = {
    store: {
      behind: async (_, stamps) => stamps.map((stamp) => ({ ...stamp, kind: "missing" })),
      deliver: async (_, { orderId }) => delivered.push(orderId) > 0,
      count: async () => undefined,
    } as Partial<HealDeps["store"]> as HealDeps["store"],
    source: { whole: async (_, orderId) => ({ orderId, updatedAt: instant(0), body: {} }) } as Partial<
      HealDeps["source"]
    > as HealDeps["source"],
    clock: { now: () => instant(0) },
  } satisfies HealDeps;
  const stamps = ["1002", "999", "1001"].map((orderId) => ({ orderId, updatedAt: instant(0) }));
  const found = await healOrders(deps, { id: 1 } as ReconciledShop, "sweep", stamps);
  expect(delivered).toEqual(["999", "1001", "1002"]);
  expect(found).toEqual({ compared: 3, missing: 3, newer: 0 });
});
