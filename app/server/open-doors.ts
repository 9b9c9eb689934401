import type { Container } from "./container.ts";
import type { Door, Doors } from "./http.ts";

/** The plain Node handlers of this process, and what to close when it ends. */
export async function openDoors(_container: Container): Promise<{ doors: Doors; close(): Promise<void> }> {
  return { doors: { webhooks: unavailable, referral: unavailable }, close: async () => {} };
}

/** Asks the sender to come back: Shopify retries a 503. */
const unavailable: Door = (_request, response) => {
  response.writeHead(503, { "Retry-After": "30", "Content-Type": "text/plain" }).end("Not available");
};
