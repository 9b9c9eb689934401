/** Stands in for Shopify's Customer Privacy API and for the banner that asks. The answer is kept in a cookie for a year. */
export type Decision = "yes" | "no" | null;

const COOKIE = "_tracking_consent";

export const decision = (): Decision => {
  const value = new RegExp(`(?:^|; )${COOKIE}=(yes|no)`).exec(document.cookie)?.[1];
  return value === "yes" || value === "no" ? value : null;
};

export function decide(allowed: boolean): void {
  document.cookie = `${COOKIE}=${allowed ? "yes" : "no"}; path=/; max-age=31536000; samesite=lax`;
  const detail = {
    marketingAllowed: allowed,
    analyticsAllowed: allowed,
    preferencesAllowed: allowed,
    saleOfDataAllowed: allowed,
  };
  document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail }));
}

/** Where a banner asks, silence is a no; elsewhere a yes. */
export const customerPrivacy = (asks: boolean) => {
  const allowed = () => (decision() === null ? !asks : decision() === "yes");
  return {
    marketingAllowed: allowed,
    analyticsProcessingAllowed: allowed,
    preferencesProcessingAllowed: allowed,
    saleOfDataAllowed: allowed,
    setTrackingConsent: (given: { marketing: boolean }, done?: () => void) => {
      decide(given.marketing);
      done?.();
    },
  };
};

export function showBanner(): void {
  const banner = document.createElement("section");
  banner.setAttribute("aria-label", "Cookie consent");
  banner.dataset["consent"] = "";
  banner.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;padding:1rem;background:#fff;border:1px solid #333;z-index:100;color:#222";
  banner.innerHTML = '<p style="margin:0 0 .5rem">May we remember your visit?</p>';
  for (const [label, allowed] of [
    ["Accept", true],
    ["Decline", false],
  ] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.style.cssText = "min-height:44px;margin-right:.5rem";
    button.addEventListener("click", () => {
      decide(allowed);
      banner.remove();
    });
    banner.append(button);
  }
  document.body.append(banner);
}
