import type { Arrival, StorefrontVisits } from "#app/services/ports/capture-self-test.ts";

const PATIENCE_MS = 5_000;
/** A page is smaller; more is not read. */
const LONGEST = 4 * 1024 * 1024;
/** From a shop's permanent name to its own, by the discount's page, to its language. */
const MOST_STEPS = 5;

/** Looks at a shop's pages as a shopper's browser gets them. The embed is told by its script's own attributes. */
export function createStorefrontProbe(fetch: typeof globalThis.fetch): StorefrontVisits {
  return {
    async visit(url) {
      try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const walked = await walk(new URL(url), (address) => fetch(address, { signal, redirect: "manual" }));
        return walked === null ? { kind: "unreachable" } : await arrivalOf(walked);
      } catch {
        return { kind: "unreachable" }; // no network, no such host, too slow
      }
    },
  };
}

type Walked = { readonly address: URL; readonly response: Response };

/** Step by step, so that each address can be looked at before it is followed. */
async function walk(from: URL, get: (address: URL) => Promise<Response>): Promise<Walked | null> {
  let address = from;
  for (let step = 0; step <= MOST_STEPS; step++) {
    const response = await get(address);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return { address, response };
    await response.body?.cancel();
    const next = new URL(location, address);
    if (next.protocol !== "https:" && next.host !== address.host) return null;
    address = next;
  }
  return null;
}

async function arrivalOf({ address, response }: Walked): Promise<Arrival> {
  if (response.status === 404) return { kind: "missing" };
  if (!response.ok || address.pathname.startsWith("/password")) return { kind: "unreachable" };
  const html = (await response.text()).slice(0, LONGEST);
  return { kind: "arrived", address, embed: /<script[^>]+capture\.js[^>]+data-proxy=/s.test(html) };
}
