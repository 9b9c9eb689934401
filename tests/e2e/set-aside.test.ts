import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { install } from "../../scripts/demo/merchant.ts";
import { MerchantDesk } from "./support/merchant-desk.ts";
import { type World, openWorld } from "./support/open-world.ts";

let world: World;
let desk: MerchantDesk;

beforeAll(async () => {
  world = await openWorld("set-aside");
  await install(world.stage);
  desk = await MerchantDesk.of(world);
});
afterAll(() => world[Symbol.asyncDispose]());

/** A delivery as Shopify sends it, signed; what is in it need not be right. */
async function deliver(topic: string, text: string): Promise<void> {
  const { stage } = world;
  const answer = await fetch(`${stage.app.url}/webhooks`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": stage.shop,
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Event-Id": randomUUID(),
      "X-Shopify-API-Version": "2026-10",
      "X-Shopify-Triggered-At": new Date().toISOString(),
      "X-Shopify-Hmac-Sha256": createHmac("sha256", stage.apiSecret).update(text).digest("base64"),
    },
    body: text,
  });
  expect(answer.status).toBe(200);
}

const order = (id: number) =>
  JSON.stringify({
    id,
    currency: "EUR",
    created_at: "2026-11-20T10:00:00Z",
    processed_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    financial_status: "paid",
    email: "lena@example.net",
    line_items: [{ id: id * 10, quantity: 1, price: "12.00" }],
  });

test("nothing was set aside: the page says so", async () => {
  await desk.open();
  await desk.goTo("Missed orders");
  await desk.app.getByRole("link", { name: "Messages set aside" }).click();
  await desk.app.getByText("Nothing was set aside").waitFor();
  expect(await desk.app.getByRole("button", { name: /again/ }).count()).toBe(0);
  await desk.shows("01-empty");
});

test("what could not be used is told on the home, with order and reason, and is tried again", async () => {
  for (const id of [5001, 5002]) await deliver("orders/create", order(id));
  await deliver("orders/updated", "{");
  await desk.page.locator("#app-home").click();
  await desk.app.getByText("3 messages from Shopify could not be read").waitFor();
  await desk.app.getByRole("link", { name: "Look at the messages" }).click();
  await desk.app.getByRole("heading", { name: "A part of it could not be read: 2 messages" }).waitFor();
  const table = desk.app.getByRole("table", { name: "Messages set aside" });
  expect(await table.innerText()).toContain("currency: is EUR, but the shop's currency is USD");
  expect(await desk.app.locator("body").innerText()).not.toContain("lena@example.net");
  await desk.shows("02-two-reasons");

  await desk.app.getByRole("link", { name: /Show only these.*1/ }).click();
  await desk.app.getByRole("row").nth(2).waitFor({ state: "detached" });
  expect(await table.innerText()).toContain("It arrived damaged");
  await desk.app.getByRole("link", { name: "Show all" }).click();

  await world.stage.query("UPDATE shops SET currency = 'EUR'");
  await desk.button("Try again: New order, order 5001").click();
  await desk.toast("1 message will be worked on again");
  await desk.app.getByRole("heading", { name: "A part of it could not be read: 1 message" }).waitFor();
  await desk.button("Try all again: A part of it could not be read").click();
  await desk.toast("1 message will be worked on again");
  await desk.app.getByRole("heading", { name: /A part of it could not be read/ }).waitFor({ state: "detached" });
  await expect
    .poll(async () => (await world.stage.query("SELECT 1 FROM order_states WHERE order_id IN (5001, 5002)")).length)
    .toBe(2);
});

test("a customer who asks for their data: the merchant finds the answer, and downloads it", async () => {
  await desk.goTo("Settings");
  await desk.app.getByRole("link", { name: "Privacy requests" }).click();
  await desk.app.getByText("No requests yet").waitFor();
  await desk.shows("03-no-requests");
  await deliver(
    "customers/data_request",
    JSON.stringify({ shop_id: 1, orders_requested: [5001, 5002], customer: { id: 7 }, data_request: { id: 9 } }),
  );
  await deliver("customers/redact", JSON.stringify({ shop_id: 1, customer: { id: 8 }, orders_to_redact: [] }));
  await expect.poll(async () => (await world.stage.query("SELECT 1 FROM privacy_requests")).length).toBe(2);
  await desk.page.reload();
  await desk.goTo("Settings");
  await desk.app.getByRole("link", { name: "Privacy requests" }).click();
  await desk.app.getByText("Nothing was stored").waitFor();
  await desk.shows("04-requests");
  const downloaded = desk.page.waitForEvent("download");
  await desk.app.getByRole("button", { name: /^Download/ }).click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toMatch(/^customer-data-.*\.csv$/);
  const csv = readFileSync((await download.path()) ?? "", "utf8");
  expect(csv).toMatch(/5001,.*\r\n5002,/);
  expect(csv).not.toContain("lena@example.net");
});
