import { expect, test } from "vitest";
import { fetchOrderFacts } from "../../../app/services/orders/fetch-order-facts.ts";
import { testApi } from "../../../sandbox/src/admin-api/testing.ts";
import { orders as desk } from "../../../sandbox/src/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { Desk } from "./forms.ts";
import { reconcileWorld } from "./world.ts";

// Ids are the same in every new sandbox.
const like = testApi();
const [first, second, third] = new Desk(like, "").variants.map((id) =>
  [...like.shop.products.values()].find(({ variants }) => variants.some((variant) => variant.id === id)),
);
if (!first || !second || !third) throw new Error("the sandbox has too few products");
const collection = String(first.collectionIds[0]);

const db = await testDatabase();
const rule = {
  percent: { bps: 1000 },
  overrides: [
    { match: { collection }, bps: 2000 },
    { match: { productType: second.productType, vendor: second.vendor }, bps: 500 },
  ],
  exclusions: [{ tag: "never-earns" }],
};
/** The same in words that bodies know. */
const inProducts = (excluded: number[] = []) => {
  const products = [...like.shop.products.values()];
  const within = (ids: number[], bps: number) => ids.map((id) => ({ match: { product: String(id) }, bps }));
  return {
    percent: { bps: 1000 },
    overrides: [
      ...within(
        products.filter((p) => p.collectionIds.includes(Number(collection))).map((p) => p.id),
        2000,
      ),
      ...within(
        products.filter((p) => p.productType === second.productType && p.vendor === second.vendor).map((p) => p.id),
        500,
      ),
    ],
    exclusions: excluded.map((id) => ({ product: String(id) })),
  };
};

const world = await reconcileWorld(db, rule);
const { shopId, deps } = world;
const fetchFacts = () => fetchOrderFacts(deps, { shopId });
const jobs = async () =>
  (await db.pool.query("SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'fetch-order-facts'")).rows;

test("an order is settled with what is known, and asks for the rest", async () => {
  world.desk.place();
  await world.work();
  expect(await world.production.output()).toEqual(world.expected({ percent: { bps: 1000 } }));
  expect(await jobs()).toEqual([{ key: `fetch-order-facts:${shopId}` }]);
  expect(await world.audit()).toEqual([]);
});

test("what was fetched settles it again; once more, nothing is left to do", async () => {
  expect(await fetchFacts()).toEqual({ kind: "fetched", orders: 1, nextAt: null });
  expect(await world.production.output()).toEqual(world.expected(inProducts()));
  expect(await world.audit()).toEqual([]);
  expect(await fetchFacts()).toEqual({ kind: "fetched", orders: 0, nextAt: null });
});

test("another order within the hour needs nothing fetched", async () => {
  world.wait(30);
  world.desk.place({ customer: null });
  await world.work();
  expect(await fetchFacts()).toMatchObject({ orders: 0 });
  expect(await world.production.output()).toEqual(world.expected(inProducts()));
});

test("a product that changes does not change what was sold, and counts for what is sold later", async () => {
  const [old] = world.api.shop.orders.values();
  world.wait(120);
  const product = world.api.shop.products.get(third.id);
  product?.tags.push("never-earns");
  if (old) desk.touchOrder(world.api.world, world.api.shop, old);
  await world.work();
  expect(await world.production.output()).toEqual(world.expected(inProducts()));

  const later = world.desk.place();
  await world.work();
  expect(await fetchFacts()).toMatchObject({ orders: 1 });
  const output = await world.production.output();
  const asLater = world.expected(inProducts([third.id])).orders.find(({ order }) => order === String(later.id));
  expect(output.orders.find(({ order }) => order === String(later.id))).toEqual(asLater);
  expect(output.orders.filter(({ order }) => order !== String(later.id))).toEqual(
    world.expected(inProducts()).orders.filter(({ order }) => order !== String(later.id)),
  );
  expect(await world.audit()).toEqual([]);
  if (product) product.tags = product.tags.filter((tag) => tag !== "never-earns");
});

test("a product that was deleted is in nothing", async () => {
  world.wait(120);
  world.desk.place();
  await world.work();
  world.api.shop.products.delete(first.id);
  expect(await fetchFacts()).toMatchObject({ orders: 1 });
  const { rows } = await db.pool.query(
    "SELECT product_type, tags, collection_ids FROM product_facts WHERE product_id = $1 ORDER BY seen_at DESC LIMIT 1",
    [first.id],
  );
  expect(rows).toEqual([{ product_type: null, tags: [], collection_ids: [] }]);
  expect(await world.audit()).toEqual([]);
});

test("an order that nobody is credited for wants nothing", async () => {
  world.wait(120);
  world.desk.place({ codes: [] });
  await world.work();
  expect(await fetchFacts()).toMatchObject({ orders: 0 });
});
