import { render } from "preact";
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { read, tick } from "../../shared/tests/language.ts";
import { allow, app, changes, enter, find, maya, ready, shows, speak, type Target } from "./stage.ts";

const targets: Target[] = ["purchase.checkout.block.render", "purchase.checkout.reductions.render-after"];
const attribute = { type: "updateAttribute", key: "_creator_code", value: "MAYA10" };
const metafield = { namespace: "$app", key: "creator_code" };

describe.each(targets)("%s", (target) => {
  const extension = getExtension(target);
  beforeEach(() => {
    vi.stubEnv("SHOPIFY_APP_URL", "https://app.example");
    extension.setUp();
    ready(extension);
    speak(extension, "en.default");
  });
  afterEach(() => {
    render(null, document.body);
    extension.tearDown();
    vi.unstubAllEnvs();
  });

  test("a known code: discount, attribute and metafield, and the creator's name", async () => {
    const spies = changes(extension);
    const fetch = app(extension, () => maya);
    await extension.render();
    await enter(" @maya ");
    await shows("You support Maya");
    expect(read()).toContain("The code MAYA10 is applied.");
    expect(spies.discount).toHaveBeenCalledExactlyOnceWith({ type: "addDiscountCode", code: "MAYA10" });
    expect(spies.attribute).toHaveBeenCalledExactlyOnceWith(attribute);
    expect(spies.metafield).toHaveBeenCalledExactlyOnceWith({
      type: "updateCartMetafield",
      metafield: { ...metafield, type: "single_line_text_field", value: "MAYA10" },
    });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("https://app.example/api/creator-code");
    expect(init).toMatchObject({ method: "POST", body: '{"entered":"maya"}' });
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer mock-session-token");
  });

  test("nothing is applied or written before the shopper asks", async () => {
    const spies = changes(extension);
    const fetch = app(extension, () => maya);
    extension.shopify.attributes.value = [{ key: "_creator_ref", value: "tok.1.sig" }];
    await extension.render();
    await shows("You support Maya");
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual({ codes: [], ref: "tok.1.sig" });
    for (const spy of Object.values(spies)) expect(spy).not.toHaveBeenCalled();
    expect(document.body.querySelector("s-button")).toBeNull();
  });

  test("a code without a discount is evidence alone", async () => {
    const spies = changes(extension);
    app(extension, () => ({ ...maya, discount: "no" }));
    await extension.render();
    await enter("MAYA10");
    await shows("Your order will be counted for this creator.");
    expect(spies.discount).not.toHaveBeenCalled();
    expect(spies.attribute).toHaveBeenCalledExactlyOnceWith(attribute);
  });

  test("a refused discount is explained, and the creator still counts", async () => {
    const spies = changes(extension, { refuse: ["discount"] });
    app(extension, () => maya);
    await extension.render();
    await enter("MAYA10");
    await shows("does not fit this order");
    expect(read()).toContain("You support Maya");
    expect(spies.attribute).toHaveBeenCalledExactlyOnceWith(attribute);
  });

  test.each([
    { why: "unknown or paused", answer: () => ({}), says: "We do not know this code or name" },
    { why: "guessed too often", answer: () => 429, says: "That was too often" },
  ])("$why: nothing is written", async ({ answer, says }) => {
    const spies = changes(extension);
    app(extension, answer);
    await extension.render();
    await enter("WRONG");
    await shows(says);
    for (const spy of Object.values(spies)) expect(spy).not.toHaveBeenCalled();
    expect(read()).toContain("Creator's code or name");
  });

  test.each([
    { why: "no network", answer: null },
    { why: "an error of ours", answer: () => 500 },
  ])("$why: a code that Shopify takes is enough", async ({ answer }) => {
    const spies = changes(extension);
    app(extension, answer);
    await extension.render();
    await enter("MAYA10");
    await shows("You support MAYA10");
    expect(spies.attribute).toHaveBeenCalledExactlyOnceWith(attribute);
  });

  test("no network and no such discount: noted, and said so", async () => {
    const spies = changes(extension, { refuse: ["discount"] });
    app(extension, null);
    await extension.render();
    await enter("MAYA10");
    await shows("It is on your order, and will be checked there.");
    expect(spies.attribute).toHaveBeenCalledExactlyOnceWith(attribute);
  });

  test("nothing updatable: no field, no call, and the supported creator still shows", async () => {
    allow(extension, { discounts: false, attributes: false, metafields: false });
    const fetch = app(extension, () => maya);
    await extension.render();
    await tick();
    expect(document.body.innerHTML).toBe("");
    expect(fetch).not.toHaveBeenCalled();

    render(null, document.body);
    extension.shopify.discountCodes.value = [{ code: "maya10" }];
    await extension.render();
    await shows("You support Maya");
    expect(document.body.querySelector("s-text-field, s-button")).toBeNull();
  });

  test("only discounts may change: the code on the order is the evidence", async () => {
    allow(extension, { discounts: true, attributes: false, metafields: false });
    const spies = changes(extension);
    app(extension, () => maya);
    await extension.render();
    await enter("MAYA10");
    await shows("The code MAYA10 is applied.");
    expect(spies.attribute).not.toHaveBeenCalled();
    expect(spies.metafield).not.toHaveBeenCalled();
  });

  test.each([
    { why: "answers with errors", refuse: ["discount", "attribute", "metafield"] },
    { why: "throws", refuse: [] },
  ])("an accelerated checkout $why: said, and nothing breaks", async ({ refuse }) => {
    const spies = changes(extension, { refuse });
    if (refuse.length === 0) for (const spy of Object.values(spies)) spy.mockRejectedValue(new Error("not here"));
    app(extension, () => maya);
    await extension.render();
    await enter("MAYA10");
    await shows("This checkout does not take codes.");
    expect(read()).not.toContain("You support");
  });

  test("an empty field asks for a code, and nobody is asked", async () => {
    const fetch = app(extension, () => maya);
    await extension.render();
    await enter("  ");
    await shows("Enter a code or a name");
    expect(fetch).not.toHaveBeenCalled();
  });

  test("it can be undone, the discount too", async () => {
    const spies = changes(extension);
    app(extension, () => maya);
    await extension.render();
    await enter("maya");
    await shows("You support Maya");
    extension.shopify.discountCodes.value = [{ code: "MAYA10" }];
    find("s-button").dispatchEvent(new Event("click"));
    await shows("Removed.");
    expect(spies.discount).toHaveBeenLastCalledWith({ type: "removeDiscountCode", code: "MAYA10" });
    expect(spies.attribute).toHaveBeenLastCalledWith({ type: "removeAttribute", key: "_creator_code" });
    expect(spies.metafield).toHaveBeenLastCalledWith({ type: "removeCartMetafield", ...metafield });
    expect(find("s-text-field")).toBeTruthy();
  });

  test("what cannot be removed is not said to be", async () => {
    changes(extension, { refuse: ["attribute"] });
    app(extension, () => maya);
    extension.shopify.attributes.value = [{ key: "_creator_code", value: "MAYA10" }];
    await extension.render();
    await shows("You support Maya");
    find("s-button").dispatchEvent(new Event("click"));
    await shows("This could not be removed.");
    expect(read()).toContain("You support Maya");
  });

  test("in the editor the field shows, whatever its checkout allows", async () => {
    allow(extension, { discounts: false, attributes: false, metafields: false });
    app(extension, () => ({}));
    ready(extension, { type: "checkout" });
    await extension.render();
    expect(find("s-text-field").getAttribute("label")).toBe("Creator's code or name");
  });

  test("the merchant's texts come first", async () => {
    app(extension, () => ({}));
    extension.shopify.settings.value = { heading: "Friends of ours", field: "Their code", apply: " " };
    await extension.render();
    expect(read()).toContain("Their code");
    expect(find("s-button").textContent).toBe("Apply");
    expect(read().includes("Friends of ours")).toBe(target === "purchase.checkout.block.render");
  });

  test.each([
    {
      file: "en.default",
      supporting: "You support Maya",
      applied: "The code MAYA10 is applied.",
      unknown: "We do not know",
    },
    { file: "de", supporting: "Du unterstützt Maya", applied: "Der Code MAYA10 ist", unknown: "kennen wir nicht" },
  ])("speaks $file", async ({ file, supporting, applied, unknown }) => {
    speak(extension, file);
    changes(extension);
    app(extension, ({ entered }) => (entered === "maya" ? maya : {}));
    await extension.render();
    await enter("ben");
    await shows(unknown);
    await enter("maya");
    await shows(supporting);
    expect(read()).toContain(applied);
  });
});
