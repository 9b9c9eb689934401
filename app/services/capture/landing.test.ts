import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { landingUrl, shopPath } from "./landing.ts";
import type { LiveLink } from "../ports/clicks.ts";

test.each(["/", "/products/hat", "/products/hat?variant=1#reviews", "/collections/späte", "/a//b"])(
  "%s stays on the shop",
  (path) => expect(shopPath(path)).not.toBeNull(),
);

test.each([
  "",
  "products",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2Fevil.example",
  "/%5Cevil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/discount/OTHER?redirect=//evil.example",
  "/DISCOUNT/x",
  "/%64iscount/x",
  "/ok\\..\\evil",
  `/${"x".repeat(3_000)}`,
])("%j is refused", (path) => expect(shopPath(path)).toBeNull());

const link: LiveLink = {
  token: "tok",
  shopId: 1,
  linkId: "l",
  partnershipId: "p",
  shop: { domain: "demo.myshopify.com", primaryDomain: "shop.example" },
  destinationPath: "/products/hat?variant=1",
  discountCode: null,
  brandName: "Demo",
  offerName: "Offer",
};
const click = { token: "tok", clickedAt: instant(1_764_000_000_000), signature: "sig" };
const origin = "https://shop.example";

test.each([
  {
    why: "the link's own page",
    link,
    wanted: null,
    to: "https://shop.example/products/hat?variant=1&ref=tok&ref_sig=1764000000.sig",
  },
  {
    why: "a deep link",
    link,
    wanted: "/pages/about#team",
    to: "https://shop.example/pages/about?ref=tok&ref_sig=1764000000.sig#team",
  },
  {
    why: "a hostile deep link is ignored",
    link: { ...link, destinationPath: "/" },
    wanted: "//evil.example",
    to: "https://shop.example/?ref=tok&ref_sig=1764000000.sig",
  },
  {
    why: "somebody else's ref is replaced",
    link,
    wanted: "/?ref=other&ref=third",
    to: "https://shop.example/?ref=tok&ref_sig=1764000000.sig",
  },
  {
    why: "by way of the discount",
    link: { ...link, destinationPath: "/", discountCode: "MAYA 10/%" },
    wanted: null,
    to: "https://shop.example/discount/MAYA%2010%2F%25?redirect=%2F%3Fref%3Dtok%26ref_sig%3D1764000000.sig&ref=tok",
  },
])("$why", ({ link: of, wanted, to }) => expect(landingUrl(origin, of, click, wanted)).toBe(to));

test("whatever is asked for, the shopper lands on the shop, and a decoded redirect stays there too", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("/", "\\", ".", "%2f", "%5C", "@", ":", "a", "?", "#", "\t", " ", "é") }),
      fc.boolean(),
      (wanted, discount) => {
        const url = new URL(landingUrl(origin, { ...link, discountCode: discount ? "C" : null }, click, `/${wanted}`));
        expect(url.origin).toBe(origin);
        const redirect = url.searchParams.get("redirect");
        expect(new URL(redirect ?? "/", origin).origin).toBe(origin);
      },
    ),
  ));
