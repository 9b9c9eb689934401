import type { Page } from "playwright-core";
import { until } from "../../../scripts/demo/stage.ts";
import { PHONE, type Visitor, type VisitorOptions } from "./chromium.ts";
import { look } from "./look.ts";
import type { World } from "./open-world.ts";

/** Somebody on a phone: a creator, or a shopper. */
export class Phone {
  readonly page: Page;
  readonly visitor: Visitor;
  readonly #world: World;
  private constructor(world: World, visitor: Visitor) {
    this.#world = world;
    this.visitor = visitor;
    this.page = visitor.page;
  }

  static async of(world: World, options: Omit<VisitorOptions, "viewport"> = {}): Promise<Phone> {
    return new Phone(world, await world.chromium.visitor({ ...options, viewport: PHONE }));
  }

  /** See `look`. */
  shows(name: string): Promise<void> {
    return look(this.#world.chromium, this.visitor, name);
  }

  /** Opens a page of the app. @param path from its root on */
  goTo(path: string) {
    return this.page.goto(`${this.#world.stage.appOrigin}${path}`);
  }

  /** What can be read on a page of the portal. */
  async textAt(path: string): Promise<string> {
    await this.goTo(path);
    return this.page.getByRole("main").innerText();
  }

  /** Signs in by a mail of its own, with the button under its link. */
  async signIn(email: string): Promise<void> {
    await this.goTo("/creator/sign-in");
    await this.page.getByRole("textbox").fill(email);
    const link = await this.signInLink(email, () =>
      this.page.getByRole("button", { name: "Mail me a sign-in link" }).click(),
    );
    await this.page.goto(link);
    await this.page.getByRole("button", { name: "Sign me in" }).click();
  }

  /** What the mail links to that `ask` makes come; there may be earlier ones (the mailbox gives the newest first). */
  async signInLink(email: string, ask: () => Promise<void>): Promise<string> {
    const links = () =>
      (this.#world.stage.sandbox.mailbox?.mails ?? [])
        .filter(({ to }) => to.includes(email))
        .flatMap((mail) => mail.links.filter((link) => link.includes("/creator/sign-in/")));
    const before = links().length;
    await ask();
    await this.page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    return until("a sign-in link", () => (links().length > before ? links()[0] : null));
  }
}
