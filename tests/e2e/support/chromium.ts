import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { findChromium } from "../../../scripts/chromium.ts";
import type { Stage } from "../../../scripts/demo/stage.ts";
import { routeOrigins } from "./origins.ts";

/** An ordinary one: what calls itself headless is taken for a robot, and turned away by the app. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
/** The browser's own note on an answer of 4xx or 5xx: answers are judged below. */
const RESOURCE = /^Failed to load resource: the server responded/;
const WAIT_MS = 15_000;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

export interface VisitorOptions {
  readonly viewport: { width: number; height: number };
  readonly javaScriptEnabled?: boolean;
}

/** Somebody with a browser of their own: no cookie is shared. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What a developer would see in red: errors of the console and of scripts, answers of 5xx, missing files, calls to nowhere. */
  readonly noise: string[];
}

/** Chromium, with the app's public address leading to where it listens: nothing stands between the two. */
export class Chromium {
  /** The test file's; screenshots are kept under it. */
  readonly name: string;
  readonly #browser: Browser;
  readonly #stage: Stage;

  private constructor(browser: Browser, stage: Stage, name: string) {
    this.#browser = browser;
    this.#stage = stage;
    this.name = name;
  }

  static async open(stage: Stage, name: string): Promise<Chromium> {
    const executablePath = findChromium();
    if (executablePath === null)
      throw new Error(
        "No Chromium was found: install one (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH",
      );
    const browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        // https://admin.shopify.com is routed to this machine, and frames an app that is on it.
        "--disable-features=LocalNetworkAccessChecks",
        `--host-resolver-rules=MAP ${new URL(stage.appOrigin).host} ${new URL(stage.app.url).host}`,
      ],
    });
    return new Chromium(browser, stage, name);
  }

  async visitor({ viewport, javaScriptEnabled = true }: VisitorOptions): Promise<Visitor> {
    const context = await this.#browser.newContext({
      viewport,
      javaScriptEnabled,
      userAgent: USER_AGENT,
      locale: "en-US",
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: this.#stage.appOrigin });
    context.setDefaultTimeout(WAIT_MS);
    const noise: string[] = [];
    await routeOrigins(context, this.#stage, (url) => noise.push(`a call to ${url}`));
    context.on("console", (message) => {
      if (message.type() === "error" && !RESOURCE.test(message.text()))
        noise.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => noise.push(`script: ${error.error().stack ?? error.error().message}`));
    context.on("response", (response) => {
      const status = response.status();
      // A page that is not there, or a form that is refused, is an answer like others.
      if (status >= 500 || (status === 404 && !response.request().isNavigationRequest()))
        noise.push(`${status} from ${response.url()}`);
    });
    return { context, page: await context.newPage(), noise };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
