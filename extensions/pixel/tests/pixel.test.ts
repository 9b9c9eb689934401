import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { documented, onPage } from "./documented-events.ts";

type Listener = (event: object) => void;

/** Shopify's side of a pixel: runs it, publishes to it, and lets the shopper decide. */
async function startPixel({ consent = true, stored = new Map<string, string>() } = {}) {
  const listeners = new Map<string, Listener>();
  const deciders: Listener[] = [];
  const api = {
    settings: { collector: "https://app.example/api/events", account: "acct-1" },
    analytics: { subscribe: (name: string, run: Listener) => listeners.set(name, run) },
    browser: {
      sessionStorage: {
        getItem: async (key: string) => stored.get(key) ?? null,
        setItem: async (key: string, value: string) => stored.set(key, value),
      },
    },
    init: { customerPrivacy: { analyticsProcessingAllowed: consent } },
    customerPrivacy: { subscribe: (_name: string, run: Listener) => deciders.push(run) },
  };
  vi.stubGlobal("shopify", {
    extend: (point: string, run: (given: typeof api) => void) => point === "WebPixel::Render" && run(api),
  });
  vi.resetModules();
  await import("../src/index.ts");
  return {
    names: [...listeners.keys()],
    publish: (event: { name: string; data?: object }) => listeners.get(event.name)?.(event),
    decide(analyticsProcessingAllowed: boolean) {
      for (const run of deciders) run({ customerPrivacy: { analyticsProcessingAllowed } });
    },
  };
}

describe("the web pixel", () => {
  const fetch = vi.fn<typeof globalThis.fetch>();
  const sent = () => fetch.mock.calls.map(([, init]): Record<string, unknown> => JSON.parse(String(init?.body)));
  const settled = (count: number) => vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(count));

  beforeEach(() => {
    fetch.mockReset().mockResolvedValue(new Response(null, { status: 204 }));
    vi.stubGlobal("fetch", fetch);
  });
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    { event: documented.page_viewed, product: "", checkout: "", order: "" },
    { event: documented.product_viewed, product: "632910392", checkout: "", order: "" },
    { event: documented.product_added_to_cart, product: "632910392", checkout: "", order: "" },
    { event: documented.checkout_started, product: "", checkout: "5b21d3a6", order: "" },
    { event: documented.checkout_completed, product: "", checkout: "5b21d3a6", order: "5001" },
  ])("tells $event.name, by ids of things alone", async ({ event, ...ids }) => {
    const pixel = await startPixel();
    pixel.publish(event);
    await settled(1);
    const [told] = sent();
    expect(told).toEqual({
      account: "acct-1",
      visit: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ref: "tokmaya",
      id: event.id,
      step: event.name,
      at: "2026-11-24T10:00:00.000Z",
      ...ids,
    });
    expect(fetch.mock.calls[0]?.[0]).toBe("https://app.example/api/events");
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ keepalive: true, headers: { "Content-Type": "text/plain" } });
  });

  test("a product without an id, and an empty cart line, are no error", async () => {
    const pixel = await startPixel();
    pixel.publish({ ...documented.product_added_to_cart, data: { cartLine: null } });
    await settled(1);
    expect(sent()[0]).toMatchObject({ step: "product_added_to_cart", product: "" });
  });

  test("a visit keeps its number and its link over pages, and takes a newer link", async () => {
    const stored = new Map<string, string>();
    const first = await startPixel({ stored });
    first.publish(documented.page_viewed);
    await settled(1);
    const second = await startPixel({ stored });
    second.publish(onPage(documented.page_viewed, ""));
    await settled(2);
    second.publish(onPage(documented.page_viewed, "?ref=tokben"));
    await settled(3);
    const [one, two, three] = sent();
    expect([one?.["ref"], two?.["ref"], three?.["ref"]]).toEqual(["tokmaya", "tokmaya", "tokben"]);
    expect(new Set([one?.["visit"], two?.["visit"], three?.["visit"]]).size).toBe(1);
  });

  test("nothing without consent, nothing after its withdrawal", async () => {
    const pixel = await startPixel({ consent: false });
    pixel.publish(documented.page_viewed);
    pixel.decide(true);
    pixel.publish(documented.product_viewed);
    await settled(1);
    pixel.decide(false);
    pixel.publish(documented.checkout_started);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(sent().map((one) => one["step"])).toEqual(["product_viewed"]);
  });

  test("a collector that is away, or a full store, is not noticed by the shop", async () => {
    fetch.mockRejectedValue(new TypeError("Failed to fetch"));
    const pixel = await startPixel();
    pixel.publish(documented.page_viewed);
    await settled(1);
    expect(pixel.names).toEqual(Object.keys(documented));
  });
});
