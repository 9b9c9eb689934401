import { render } from "preact";
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStorage } from "@shopify/ui-extensions-tester/checkout";
import { inLanguage, read, tick } from "../../shared/tests/language.ts";
import { choose, creators, press, search, shows, survey } from "./stage.ts";

type Target = "purchase.thank-you.block.render" | "customer-account.order-status.block.render";
const targets: Target[] = ["purchase.thank-you.block.render", "customer-account.order-status.block.render"];
const settings = { receipt: undefined, survey: undefined, explain: undefined, question: undefined };
const order = "gid://shopify/Order/5001";

describe.each(targets)("%s", (target) => {
  const extension = getExtension(target);
  const asked: { path: string; body: Record<string, unknown> }[] = [];

  /** The app: one answer by path; a number is a status, absent is no network. */
  const app = (answers: Record<string, (body: Record<string, unknown>) => object | number>) => {
    extension.fetch = async (url, init) => {
      const path = new URL(String(url)).pathname;
      const body: Record<string, unknown> = JSON.parse(String(init?.body));
      asked.push({ path, body });
      const answer = answers[path];
      if (!answer) throw new TypeError("Failed to fetch");
      const said = answer(body);
      return typeof said === "number" ? new Response("{}", { status: said }) : Response.json(said);
    };
  };
  const speak = (file: string) => {
    extension.shopify.i18n.translate = inLanguage("thank-you", file) as typeof extension.shopify.i18n.translate;
  };
  beforeEach(() => {
    vi.stubEnv("SHOPIFY_APP_URL", "https://app.example");
    extension.setUp();
    asked.length = 0;
    const { shopify } = extension;
    shopify.settings.value = { ...settings };
    shopify.storage = createStorage();
    if ("orderConfirmation" in shopify) shopify.orderConfirmation.value = { order: { id: order }, isFirstOrder: true };
    else shopify.order.value = { id: order, name: "#1001" };
    speak("en.default");
  });
  afterEach(() => {
    render(null, document.body);
    extension.tearDown();
    vi.unstubAllEnvs();
  });

  test("shows the order's code, and asks the app with what is on the order", async () => {
    app({ "/api/receipt": () => ({ code: "7F3K", captured: "yes" }) });
    extension.shopify.attributes.value = [
      { key: "_creator_ref", value: "tok.1.sig" },
      { key: "_creator_code", value: "MAYA10" },
    ];
    extension.shopify.discountCodes.value = [{ code: "SHIPFREE" }];
    await extension.render();
    await shows("7F3K");
    expect(document.body.querySelector("s-clipboard-item")?.getAttribute("text")).toBe("7F3K");
    expect(asked).toEqual([{ path: "/api/receipt", body: { order, codes: ["MAYA10", "SHIPFREE"], ref: "tok.1.sig" } }]);
  });

  test.each([
    { why: "no network", answers: {} },
    { why: "an error of ours", answers: { "/api/receipt": () => 500 } },
    { why: "asked too often", answers: { "/api/receipt": () => 429 } },
    { why: "an answer that is none", answers: { "/api/receipt": () => ({ code: 7 }) } },
  ])("$why: the page stays as it was", async ({ answers }) => {
    extension.shopify.settings.value = { ...settings, survey: true };
    app(answers);
    await extension.render();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await tick();
    expect(document.body.innerHTML).toBe("");
  });

  test.each([
    { why: "the merchant did not switch it on", change: {}, captured: "no" },
    { why: "a creator is known for the order", change: { survey: true }, captured: "yes" },
  ])("does not ask when $why", async ({ change, captured }) => {
    extension.shopify.settings.value = { ...settings, ...change };
    app({ "/api/receipt": () => ({ code: "7F3K", captured }), "/api/survey": survey });
    await extension.render();
    await shows("7F3K");
    expect(read()).not.toContain("Who was it?");
    expect(document.body.querySelector("s-form")).toBeNull();
  });

  describe("the survey", () => {
    beforeEach(() => {
      extension.shopify.settings.value = { ...settings, survey: true };
      app({ "/api/receipt": () => ({ code: "7F3K", captured: "no" }), "/api/survey": survey });
    });

    test("answered by choice, remembered, and not asked again", async () => {
      await extension.render();
      await shows("Ben");
      await choose("ben");
      press("Send");
      await shows("Thank you for telling us.");
      expect(asked.at(-1)).toEqual({ path: "/api/survey", body: { order, answer: "ben" } });

      render(null, document.body);
      await extension.render();
      await shows("7F3K");
      expect(document.body.querySelector("s-form")).toBeNull();
    });

    test("answered by search", async () => {
      await extension.render();
      await shows("Who was it?");
      await search(" @may ");
      await vi.waitFor(() => expect(asked.at(-1)?.body).toEqual({ order, search: "may" }));
      await choose("maya");
      press("Send");
      await shows("Thank you for telling us.");
    });

    test("can be left with a tap", async () => {
      await extension.render();
      await shows("Ben");
      press("Nobody did");
      await vi.waitFor(() => expect(document.body.querySelector("s-form")).toBeNull());
      expect(read()).toContain("7F3K");
      expect(asked.filter((one) => "answer" in one.body)).toEqual([]);
    });

    test("needs two letters", async () => {
      await extension.render();
      await shows("Who was it?");
      await search("m");
      await shows("Enter at least two letters.");
      expect(asked.filter((one) => one.body["search"] === "m")).toEqual([]);
    });

    test.each([
      { why: "nobody", answer: () => ({ creators: [] }), says: "We found nobody by that name." },
      { why: "too often", answer: () => 429, says: "That was too often." },
      { why: "an error", answer: () => 500, says: "The search does not work right now." },
    ])("a search that finds $why says so", async ({ answer, says }) => {
      app({ "/api/receipt": () => ({ code: "7F3K", captured: "no" }), "/api/survey": answer });
      await extension.render();
      await shows("7F3K");
      await search("zoe");
      await shows(says);
      expect(document.body.querySelector("s-choice-list")).toBeNull();
    });

    test("an answer that did not arrive is not thanked for", async () => {
      app({
        "/api/receipt": () => ({ code: "7F3K", captured: "no" }),
        "/api/survey": (body) => ("answer" in body ? 503 : { creators }),
      });
      await extension.render();
      await shows("Maya");
      await choose("maya");
      press("Send");
      await shows("Your answer could not be sent.");
      expect(read()).not.toContain("Thank you");
    });

    test("without a receipt, where the merchant wants none", async () => {
      extension.shopify.settings.value = { ...settings, survey: true, receipt: false };
      await extension.render();
      await shows("Who was it?");
      expect(read()).not.toContain("7F3K");
    });
  });

  test.each([
    { file: "en.default", question: "Did a creator send you?", explain: "Give this code to", thanks: "Thank you" },
    { file: "de", question: "Kommst du über einen Creator?", explain: "Gib diesen Code dem", thanks: "Danke" },
  ])("speaks $file", async ({ file, question, explain, thanks }) => {
    speak(file);
    extension.shopify.settings.value = { ...settings, survey: true };
    app({ "/api/receipt": () => ({ code: "7F3K", captured: "no" }), "/api/survey": survey });
    await extension.render();
    await shows("Maya");
    expect(document.body.querySelector("s-heading")?.textContent).toBe(question);
    expect(read()).toContain(explain);
    await choose("maya");
    press(inLanguage("thank-you", file)("survey.send"));
    await shows(thanks);
  });

  test("the merchant's texts come first", async () => {
    extension.shopify.settings.value = {
      ...settings,
      survey: true,
      question: "Who told you?",
      explain: "For your friend:",
    };
    app({ "/api/receipt": () => ({ code: "7F3K", captured: "no" }), "/api/survey": survey });
    await extension.render();
    await shows("Who told you?");
    expect(read()).toContain("For your friend:");
  });
});
