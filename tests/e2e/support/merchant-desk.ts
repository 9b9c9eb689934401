import { type FrameLocator, type Locator, type Page, type Response } from "playwright-core";
import { ADMIN } from "./origins.ts";

const APP = `${ADMIN}/store/demo-store/apps/fairshare`;

/** The merchant's side of the screen: Shopify's admin around, the app in its frame. */
export class MerchantDesk {
  readonly page: Page;
  readonly app: FrameLocator;
  constructor(page: Page) {
    this.page = page;
    this.app = page.frameLocator("#app-frame");
  }

  /** Opens the app in the admin. @returns the app's own answer, as it came over the wire */
  async open(): Promise<Response> {
    const answered = this.page.waitForResponse((response) => new URL(response.url()).pathname === "/app");
    await this.page.goto(APP);
    return answered;
  }

  /** An entry of the app's menu, which the admin shows. */
  async goTo(entry: string): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Admin" })
      .locator("#app-nav")
      .getByRole("link", { name: entry, exact: true })
      .click();
    await this.heading(entry).waitFor();
  }

  heading(name: string | RegExp): Locator {
    return this.app.getByRole("heading", { name, exact: typeof name === "string" }).first();
  }

  button(name: string): Locator {
    return this.app.getByRole("button", { name, exact: true });
  }

  /** The admin's bar over unsaved changes. */
  get saveBar(): Locator {
    return this.page.getByRole("region", { name: "Unsaved changes" });
  }

  /** What the admin says in a passing message; it is dismissed, so that the next is told apart from it. */
  async toast(text: string | RegExp): Promise<void> {
    const toast = this.page.locator(".toast", { hasText: text });
    await toast.waitFor();
    await toast.getByRole("button", { name: "Dismiss" }).click();
  }
}
