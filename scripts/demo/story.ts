import type { Browser, Page } from "./browser.ts";

/** What one step hands to the next. */
export interface Story {
  offerId: string;
  creators: Record<"maya" | "ben", CreatorInStory>;
  /** Shopify's ids of the orders, by who brought them. */
  orders: Record<string, string>;
}

export interface CreatorInStory {
  readonly email: string;
  readonly browser: Browser;
  code: string;
  link: string;
}

/** @throws Error saying what was expected */
export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export function expectOk(page: Page): void {
  expectThat(page.status < 400, `${page.url} answered ${page.status}: ${page.text.slice(0, 300)}`);
}

/** Minor units of a currency with two decimals, for reading. */
export function minor(amount: bigint): string {
  const text = String(amount).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
