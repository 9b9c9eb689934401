import { type HTMLElement, parse } from "node-html-parser";
import { decode } from "turbo-stream";
import { Agent, fetch, type RequestInit } from "undici";

/** Names under `.localhost` are this machine: browsers know that, the resolver often does not. */
const agent = new Agent({
  connect: {
    lookup: (_, options, callback) => {
      const address = { address: "127.0.0.1", family: 4 };
      if (options.all) callback(null, [address]);
      else callback(null, address.address, address.family);
    },
  },
});

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36";
const MOST_REDIRECTS = 10;

/** A page as a person has it before them. */
export class Page {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly root: HTMLElement;
  constructor(url: string, status: number, body: string) {
    this.url = url;
    this.status = status;
    this.body = body;
    this.root = parse(body);
  }

  /** What can be read on it, white space folded. */
  get text(): string {
    for (const hidden of this.root.querySelectorAll("script, style, template")) hidden.remove();
    return this.root.textContent.replaceAll(/\s+/g, " ").trim();
  }

  /** The values of a form's fields as they stand. @throws Error when the page has no such form */
  form(selector: string): { action: string; fields: URLSearchParams } {
    const form = this.root.querySelector(selector);
    if (form === null) throw new Error(`${this.url} has no form ${selector}; it says: ${this.text.slice(0, 300)}`);
    const fields = new URLSearchParams();
    for (const field of form.querySelectorAll("input, textarea, select")) {
      const name = field.getAttribute("name");
      if (name) for (const value of valuesOf(field)) fields.append(name, value);
    }
    return { action: new URL(form.getAttribute("action") ?? "", this.url).href, fields };
  }
}

function valuesOf(field: HTMLElement): string[] {
  const value = field.getAttribute("value") ?? "";
  if (field.tagName === "TEXTAREA") return [field.textContent];
  if (field.tagName === "SELECT") {
    const chosen = field.querySelector("option[selected]") ?? field.querySelector("option");
    return chosen ? [chosen.getAttribute("value") ?? chosen.textContent] : [];
  }
  const type = field.getAttribute("type");
  if (type === "checkbox" || type === "radio") return field.hasAttribute("checked") ? [value || "on"] : [];
  return type === "submit" || type === "button" ? [] : [value];
}

/** A browser without scripts: cookies, redirects, forms. What needs a script is done by the browser's tests. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #headers: () => Promise<Record<string, string>>;
  constructor(headers: () => Promise<Record<string, string>> = async () => ({})) {
    this.#headers = headers;
  }

  get(url: string): Promise<Page> {
    return this.#open(url, { method: "GET" });
  }

  post(url: string, fields: URLSearchParams): Promise<Page> {
    return this.#open(url, {
      method: "POST",
      body: fields.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(url).origin },
    });
  }

  /** What a page's script asks of an action and gets back: Remix's stream of values. */
  async call(url: string, fields: URLSearchParams): Promise<unknown> {
    const page = await this.post(`${url}.data`, fields);
    const bytes = new Blob([page.body]).stream();
    const { value, done } = await decode(bytes);
    await done;
    const answer = value as { data?: unknown; error?: unknown };
    if (answer.data === undefined) throw new Error(`${url} answered ${page.status}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  }

  /** Fills in a page's form and sends it. */
  submit(page: Page, selector: string, filled: Record<string, string | readonly string[]>): Promise<Page> {
    const { action, fields } = page.form(selector);
    for (const [name, value] of Object.entries(filled)) {
      fields.delete(name);
      for (const one of typeof value === "string" ? [value] : value) fields.append(name, one);
    }
    return this.post(action, fields);
  }

  async #open(first: string, init: RequestInit): Promise<Page> {
    let [url, request] = [first, init];
    for (let hop = 0; hop < MOST_REDIRECTS; hop++) {
      const { host } = new URL(url);
      const jar = this.#cookies.get(host) ?? new Map<string, string>();
      this.#cookies.set(host, jar);
      const headers = {
        "user-agent": USER_AGENT,
        accept: "text/html",
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(await this.#headers()),
        ...(request.headers as Record<string, string> | undefined),
      };
      const response = await fetch(url, { ...request, headers, redirect: "manual", dispatcher: agent });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ""] = cookie.split(";");
        const [name = "", ...value] = pair.split("=");
        jar.set(name.trim(), value.join("="));
      }
      const location = response.headers.get("location");
      if (location === null) return new Page(url, response.status, await response.text());
      await response.body?.cancel();
      url = new URL(location, url).href;
      request = { method: "GET" };
    }
    throw new Error(`${first} redirects without end`);
  }
}
