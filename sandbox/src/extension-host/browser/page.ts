/* oxlint-disable unicorn/require-post-message-target-origin -- a worker has no origin to name */
import { customerPrivacy, decision, showBanner } from "./consent.ts";
import { expressCheckout } from "./express.ts";
import { addedToCart, pageEvents, type Given } from "./pixel-events.ts";

/** Shopify's script in every page of a shop: the `Shopify` global, consent, accelerated checkout, the pixel manager. */
const script = document.currentScript;
const given: Given = JSON.parse((script instanceof HTMLScriptElement && script.dataset["given"]) || "{}");
const privacy = customerPrivacy(given.consentBanner);

const shopify = {
  routes: { root: "/" },
  // Loaded on demand, as there: before that the global has no `customerPrivacy`.
  loadFeatures(features: { name: string }[], done?: (error?: Error) => void) {
    const known = features.every(({ name }) => name === "consent-tracking-api");
    if (known) Object.assign(shopify, { customerPrivacy: privacy });
    queueMicrotask(() => done?.(known ? undefined : new Error("unknown feature")));
  },
};
Object.assign(window, { Shopify: shopify });

document.addEventListener("DOMContentLoaded", () => {
  if (given.consentBanner && decision() === null) showBanner();
  for (const button of document.querySelectorAll<HTMLElement>("[data-express]"))
    button.addEventListener("click", () => void expressCheckout(button.dataset["express"] ?? ""));
});

const allowed = (now: boolean) => ({
  analyticsProcessingAllowed: now,
  marketingAllowed: now,
  preferencesProcessingAllowed: now,
  saleOfDataAllowed: now,
});

/** A strict pixel has a worker of its own; it loads once the shopper allows what it declares. */
function startPixel(settings: string): void {
  const worker = new Worker("/extension-host/pixel-worker.js");
  worker.postMessage({
    kind: "init",
    settings: JSON.parse(settings),
    session: { ...sessionStorage },
    customerPrivacy: allowed(true),
  });
  worker.addEventListener("message", ({ data }: MessageEvent<{ key: string; value: string }>) =>
    sessionStorage.setItem(data.key, data.value),
  );
  document.addEventListener("visitorConsentCollected", () =>
    worker.postMessage({ kind: "consent", customerPrivacy: allowed(privacy.analyticsProcessingAllowed()) }),
  );
  const publish = (event: object) => worker.postMessage({ kind: "event", event });
  for (const event of pageEvents(given)) publish(event);
  const product = given.product;
  if (product !== null)
    document.addEventListener("submit", ({ target }) => {
      if (target instanceof HTMLFormElement && target.action.endsWith("/cart/add")) publish(addedToCart(product));
    });
}

if (given.pixel !== null) {
  const settings = given.pixel;
  if (privacy.analyticsProcessingAllowed()) startPixel(settings);
  else
    document.addEventListener(
      "visitorConsentCollected",
      () => privacy.analyticsProcessingAllowed() && startPixel(settings),
      {
        once: true,
      },
    );
}
