import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { HOUR_MS } from "../../../app/domain/kernel/instant.ts";
import { installShop } from "../../../app/services/shops/install-shop.ts";
import { merchantWorld, plainSealer, profileOf } from "./world.ts";

const { connection, deps, clock, database, jobs } = await merchantWorld();

function shopInfo(change: Partial<ReturnType<typeof profileOf>> = {}) {
  let asked = 0;
  return { profile: async (domain: string) => ((asked += 1), { ...profileOf(domain), ...change }), asked: () => asked };
}

test("a first page load, which runs it twice at once, makes one shop and one brand", async () => {
  const info = shopInfo();
  const shops = await Promise.all(
    [1, 2, 3, 4].map(() => installShop({ ...deps, shopInfo: info }, { domain: "first.myshopify.com" })),
  );
  expect(new Set(shops.map((shop) => shop.id)).size).toBe(1);
  expect(shops[0]).toMatchObject({ domain: "first.myshopify.com", currency: "USD", timeZone: "America/New_York" });
  expect(await connection.prisma.shop.count({ where: { domain: "first.myshopify.com" } })).toBe(1);
  expect(await connection.prisma.brand.count({ where: { slug: "first" } })).toBe(1);
});

test("a known shop is not asked about again until a day has passed", async () => {
  const info = shopInfo({ name: "Renamed" });
  await installShop({ ...deps, shopInfo: info }, { domain: "first.myshopify.com" });
  expect(info.asked()).toBe(0);
  clock.advance(25 * HOUR_MS);
  const shop = await installShop({ ...deps, shopInfo: info }, { domain: "first.myshopify.com" });
  expect(info.asked()).toBe(1);
  expect(shop.name).toBe("Renamed");
});

test("a shop that comes back after an uninstall is the same shop", async () => {
  const before = await installShop({ ...deps, shopInfo: shopInfo() }, { domain: "back.myshopify.com" });
  await connection.prisma.shop.update({ where: { id: before.id }, data: { uninstalledAt: new Date() } });
  expect(await database.shops.installed("back.myshopify.com")).toBeNull();
  const after = await installShop({ ...deps, shopInfo: shopInfo() }, { domain: "back.myshopify.com" });
  expect(after.id).toBe(before.id);
  expect(await database.shops.installed("back.myshopify.com")).not.toBeNull();
});

test.each([
  { why: "that lets us", scopes: "read_orders,write_pixels", times: 1 },
  { why: "that does not", scopes: "read_orders", times: 0 },
])("installing a shop $why switches its web pixel on: $times", async ({ scopes, times }) => {
  const domain = `pixel-${times}.myshopify.com`;
  const info = shopInfo({ scopes });
  const install = () => installShop({ ...deps, shopInfo: info }, { domain });
  const [{ id }] = await Promise.all([install(), install()]);
  clock.advance(25 * HOUR_MS);
  await install();
  const wanted = { task: "activate-pixel", payload: { shopId: id } };
  expect((await jobs()).filter((job) => isDeepStrictEqual(job, wanted))).toHaveLength(times);
});

test("where Shopify writes to the shop is kept sealed, and follows Shopify; without it the brand is not mailed", async () => {
  const domain = "mailed.myshopify.com";
  const mailed = async (email: string | null) => {
    clock.advance(25 * HOUR_MS);
    const shop = await installShop({ ...deps, shopInfo: shopInfo({ email }) }, { domain });
    const mail = { kind: "test", shopId: shop.id, subject: "Hello", text: "" };
    await database.transaction((tx) => tx.mail.toBrand(mail));
    const rows = await connection.prisma.mailOutbox.findMany({ where: { kind: "test" }, orderBy: { id: "asc" } });
    return rows.map(({ messageCiphertext }) => JSON.parse(plainSealer.open(messageCiphertext!)) as { to: string });
  };
  expect(await mailed("owner@shop.example")).toMatchObject([{ to: "owner@shop.example", subject: "Hello" }]);
  expect((await mailed("new@shop.example")).map(({ to }) => to)).toEqual(["owner@shop.example", "new@shop.example"]);
  expect(await mailed(null)).toHaveLength(2);
});
