/** The jobs as the worker runs them: added by settling and by the clock, done by graphile-worker. */
import { Logger, runOnce } from "graphile-worker";
import { expect, test, vi } from "vitest";
import { orderTasks } from "../../../app/server/order-tasks.ts";
import { periodicTasks } from "../../../app/server/periodic.ts";
import { AdminUnauthorized } from "../../../app/adapters/shopify/admin-errors.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { askForBackFill } from "../../../app/services/reconcile/back-fill-orders.ts";
import { testApi } from "../../../sandbox/src/admin-api/testing.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { Desk } from "./forms.ts";
import { reconcileWorld } from "./world.ts";

const like = testApi();
const [variant] = new Desk(like, "").variants;
const product = [...like.shop.products.values()].find(({ variants }) => variants.some(({ id }) => id === variant));
const db = await testDatabase();
const rule = { percent: { bps: 1000 }, overrides: [{ match: { productType: product?.productType }, bps: 5000 }] };
const world = await reconcileWorld(db, rule);
const ofThatType = [...like.shop.products.values()].filter(({ productType }) => productType === product?.productType);
/** The same in words that bodies know. */
const inProducts = {
  percent: { bps: 1000 },
  overrides: ofThatType.map(({ id }) => ({ match: { product: String(id) }, bps: 5000 })),
};
const { shopId, deps } = world;

type Parts = Parameters<typeof orderTasks>[0];
const warn = vi.fn<(fields: object, message: string) => void>();
const log = { info: () => undefined, warn, error: () => undefined } as unknown as Parts["log"];
const read = (payload: unknown) => payload as { shopId: number };
const parts = (source = deps.source) =>
  ({
    connection: db,
    reconciliation: deps.store,
    wantedFacts: deps.wanted,
    orderSource: source,
    clock: deps.clock,
    log,
  }) satisfies Parts;

async function runJobs(source = deps.source): Promise<void> {
  const taskList = orderTasks(parts(source), read);
  await runOnce({
    connectionString: db.url,
    taskList,
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
  });
  await world.work();
}
const every5Minutes = () =>
  Promise.resolve(periodicTasks({ ...parts(), database: {} } as never)["reconcile-shops"]?.(null));

test("what a settling wants is fetched by its job", async () => {
  world.desk.place();
  await world.work();
  await runJobs();
  expect(await world.production.output()).toEqual(world.expected(inProducts));
});

test("every five minutes a lost order is found", async () => {
  world.wait(1);
  world.dropped(() => world.desk.place({ customer: null }));
  world.wait(5);
  await every5Minutes();
  await runJobs();
  await runJobs();
  expect(await world.production.output()).toEqual(world.expected(inProducts));
});

test("while the token is not accepted nothing is lost: the clock asks again", async () => {
  const unauthorized = async () => {
    throw new AdminUnauthorized("demo-store.myshopify.com");
  };
  world.wait(120);
  world.desk.place({ customer: null });
  await world.work();
  await runJobs({ ...deps.source, products: unauthorized });
  expect(warn).toHaveBeenCalledWith({ shopId, job: "fetch-order-facts" }, expect.stringContaining("token"));
  expect(await world.production.output()).not.toEqual(world.expected(inProducts));
  await every5Minutes();
  await runJobs();
  expect(await world.production.output()).toEqual(world.expected(inProducts));
});

test("a back-fill that was asked for is done to its end", async () => {
  for (let n = 0; n < 60; n += 1) world.dropped(() => world.desk.place({ customer: null, codes: [] }));
  expect(await askForBackFill(deps, { shopId, from: instant(0) })).toEqual({ kind: "begun" });
  await runJobs();
  expect(await world.counted()).toContainEqual(
    expect.objectContaining({ kind: "back_fill", state: "done", missing: 60 }),
  );
  expect(await world.production.output()).toEqual(world.expected(inProducts));
});
