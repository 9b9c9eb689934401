import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const published = path.join(import.meta.dirname, "../../fixtures/payloads/appjs.order.03.json");
const order = JSON.parse(readFileSync(published, "utf8")) as Record<string, unknown>;
const creators = 1_000;
const startAt = Date.parse("2026-01-01T00:00:00Z");

/** An offer of 10 % with tiers and a budget, so that running totals are read, and 1,000 creators with a code each. */
export function writeOffer(file: string): void {
  const rule = {
    tiers: {
      by: "net_sales",
      period: "calendar_month",
      mode: "marginal",
      steps: [
        { fromMinor: "0", bps: 1000 },
        { fromMinor: "100000", bps: 1500 },
      ],
    },
    caps: { budgetMinor: "1000000000" },
  };
  const partnerships = Array.from({ length: creators }, (_, n) => ({ creator: `creator${n}`, codes: [`CREATOR${n}`] }));
  writeFileSync(file, JSON.stringify({ currency: "USD", rule, partnerships }));
}

/** Each order is told twice, in the form that Shopify publishes: about 4 KB a delivery. */
export async function writeDeliveries(file: string, count: number): Promise<void> {
  await pipeline(Readable.from(lines(count)), createWriteStream(file));
}

function* lines(count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const number = index >> 1;
    const at = new Date(startAt + number * 60_000).toISOString();
    const updatedAt = new Date(startAt + number * 60_000 + (index & 1) * 3_600_000).toISOString();
    const body = {
      ...order,
      id: 1_000_000_000 + number,
      created_at: at,
      processed_at: at,
      updated_at: updatedAt,
      email: `shopper${number % 20_000}@example.com`,
      customer: { id: 5_000_000 + (number % 20_000) },
      discount_codes: [{ code: `CREATOR${number % creators}`, amount: "0.00", type: "percentage" }],
    };
    const topic = index & 1 ? "orders/updated" : "orders/create";
    const head = { topic, shop: "bench.myshopify.com", webhookId: `bench-${index}`, triggeredAt: updatedAt };
    yield `${JSON.stringify({ ...head, body })}\n`;
  }
}
