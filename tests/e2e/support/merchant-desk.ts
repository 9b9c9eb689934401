import type { FrameLocator, Locator, Page, Response } from "playwright-core";
import { DESK, type Visitor } from "./chromium.ts";
import { look } from "./look.ts";
import type { World } from "./open-world.ts";
import { ADMIN } from "./origins.ts";

const PATIENCE_MS = 5_000;
const APP = `${ADMIN}/store/demo-store/apps/fairshare`;

/** The merchant's side of the screen: Shopify's admin around, the app in its frame. */
export class MerchantDesk {
  readonly page: Page;
  readonly app: FrameLocator;
  readonly #world: World;
  readonly #visitor: Visitor;
  private constructor(world: World, visitor: Visitor) {
    this.#world = world;
    this.#visitor = visitor;
    this.page = visitor.page;
    this.app = this.page.frameLocator("#app-frame");
  }

  static async of(world: World): Promise<MerchantDesk> {
    return new MerchantDesk(world, await world.chromium.visitor({ viewport: DESK }));
  }

  /** See `look`. */
  shows(name: string): Promise<void> {
    return look(this.#world.chromium, this.#visitor, name);
  }

  /** Opens the app in the admin. @returns the app's own answer, as it came over the wire */
  async open(): Promise<Response> {
    const answered = this.page.waitForResponse((response) => new URL(response.url()).pathname === "/app");
    await this.page.goto(APP);
    return answered;
  }

  /** An entry of the app's menu, which the admin shows. */
  async goTo(entry: string): Promise<void> {
    const link = this.page
      .getByRole("navigation", { name: "Admin" })
      .locator("#app-nav")
      .getByRole("link", { name: entry, exact: true });
    await link.click();
    // A page that has just come may not have its scripts yet, and miss a click; a person clicks again.
    await this.heading(entry)
      .waitFor({ timeout: PATIENCE_MS })
      .catch(() => link.click());
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
