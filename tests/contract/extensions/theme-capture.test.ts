import { describe, expect, test } from "vitest";
import { OLD_APPS, embedLine, oldLinkToken } from "../../../app/domain/invitation/old-links.ts";
import { openPage } from "./theme-page.ts";

const shop = "https://demo.example";
const signed = "tokmaya.1764000000.c2lnbmVk";
const day = 86_400_000;

describe("what an address says", () => {
  test.each([
    { why: "a signed link", path: `/?ref=${signed}`, cart: { _creator_ref: signed } },
    { why: "a visit of a link", path: "/?ref=tokmaya&ref_sig=1764000000.c2lnbmVk", cart: { _creator_ref: signed } },
    { why: "a bare token", path: "/products/tee?ref=tokmaya", cart: { _creator_ref: "tokmaya" } },
    { why: "a code after /c/", path: "/?creator=MAYA10", cart: { _creator_code: "MAYA10" } },
    { why: "an imported app's link", path: "/?sca_ref=12.Ab~c", cart: { _creator_ref: "old-12-Ab-c" } },
  ])("$why is kept in the cart and the store", async ({ path, cart }) => {
    const page = await openPage({ url: shop + path, data: { foreign: "sca_ref = old-\nrfsn=" } });
    expect(page.cart()).toEqual([cart]);
    expect(Object.values(cart)).toContain(page.kept()?.["_creator_ref" in cart ? "ref" : "code"]);
  });

  test.each(OLD_APPS)("$name: the embed writes what an import expects", async ({ parameter }) => {
    for (const value of ["5188496.BbHT~", "R8mfScYiL", "9".repeat(80)]) {
      const query = new URLSearchParams({ [parameter]: value });
      const page = await openPage({ url: `${shop}/?${query}`, data: { foreign: embedLine(parameter) } });
      expect(page.cart()).toEqual([{ _creator_ref: oldLinkToken(parameter, value) }]);
    }
  });

  test.each([
    { why: "nothing", path: "/" },
    { why: "a ref with a script in it", path: "/?ref=%3Cscript%3E" },
    { why: "a ref with a proof in no form of ours", path: "/?ref=tokmaya&ref_sig=1.2.3" },
    { why: "a ref that is a URL", path: "/?ref=https://evil.example" },
    { why: "a code with a slash", path: "/?creator=a/b" },
    { why: "another app's parameter that nobody mapped", path: "/?rfsn=1" },
  ])("$why: nothing is written, nothing is asked", async ({ path }) => {
    const page = await openPage({ url: shop + path });
    expect(page.sent).toEqual([]);
    expect(page.kept()).toBeNull();
  });
});

describe("later pages", () => {
  const kept = { ref: signed, at: Date.now() - 3 * day };

  test("another day, the link is still known and a new cart gets it", async () => {
    const page = await openPage({ url: `${shop}/cart`, kept });
    expect(page.cart()).toEqual([{ _creator_ref: signed }]);
  });

  test("a cart that has it already costs no request", async () => {
    const page = await openPage({ url: `${shop}/cart`, kept, data: { ref: signed } });
    expect(page.sent).toEqual([]);
  });

  test("after the days of the setting it is forgotten", async () => {
    const page = await openPage({ url: `${shop}/cart`, kept: { ref: signed, at: Date.now() - 31 * day } });
    expect(page.sent).toEqual([]);
  });

  test("the newest signed link wins", async () => {
    const newer = "tokben.1764100000.c2ln";
    const page = await openPage({ url: `${shop}/?ref=${newer}`, kept, data: { ref: signed } });
    expect(page.cart()).toEqual([{ _creator_ref: newer }]);
  });

  test("a bare ref, which any newsletter uses, replaces no signed one", async () => {
    const page = await openPage({ url: `${shop}/?ref=newsletter`, kept, data: { ref: signed } });
    expect(page.sent).toEqual([]);
    expect(page.kept()).toMatchObject({ ref: signed });
  });

  test("a newer link ends the code of an older visit, not one typed in at checkout", async () => {
    const withCode = { code: "MAYA10", at: Date.now() - day };
    const url = `${shop}/?ref=${signed}`;
    const visit = await openPage({ url, kept: withCode, data: { code: "MAYA10" } });
    expect(visit.cart()).toEqual([{ _creator_ref: signed, _creator_code: "" }]);
    const typed = await openPage({ url, data: { code: "BEN5" } });
    expect(typed.cart()).toEqual([{ _creator_ref: signed }]);
  });
});

describe("consent", () => {
  const url = `${shop}/?ref=${signed}`;

  test("refused: nothing is kept anywhere", async () => {
    const page = await openPage({ url, consent: false });
    expect(page.cart()).toEqual([]);
    expect(page.kept()).toBeNull();
  });

  test("given later on the page: kept then", async () => {
    const page = await openPage({ url, consent: false });
    await page.decide(true);
    expect(page.cart()).toEqual([{ _creator_ref: signed }]);
    expect(page.kept()).toMatchObject({ ref: signed });
  });

  test("withdrawn: taken back from the cart and the store", async () => {
    const page = await openPage({ url, data: { ref: signed } });
    await page.decide(false);
    expect(page.cart()).toEqual([{ _creator_ref: "", _creator_code: "" }]);
    expect(page.kept()).toBeNull();
  });

  test("no answer from the Customer Privacy API is no consent", async () => {
    const page = await openPage({ url, consent: null });
    expect(page.cart()).toEqual([]);
  });
});

describe("/c/CODE", () => {
  test.each([
    { why: "the home page by default", path: "/c/MAYA10", to: "/discount/MAYA10?redirect=%2F%3Fcreator%3DMAYA10" },
    { why: "in a language's folder", path: "/de/c/maya", to: "/discount/maya?redirect=%2F%3Fcreator%3Dmaya" },
    {
      why: "a deep link",
      path: "/c/MAYA10?to=/products/tee",
      to: "/discount/MAYA10?redirect=%2Fproducts%2Ftee%3Fcreator%3DMAYA10",
    },
    {
      why: "another host",
      path: "/c/MAYA10?to=https://evil.example",
      to: "/discount/MAYA10?redirect=%2F%3Fcreator%3DMAYA10",
    },
    { why: "a host by two slashes", path: "/c/M?to=//evil.example", to: "/discount/M?redirect=%2F%3Fcreator%3DM" },
    { why: "a host by a backslash", path: "/c/M?to=/%5Cevil.example", to: "/discount/M?redirect=%2F%3Fcreator%3DM" },
    { why: "a hidden tab", path: "/c/M?to=/%09/evil.example", to: "/discount/M?redirect=%2F%3Fcreator%3DM" },
  ])("goes to $why, on this shop", async ({ path, to }) => {
    const page = await openPage({ url: shop + path });
    expect(page.moved).toEqual([to]);
    expect(page.sent).toEqual([]);
  });

  test("leaves a code that is in the cart, and still counts", async () => {
    const page = await openPage({ url: `${shop}/c/MAYA10`, data: { codes: "WELCOME20\n" } });
    expect(page.moved).toEqual(["/?creator=MAYA10"]);
  });
});

describe("the bar", () => {
  const referral = { name: "Maya <b>", code: "MAYA10", saving: "10%" };
  const url = `${shop}/products/tee?ref=${signed}&size=m`;
  const apply = `/discount/MAYA10?redirect=${encodeURIComponent(`/products/tee?ref=${signed}&size=m`)}`;

  test("names the creator and the saving, as text, and offers the code", async () => {
    const page = await openPage({ url, referral });
    expect(page.bar()).toEqual({ hidden: false, text: "Maya <b>: save 10% with MAYA10", link: apply });
  });

  test.each([
    { why: "in the cart", data: { codes: "  WELCOME20  \n" } },
    { why: "waiting for checkout", cookie: "discount_code=WELCOME20" },
  ])("replaces no code that is $why", async ({ data, cookie }) => {
    const page = await openPage({ url, referral, data: { apply: "1", ...data }, ...(cookie ? { cookie } : {}) });
    expect(page.bar()).toEqual({ hidden: false, text: "Maya <b>, your code stays", link: null });
    expect(page.sent.filter((one) => one.url.startsWith("/discount/"))).toEqual([]);
  });

  test("offers nothing when the creator's code is in already", async () => {
    const page = await openPage({ url, referral, data: { codes: "maya10\n" } });
    expect(page.bar()).toMatchObject({ text: "Maya <b>: save 10% with MAYA10", link: null });
  });

  test("applies at once, without leaving the page, where the merchant says so", async () => {
    const page = await openPage({ url, referral, data: { apply: "1" } });
    expect(page.sent.map((one) => one.url)).toContain("/discount/MAYA10?redirect=%2Fcart.js");
    expect(page.bar()).toMatchObject({ hidden: false, link: null });
  });

  test("without a saving says who is supported", async () => {
    const page = await openPage({ url, referral: { name: "Maya" } });
    expect(page.bar()).toEqual({ hidden: false, text: "You support Maya", link: null });
  });

  test.each([
    { why: "the app does not answer", referral: undefined },
    { why: "the app does not know the link", referral: {} },
    { why: "the merchant switched it off", referral, data: { bar: "" } },
    { why: "the shopper closed it before", referral, closed: true },
  ])("stays away when $why", async (options) => {
    const page = await openPage({ url, ...options });
    expect(page.bar().hidden).toBe(true);
    expect(page.cart()).toEqual([{ _creator_ref: signed }]);
  });

  test("closes, and the sale is not lost by it", async () => {
    const page = await openPage({ url, referral });
    page.close();
    expect(page.bar().hidden).toBe(true);
    expect(page.window.sessionStorage.getItem("creator_capture")).toBe('{"closed":1}');
    expect(page.kept()).toMatchObject({ ref: signed });
  });
});
