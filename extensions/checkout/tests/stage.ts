import type { getExtension } from "@shopify/ui-extensions-tester";
import { expect, vi } from "vitest";
import { inLanguage, read, tick } from "../../shared/tests/language.ts";

export type Target = "purchase.checkout.block.render" | "purchase.checkout.reductions.render-after";
type Staged = ReturnType<typeof getExtension<Target>>;
type Change<Name extends keyof Staged["shopify"]> = Staged["shopify"][Name];

export const maya = { name: "Maya", code: "MAYA10", discount: "yes" };
const refused = { type: "error" as const, message: "not possible" };

/** Optional parts of the API, which the tester refuses to read until a test says that they are absent. */
export function ready(extension: Staged, editor?: { type: "checkout" }) {
  const { shopify } = extension;
  shopify.settings.value = { heading: undefined, field: undefined, apply: undefined };
  const host = { ...shopify.extension, ...(editor ? { editor } : {}) };
  shopify.extension = editor ? host : Object.assign(host, { editor: undefined });
}

/** Shopify's answers to changes, as spies. */
export function changes(extension: Staged, { refuse = [] as string[] } = {}) {
  const { shopify } = extension;
  const result = (name: string) => (refuse.includes(name) ? refused : { type: "success" as const });
  const spies = {
    discount: vi.fn<Change<"applyDiscountCodeChange">>(async () => result("discount")),
    attribute: vi.fn<Change<"applyAttributeChange">>(async () => result("attribute")),
    metafield: vi.fn<Change<"applyMetafieldChange">>(async () => result("metafield")),
  };
  shopify.applyDiscountCodeChange = spies.discount;
  shopify.applyAttributeChange = spies.attribute;
  shopify.applyMetafieldChange = spies.metafield;
  return spies;
}

/** The app's answers, one function of what it was asked; `null`: no network. */
export function app(extension: Staged, answer: ((question: Record<string, unknown>) => object | number) | null) {
  const fetch = vi.fn<typeof globalThis.fetch>(async (_url, init) => {
    if (answer === null) throw new TypeError("Failed to fetch");
    const said = answer(JSON.parse(String(init?.body)));
    return typeof said === "number" ? new Response("{}", { status: said }) : Response.json(said);
  });
  extension.fetch = fetch;
  return fetch;
}

export function speak(extension: Staged, file: string) {
  extension.shopify.i18n.translate = inLanguage("checkout", file) as typeof extension.shopify.i18n.translate;
}

/** What Shopify says may be changed in this checkout. */
export function allow(extension: Staged, may: { discounts: boolean; attributes: boolean; metafields: boolean }) {
  const { instructions } = extension.shopify;
  instructions.value = {
    ...instructions.value,
    discounts: { canUpdateDiscountCodes: may.discounts },
    attributes: { canUpdateAttributes: may.attributes },
    metafields: { canSetCartMetafields: may.metafields, canDeleteCartMetafield: may.metafields },
  };
}

export async function enter(text: string) {
  const field = find("s-text-field");
  Object.assign(field, { value: text });
  field.dispatchEvent(new Event("input"));
  await tick();
  find("s-form").dispatchEvent(new Event("submit"));
}

export const find = (selector: string): Element => {
  const element = document.body.querySelector(selector);
  if (!element) throw new Error(`No ${selector} is rendered; there is: ${document.body.innerHTML}`);
  return element;
};

export const shows = (text: string) => vi.waitFor(() => expect(read()).toContain(text));
