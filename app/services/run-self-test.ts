import { DAY_MS } from "#app/domain/kernel/instant.ts";
import { isPixelActive } from "./activate-pixel.ts";
import type { CaptureReport, CaptureReports, PixelPort, StorefrontProbe } from "./ports/capture-report.ts";
import type { Clock } from "./ports/clock.ts";
import type { ShopInfo } from "./ports/shopify.ts";
import type { ShopProfile } from "./ports/shops.ts";

/** `fix`: what a merchant opens to mend it; `activate-pixel` is a button of ours. */
export type Check = {
  readonly name: "webhooks" | "scopes" | "embed" | "pixel" | "thank_you" | "checkout";
  readonly state: "good" | "bad" | "not_seen_yet";
  readonly said: string;
  readonly fix: { readonly label: string; readonly url: string } | "activate-pixel" | null;
};

export type SelfTestDeps = {
  reports: CaptureReports;
  probe: StorefrontProbe;
  clock: Clock;
  pixel: PixelPort;
  shopInfo: ShopInfo;
};

type TestedShop = Pick<ShopProfile, "domain" | "plan" | "scopes">;

const NEEDED_SCOPES = ["read_orders", "write_discounts", "write_pixels", "read_customer_events"];
const QUIET_DAYS = 7;

/** Every door of a shop that its plan has, and what to open where one is shut. A door that the plan lacks is not listed. */
export async function runSelfTest(
  deps: SelfTestDeps,
  domain: string,
  given: { report: CaptureReport; appUrl: string; apiKey: string },
): Promise<Check[]> {
  // Asked now, and not read from what we remember: that may be what is wrong.
  const shop = await deps.shopInfo.profile(domain);
  const admin = `https://admin.shopify.com/store/${shop.domain.replace(/\.myshopify\.com$/, "")}`;
  const plus = /plus/i.test(shop.plan);
  return [
    await webhooks(deps, shop),
    scopes(shop, admin),
    await embed(deps, shop, `${admin}/themes/current/editor?context=apps&activateAppId=${given.apiKey}/capture`),
    await pixel(deps, shop, given.appUrl),
    thankYou(given.report, `${admin}/settings/checkout/editor?page=thank-you`),
    ...(plus ? [checkout(given.report, `${admin}/settings/checkout/editor`)] : []),
  ];
}

async function webhooks({ reports, clock }: SelfTestDeps, shop: TestedShop): Promise<Check> {
  const last = await reports.lastDelivery(shop.domain);
  const check = { name: "webhooks", fix: null } as const;
  if (last === null)
    return { ...check, state: "not_seen_yet", said: "No order has reached us yet. Place a test order to see it here." };
  if (clock.now() - last > QUIET_DAYS * DAY_MS)
    return { ...check, state: "not_seen_yet", said: `No order for ${QUIET_DAYS} days. Place a test order to be sure.` };
  return { ...check, state: "good", said: "Orders reach us." };
}

function scopes(shop: TestedShop, admin: string): Check {
  const granted = new Set(shop.scopes.split(","));
  // Shopify names a write scope alone where it stands for the read one, too.
  const missing = NEEDED_SCOPES.filter(
    (scope) => !granted.has(scope) && !granted.has(scope.replace(/^read_/, "write_")),
  );
  if (missing.length === 0) return { name: "scopes", state: "good", said: "All permissions are granted.", fix: null };
  const fix = { label: "Open the app's permissions", url: `${admin}/settings/apps` };
  return { name: "scopes", state: "bad", said: `Not granted: ${missing.join(", ")}.`, fix };
}

async function embed({ probe }: SelfTestDeps, shop: TestedShop, url: string): Promise<Check> {
  // By its permanent name: Shopify leads on to wherever its shoppers go.
  const found = await probe.embed(shop.domain);
  const fix = { label: "Switch it on in the theme", url };
  if (found === "there")
    return { name: "embed", state: "good", said: "The store remembers who sent a shopper.", fix: null };
  if (found === "absent")
    return {
      name: "embed",
      state: "bad",
      said: "The app embed is off: links count only when the visit ends in an order.",
      fix,
    };
  return {
    name: "embed",
    state: "not_seen_yet",
    said: "Your store could not be looked at. Is it behind a password?",
    fix,
  };
}

async function pixel(deps: SelfTestDeps, shop: TestedShop, appUrl: string): Promise<Check> {
  if (await isPixelActive(deps.pixel, shop, appUrl))
    return { name: "pixel", state: "good", said: "Visits are counted, where shoppers allow it.", fix: null };
  return { name: "pixel", state: "bad", said: "Visits are not counted yet.", fix: "activate-pixel" };
}

function thankYou({ receipts }: CaptureReport, url: string): Check {
  if (receipts > 0)
    return { name: "thank_you", state: "good", said: "Shoppers get a receipt for their creator.", fix: null };
  const fix = { label: "Add the block Creator receipt", url };
  return { name: "thank_you", state: "not_seen_yet", said: "No receipt was shown in 30 days.", fix };
}

function checkout({ doors }: CaptureReport, url: string): Check {
  if (doors.some(({ kind }) => kind === "entered"))
    return { name: "checkout", state: "good", said: "Shoppers name creators in checkout.", fix: null };
  const fix = { label: "Add the block Creator code", url };
  return { name: "checkout", state: "not_seen_yet", said: "Nobody named a creator in checkout in 30 days.", fix };
}
