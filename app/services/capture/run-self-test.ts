import { DAY_MS, instant } from "#app/domain/kernel/instant.ts";
import { counted } from "#app/domain/wording/words.ts";
import { isPixelActive } from "./activate-pixel.ts";
import type { StorefrontVisits } from "../ports/capture-self-test.ts";
import type { CaptureReport, CaptureReports, PixelPort } from "../ports/capture-report.ts";
import type { Clock } from "../ports/clock.ts";
import type { ReconciliationReports } from "../ports/reconciliation.ts";
import type { ShopInfo } from "../ports/shopify.ts";
import type { ShopProfile } from "../ports/shops.ts";
import { adminLinks, isPlus, type AdminLinks, type Fix } from "./self-test/admin-links.ts";

/** `activate-pixel` is a button of ours. */
export type Check = {
  readonly name: "webhooks" | "scopes" | "embed" | "pixel" | "thank_you" | "checkout";
  readonly state: "good" | "bad" | "not_seen_yet";
  readonly said: string;
  readonly fix: Fix | "activate-pixel" | null;
};

export type SelfTestDeps = {
  reports: CaptureReports;
  missed: ReconciliationReports;
  probe: StorefrontVisits;
  clock: Clock;
  pixel: PixelPort;
  shopInfo: ShopInfo;
};

const NEEDED_SCOPES = ["read_orders", "write_discounts", "write_pixels", "read_customer_events"];
const QUIET_DAYS = 7;

/** Every door of a shop that its plan has, and what to open where one is shut. A door that the plan lacks is not listed. */
export async function runSelfTest(
  deps: SelfTestDeps,
  tested: { id: number; domain: string },
  given: { report: CaptureReport; appUrl: string; apiKey: string },
): Promise<Check[]> {
  // Asked now, and not read from what we remember: that may be what is wrong.
  const shop = await deps.shopInfo.profile(tested.domain);
  const admin = adminLinks(shop.domain, given.apiKey);
  return [
    await webhooks(deps, tested.id),
    scopes(shop, admin),
    await embed(deps, shop, admin),
    await pixel(deps, shop, given.appUrl),
    thankYou(given.report, admin),
    ...(isPlus(shop.plan) ? [checkout(given.report, admin)] : []),
  ];
}

/** Subscriptions of an app's configuration are in no list of the Admin API: what counts is whether anything was missed. */
async function webhooks({ reports, missed, clock }: SelfTestDeps, shopId: number): Promise<Check> {
  const now = clock.now();
  const figures = await missed.figures(shopId, instant(now - DAY_MS));
  const lost = figures
    .filter(({ kind }) => kind !== "back_fill")
    .reduce((sum, one) => sum + one.missing + one.newer, 0);
  const newest = await reports.newestOrder(shopId);
  const check = { name: "webhooks", fix: null } as const;
  if (lost > 0) {
    const fix = { label: "See what was missed", url: "/app/reconciliation" };
    const said = `${counted(lost, "change")} of your orders did not reach us by themselves since yesterday; all were fetched.`;
    return { ...check, fix, state: "bad", said };
  }
  if (newest === null)
    return { ...check, state: "not_seen_yet", said: "No order has reached us yet. Place a test order to see it here." };
  if (now - newest > QUIET_DAYS * DAY_MS)
    return { ...check, state: "not_seen_yet", said: `No order for ${QUIET_DAYS} days. Place a test order to be sure.` };
  return { ...check, state: "good", said: "Orders reach us." };
}

function scopes(shop: ShopProfile, admin: AdminLinks): Check {
  const granted = new Set(shop.scopes.split(","));
  // Shopify names a write scope alone where it stands for the read one, too.
  const missing = NEEDED_SCOPES.filter(
    (scope) => !granted.has(scope) && !granted.has(scope.replace(/^read_/, "write_")),
  );
  if (missing.length === 0) return { name: "scopes", state: "good", said: "All permissions are granted.", fix: null };
  const fix = { label: "Open the app's permissions", url: admin.permissions };
  return { name: "scopes", state: "bad", said: `Not granted: ${missing.join(", ")}.`, fix };
}

async function embed({ probe }: SelfTestDeps, shop: ShopProfile, admin: AdminLinks): Promise<Check> {
  // By its permanent name: Shopify leads on to wherever its shoppers go.
  const arrival = await probe.visit(`https://${shop.domain}/`);
  const check = { name: "embed", fix: { label: "Switch it on in the theme", url: admin.embed } } as const;
  if (arrival.kind !== "arrived")
    return { ...check, state: "not_seen_yet", said: "Your store could not be looked at. Is it behind a password?" };
  if (arrival.embed) return { ...check, state: "good", said: "The store remembers who sent a shopper.", fix: null };
  const said = "The app embed is off: links count only when the visit ends in an order.";
  return { ...check, state: "bad", said };
}

async function pixel(deps: SelfTestDeps, shop: ShopProfile, appUrl: string): Promise<Check> {
  if (await isPixelActive(deps.pixel, shop, appUrl))
    return { name: "pixel", state: "good", said: "Visits are counted, where shoppers allow it.", fix: null };
  return { name: "pixel", state: "bad", said: "Visits are not counted yet.", fix: "activate-pixel" };
}

function thankYou({ receipts }: CaptureReport, admin: AdminLinks): Check {
  if (receipts > 0)
    return { name: "thank_you", state: "good", said: "Shoppers get a receipt for their creator.", fix: null };
  const fix = { label: "Add the block Creator receipt", url: admin.thankYou };
  return { name: "thank_you", state: "not_seen_yet", said: "No receipt was shown in 30 days.", fix };
}

function checkout({ doors }: CaptureReport, admin: AdminLinks): Check {
  if (doors.some(({ kind }) => kind === "entered"))
    return { name: "checkout", state: "good", said: "Shoppers name creators in checkout.", fix: null };
  const fix = { label: "Add the block Creator code", url: admin.checkout };
  return { name: "checkout", state: "not_seen_yet", said: "Nobody named a creator in checkout in 30 days.", fix };
}
