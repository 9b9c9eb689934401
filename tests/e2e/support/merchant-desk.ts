import type { FrameLocator, Locator, Page, Response } from "playwright-core";
import { DESK, type Visitor } from "./chromium.ts";
import { look } from "./look.ts";
import type { World } from "./open-world.ts";
import { ADMIN } from "./origins.ts";

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
    const visitor = await world.chromium.visitor({ viewport: DESK });
    await visitor.page.addInitScript(noteListening);
    return new MerchantDesk(world, visitor);
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
    await this.#listens();
    await link.click();
    await this.heading(entry).waitFor();
  }

  /** Before the app's scripts run, its menu loads pages anew, without what Shopify adds to the first address. */
  async #listens(): Promise<void> {
    const element = await this.page.waitForSelector("#app-frame");
    const frame = await element.contentFrame();
    await frame?.waitForFunction(() => "routerListens" in window);
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

/** Runs in each document, before its scripts: notes when the app's router begins to hear of the menu. */
function noteListening(): void {
  const add = window.addEventListener.bind(window) as (type: string, ...rest: unknown[]) => void;
  window.addEventListener = (type: string, ...rest: unknown[]): void => {
    if (type === "shopify:navigate") Object.assign(window, { routerListens: true });
    add(type, ...rest);
  };
}
