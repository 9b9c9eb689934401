import type { PixelPort } from "../ports/capture-report.ts";

/** What the shop's pixel is told; names are those of extensions/pixel/shopify.extension.toml. */
export const pixelSettings = (appUrl: string, shopDomain: string) => ({
  collector: new URL("/api/events", appUrl).href,
  account: shopDomain,
});

/** Switches the web pixel on in a shop, or brings its settings up to date; again is harmless. */
export async function activatePixel(pixel: PixelPort, shop: { domain: string }, appUrl: string): Promise<void> {
  await pixel.activate(shop.domain, pixelSettings(appUrl, shop.domain));
}

/** Whether the shop's pixel sends where it should. */
export async function isPixelActive(pixel: PixelPort, shop: { domain: string }, appUrl: string): Promise<boolean> {
  const wanted = pixelSettings(appUrl, shop.domain);
  const settings = parsed(await pixel.settings(shop.domain));
  return settings["collector"] === wanted.collector && settings["account"] === wanted.account;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
