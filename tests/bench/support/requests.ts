import { createHmac } from "node:crypto";
import { orderBodies } from "./bodies.ts";
import type { LoadJob } from "./load.ts";

export const secret = "a secret of the bench";
export const shopDomain = "bench.myshopify.com";
export const linkTokens = Array.from({ length: 200 }, (_, index) => `bench_${index}`);

/** Gives the next request to send, ready for the wire. */
export type NextRequest = () => Uint8Array;

/** Bodies are made and signed ahead; each request gets a webhook id of its own, so that none is a repetition. */
const distinctBodies = 2_000;

export const requestsFor: Record<LoadJob["kind"], () => NextRequest> = { webhooks, redirect };

function webhooks(): NextRequest {
  const marker = "00000000-0000-4000-8000-000000000000";
  const ready = orderBodies(distinctBodies).map((body) => {
    const head =
      `POST /webhooks HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `X-Shopify-Topic: orders/updated\r\nX-Shopify-Shop-Domain: ${shopDomain}\r\nX-Shopify-API-Version: 2026-10\r\n` +
      `X-Shopify-Hmac-Sha256: ${createHmac("sha256", secret).update(body).digest("base64")}\r\n` +
      `X-Shopify-Triggered-At: ${new Date().toISOString()}\r\nX-Shopify-Event-Id: ${marker}\r\n` +
      `X-Shopify-Webhook-Id: ${marker}\r\n\r\n`;
    return { bytes: Buffer.concat([Buffer.from(head), body]), at: head.lastIndexOf(marker) };
  });
  const run = Date.now().toString(16).slice(-8);
  let sent = 0;
  return () => {
    const { bytes, at } = ready[sent % distinctBodies]!;
    // The id's head is spread over all values, as a random one's is; its tail tells the run.
    bytes.write(spread(sent), at, "latin1");
    bytes.write(`${run}${(sent++).toString(16).padStart(4, "0").slice(-4)}`, at + 24, "latin1");
    return bytes;
  };
}

const spread = (count: number): string => (Math.imul(count + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");

const agents = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
];

function redirect(): NextRequest {
  const addresses = Array.from({ length: 5_000 }, (_, index) => `10.${index % 200}.${index % 251}.${index % 249}`);
  const ready = addresses.map((address, index) =>
    Buffer.from(
      `GET /r/${linkTokens[index % linkTokens.length]} HTTP/1.1\r\nHost: bench\r\nUser-Agent: ${agents[index % agents.length]}\r\n` +
        `Accept: text/html\r\nAccept-Language: en\r\nX-Forwarded-For: ${address}\r\n\r\n`,
    ),
  );
  let sent = 0;
  return () => ready[sent++ % ready.length]!;
}
