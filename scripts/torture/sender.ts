import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { deliveriesOf } from "../../tests/bench/pipeline/orders.ts";
import { randomNumbers } from "../../tests/bench/support/bodies.ts";
import { secret } from "../../tests/bench/support/requests.ts";
import { Wire } from "../../tests/bench/support/wire.ts";
import type { Delivery } from "../../app/services/ports/inbox.ts";

/** The stories of a run: the same for the same seed. More orders than any run comes to. */
export const stories = (seed: number): Generator<Delivery> => deliveriesOf(1_000_000, 1_000_000_000, seed);

export type Sent = {
  /** Deliveries taken from the stories. */
  taken: number;
  /** Webhook ids that were answered 2xx. */
  acknowledged: Set<string>;
  /** Requests, repetitions and failures included. */
  requests: number;
  refused: number;
};

const together = 500;

/**
 * Sends as fast as answers come, or `rate` a second at most: shuffled a few hundred at a time, a fifth of them twice at once,
 * and each again and again until it is answered 2xx, as Shopify would.
 */
export function startSending(options: { port: number; seed: number; senders: number; rate?: number | undefined }) {
  const { port, seed, senders, rate = Infinity } = options;
  const source = stories(seed);
  const random = randomNumbers(seed + 1);
  const sent: Sent = { taken: 0, acknowledged: new Set(), requests: 0, refused: 0 };
  let stopping = false;
  let ahead: Delivery[] = [];
  let slotAt = performance.now();

  /** Each delivery has its moment; after a pause they do not come all at once. */
  async function itsMoment(): Promise<void> {
    slotAt = Math.max(slotAt + 1000 / rate, performance.now() - 1000);
    const early = slotAt - performance.now();
    if (early > 0 && !stopping) await sleep(early);
  }

  function next(): Delivery | undefined {
    if (ahead.length === 0 && !stopping) {
      const fresh: Delivery[] = [];
      for (let count = 0; count < together; count++) fresh.push(source.next().value as Delivery);
      sent.taken += fresh.length;
      ahead = fresh.flatMap((delivery) => (random() < 0.2 ? [delivery, delivery] : [delivery]));
      for (let at = ahead.length - 1; at > 0; at--) {
        const other = Math.floor(random() * (at + 1));
        [ahead[at], ahead[other]] = [ahead[other]!, ahead[at]!];
      }
    }
    return ahead.pop();
  }

  async function sender(): Promise<void> {
    let wire: Wire | undefined;
    for (let delivery = next(); delivery !== undefined; delivery = next()) {
      const request = requestOf(delivery);
      await itsMoment();
      for (;;) {
        sent.requests++;
        wire ??= await Wire.open(new URL(`http://127.0.0.1:${port}`)).catch(() => undefined);
        const status = (await wire?.send(request).catch(() => 0)) ?? 0;
        if (status >= 200 && status < 300) break;
        sent.refused++;
        if (status === 0) {
          wire?.close();
          wire = undefined;
        }
        await sleep(100 + random() * 200);
      }
      sent.acknowledged.add(delivery.webhookId);
    }
    wire?.close();
  }

  const done = Promise.all(Array.from({ length: senders }, sender));
  return {
    sent,
    /** Takes no more stories; resolves when everything taken was answered. */
    async finish(): Promise<Sent> {
      stopping = true;
      await done;
      return sent;
    },
  };
}

function requestOf(delivery: Delivery): Buffer {
  const headers = { Host: "torture", "Content-Length": delivery.body.length, ...headersOf(delivery) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`POST /webhooks HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), delivery.body]);
}

/** Shopify's, with the signature. */
export const headersOf = ({ topic, shopDomain, webhookId, triggeredAt, body }: Delivery): Record<string, string> => ({
  "X-Shopify-Topic": topic,
  "X-Shopify-Shop-Domain": shopDomain,
  "X-Shopify-API-Version": "2026-10",
  "X-Shopify-Webhook-Id": webhookId,
  "X-Shopify-Triggered-At": new Date(triggeredAt ?? 0).toISOString(),
  "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
});
