import { register } from "@shopify/web-pixels-extension";
import { describe, STEPS, type Step, tokenIn } from "./describe.ts";
import { visitOf } from "./visit.ts";

register(({ analytics, browser, customerPrivacy, init, settings }) => {
  let allowed = init.customerPrivacy.analyticsProcessingAllowed;
  customerPrivacy.subscribe("visitorConsentCollected", (event) => {
    allowed = event.customerPrivacy.analyticsProcessingAllowed;
  });

  const tell = async (event: Step) => {
    if (!allowed) return;
    const visit = await visitOf(browser, tokenIn(event.context.document.location.search));
    const body = JSON.stringify({ account: settings["account"], ...visit, ...describe(event) });
    // Plain text needs no preflight request; keepalive lets it outlive the page.
    await fetch(settings["collector"], {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body,
      keepalive: true,
    });
  };
  // A lost event is a lost count; the shop must not notice.
  for (const step of STEPS) analytics.subscribe(step, (event: Step) => void tell(event).catch(() => undefined));
});
