import type { StorefrontProbe } from "#app/services/ports/capture-report.ts";

const PATIENCE_MS = 5_000;
/** A home page is smaller; more is not read. */
const LONGEST = 4 * 1024 * 1024;

/** Looks at a shop's home page as a shopper's browser gets it. The embed is told by its script's own attributes. */
export function createStorefrontProbe(fetch: typeof globalThis.fetch): StorefrontProbe {
  return {
    async embed(host) {
      try {
        const response = await fetch(`https://${host}/`, {
          signal: AbortSignal.timeout(PATIENCE_MS),
          redirect: "follow",
        });
        if (!response.ok || new URL(response.url || `https://${host}/`).pathname.startsWith("/password"))
          return "unreachable";
        const html = (await response.text()).slice(0, LONGEST);
        return /<script[^>]+capture\.js[^>]+data-proxy=/s.test(html) ? "there" : "absent";
      } catch {
        return "unreachable";
      }
    },
  };
}
