import { gid } from "../../state/ids.ts";
import type { Shop } from "../../state/shop.ts";
import { connection, inOrder, type PageArgs } from "../connection.ts";
import type { View } from "../context.ts";
import { metafieldFields } from "./metafield.ts";
import { findNodesOf } from "./node.ts";

/** "+01:00" and minutes of a zone at an instant. */
function offsetOf(zone: string, at: Date): { text: string; minutes: number; short: string } {
  const part = (timeZoneName: "longOffset" | "short"): string =>
    new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName })
      .formatToParts(at)
      .find((p) => p.type === "timeZoneName")?.value ?? "GMT";
  const text = part("longOffset").replace("GMT", "") || "+00:00";
  const [hours = "0", minutes = "0"] = text.slice(1).split(":");
  const sign = text.startsWith("-") ? -1 : 1;
  return { text, minutes: sign * (Number(hours) * 60 + Number(minutes)), short: part("short") };
}

export function shopView(shop: Shop): View {
  const id = gid("Shop", shop.id);
  const currencies = [shop.currency, ...shop.presentments.map((p) => p.currency)];
  return {
    __typename: "Shop",
    id,
    name: shop.name,
    email: shop.email,
    contactEmail: shop.contactEmail,
    description: null,
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: currencies,
    currencySettings: (args: PageArgs) =>
      connection("CurrencySetting", currencies, args, inOrder, (currencyCode) => ({
        __typename: "CurrencySetting",
        currencyCode,
        currencyName: () => new Intl.DisplayNames("en", { type: "currency" }).of(currencyCode) ?? currencyCode,
        enabled: true,
        manualRate: null,
      })),
    currencyFormats: {
      __typename: "CurrencyFormats",
      moneyFormat: `{{amount}} ${shop.currency}`,
      moneyWithCurrencyFormat: `{{amount}} ${shop.currency}`,
    },
    ianaTimezone: shop.ianaTimezone,
    timezoneOffset: (_: never, { world }: { world: { now(): Date } }) =>
      offsetOf(shop.ianaTimezone, world.now()).text.replace(":", ""),
    timezoneOffsetMinutes: (_: never, { world }: { world: { now(): Date } }) =>
      offsetOf(shop.ianaTimezone, world.now()).minutes,
    timezoneAbbreviation: (_: never, { world }: { world: { now(): Date } }) =>
      offsetOf(shop.ianaTimezone, world.now()).short,
    myshopifyDomain: shop.domain,
    primaryDomain: {
      __typename: "Domain",
      id: gid("Domain", shop.id),
      host: new URL(shop.primaryUrl).host,
      url: shop.primaryUrl,
      sslEnabled: shop.primaryUrl.startsWith("https:"),
    },
    url: shop.primaryUrl,
    plan: { __typename: "ShopPlan", displayName: shop.plan.publicDisplayName, ...shop.plan },
    taxesIncluded: shop.taxesIncluded,
    taxShipping: false,
    setupRequired: false,
    checkoutApiSupported: true,
    shopOwnerName: `${shop.name} Owner`,
    orderNumberFormatPrefix: "#",
    orderNumberFormatSuffix: "",
    createdAt: shop.createdAt,
    ...metafieldFields(id),
  };
}

findNodesOf("Shop", ({ shop }, id) => (shop.id === id ? shopView(shop) : null));
