// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { startBridge } from "./bridge.ts";
import { MARK } from "./protocol.ts";

interface Bridge {
  config: { apiKey: string; shop?: string; host?: string };
  idToken(): Promise<string>;
  toast: { show(message: string, options?: object): string; hide(id: string): void };
  resourcePicker(options: object): Promise<(unknown[] & { selection: unknown[] }) | undefined>;
  saveBar: { show(id: string): Promise<void>; hide(id: string): Promise<void>; leaveConfirmation(): Promise<void> };
  modal: { show(id: string): Promise<void>; hide(id: string): Promise<void> };
  scopes: { query(): Promise<unknown> };
  loading(on?: boolean): void;
}

/** The admin around the frame: it keeps what it is told and answers what it is asked. */
const told: { type: string; payload: unknown }[] = [];
const answers: Record<string, unknown> = {
  id_token: "tok-1",
  resource_picker: [{ id: "gid://shopify/Product/1" }],
  scopes_query: { granted: ["read_orders"] },
};
const parent = {
  postMessage: ({ mark, type, id, payload }: { mark: string; type: string; id: number | null; payload: unknown }) => {
    expect(mark).toBe(MARK);
    told.push({ type, payload });
    if (id === null) return;
    fromAdmin(type in answers ? { reply: id, value: answers[type] } : { reply: id, error: `unknown ${type}` });
  },
};
const fromAdmin = (message: object): void => {
  dispatchEvent(new MessageEvent("message", { data: { mark: MARK, ...message }, source: parent as unknown as Window }));
};
const emit = (event: string, payload?: unknown): void => fromAdmin({ event, payload });
const last = (type: string): unknown => told.findLast((it) => it.type === type)?.payload;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const fetched: Request[] = [];
const responses: Response[] = [];
Object.defineProperty(window, "parent", { value: parent, configurable: true });
window.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
  fetched.push(new Request(input instanceof Request ? input : new URL(input, location.href), init));
  return responses.shift() ?? new Response("ok");
};
// jsdom knows dialogs, but not how to open them.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close = function close() {
  this.removeAttribute("open");
};
history.replaceState(null, "", "/app?embedded=1&shop=s.myshopify.com&host=aG9zdA&id_token=x&keep=1");
const script = document.createElement("script");
script.dataset["apiKey"] = "key";
startBridge(window, script, "http://admin.localhost");
const bridge = (window as unknown as { shopify: Bridge }).shopify;

beforeEach(() => {
  told.length = 0;
  fetched.length = 0;
});

test("the configuration comes from the tag and the query, and stays for the tab", () => {
  expect(bridge.config).toMatchObject({ apiKey: "key", shop: "s.myshopify.com", host: "aG9zdA" });
  expect(JSON.parse(sessionStorage.getItem("app-bridge-config") ?? "{}")).toMatchObject({ shop: "s.myshopify.com" });
});

test("the admin's own parameters are no part of the app's address", () => {
  history.pushState(null, "", "/app/offers?embedded=1&shop=s&page=2");
  expect(last("location")).toMatchObject({ path: "/app/offers?page=2" });
});

describe("questions", () => {
  test("a session token", async () => expect(await bridge.idToken()).toBe("tok-1"));

  test("the picker gives a list that has itself as selection", async () => {
    const chosen = await bridge.resourcePicker({ type: "product", multiple: true });
    expect(chosen?.selection).toBe(chosen);
    answers["resource_picker"] = undefined;
    expect(await bridge.resourcePicker({ type: "product" })).toBeUndefined();
  });

  test("what the admin does not know is an error", async () => {
    await expect(bridge.saveBar.show("nothing")).rejects.toThrow(/no ui-modal or ui-save-bar with the id "nothing"/);
    delete answers["scopes_query"];
    await expect(bridge.scopes.query()).rejects.toThrow("unknown scopes_query");
  });

  test("messages from elsewhere are not heard", async () => {
    const spy = vi.fn<() => void>();
    addEventListener("shopify:navigate", spy);
    dispatchEvent(
      new MessageEvent("message", { data: { mark: MARK, event: "navigate", payload: "/app/x" }, source: window }),
    );
    expect(spy).not.toHaveBeenCalled();
  });
});

describe("fetch", () => {
  test("sends the token to the app's own origin, and to no other", async () => {
    await fetch("/app/data");
    await fetch("https://elsewhere.example/data");
    expect(fetched[0]?.headers.get("authorization")).toBe("Bearer tok-1");
    expect(fetched[1]?.headers.get("authorization")).toBeNull();
  });

  test("keeps a header that is there, and the body", async () => {
    await fetch("/app/data", { method: "POST", body: "x=1", headers: { authorization: "Basic a" } });
    await fetch("/app/data", { method: "POST", body: "x=1" });
    expect(fetched[0]?.headers.get("authorization")).toBe("Basic a");
    expect(await fetched[1]?.text()).toBe("x=1");
  });

  test("tries once more with a new token when the app asks for it", async () => {
    responses.push(new Response("no", { status: 401, headers: { "X-Shopify-Retry-Invalid-Session-Request": "1" } }));
    expect((await fetch("/app/data", { method: "POST", body: "x=1" })).status).toBe(200);
    expect(fetched).toHaveLength(2);
  });
});

describe("elements", () => {
  test("the menu is told without its home, and choosing an entry asks the app's router", async () => {
    document.body.innerHTML =
      '<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/offers">Offers</a></ui-nav-menu>';
    await settle();
    expect(last("nav")).toEqual([{ href: "/app/offers", label: "Offers" }]);
    const seen: unknown[] = [];
    addEventListener("shopify:navigate", (event) => seen.push((event.target as Element).getAttribute("href")));
    emit("navigate", "/app/offers");
    expect(seen).toEqual(["/app/offers"]);
  });

  test("the title bar's buttons are clicked by the admin", async () => {
    document.body.innerHTML =
      '<ui-title-bar title="Offers"><button variant="primary">New</button><button disabled>Old</button></ui-title-bar>';
    const clicked = vi.fn<() => void>();
    document.querySelector("button")?.addEventListener("click", clicked);
    await settle();
    expect(last("title_bar")).toMatchObject({
      title: "Offers",
      buttons: [
        { label: "New", variant: "primary", disabled: false },
        { label: "Old", disabled: true },
      ],
    });
    emit("title_bar_click", 0);
    expect(clicked).toHaveBeenCalledOnce();
  });

  test("a save bar shows, saves, discards, hides", async () => {
    document.body.innerHTML =
      '<ui-save-bar id="bar"><button variant="primary">Save it</button><button>Drop</button></ui-save-bar>';
    const bar = document.getElementById("bar") as HTMLElement & { showing: boolean };
    const events: string[] = [];
    for (const name of ["show", "hide"]) bar.addEventListener(name, () => events.push(name));
    bar.querySelectorAll("button").forEach((it) => it.addEventListener("click", () => events.push(it.textContent)));
    await bridge.saveBar.show("bar");
    expect(last("save_bar_show")).toMatchObject({ saveLabel: "Save it", discardLabel: "Drop" });
    expect(bar.showing).toBe(true);
    emit("save_bar_save");
    emit("save_bar_discard");
    await bridge.saveBar.hide("bar");
    expect(events).toEqual(["show", "Save it", "Drop", "hide"]);
    expect(bar.showing).toBe(false);
  });

  test("a form with data-save-bar brings its bar at the first change", () => {
    document.body.innerHTML = '<form data-save-bar><input name="a" value="1"></form>';
    const input = document.querySelector("input");
    input?.dispatchEvent(new Event("input", { bubbles: true }));
    input?.dispatchEvent(new Event("input", { bubbles: true }));
    expect(told.filter((it) => it.type === "save_bar_show")).toHaveLength(1);
    emit("save_bar_discard");
    expect(last("save_bar_hide")).toBeUndefined();
    expect(told.at(-1)?.type).toBe("save_bar_hide");
  });

  test("a modal opens with its title, its content and its buttons, and gives its children back", async () => {
    document.body.innerHTML =
      '<ui-modal id="m"><p>Sure?</p><ui-title-bar title="Delete"><button variant="primary" tone="critical">Yes</button></ui-title-bar></ui-modal>';
    const yes = vi.fn<() => void>();
    document.querySelector("button")?.addEventListener("click", yes);
    await bridge.modal.show("m");
    const dialog = document.querySelector("dialog");
    expect(dialog?.getAttribute("aria-label")).toBe("Delete");
    expect(dialog?.textContent).toContain("Sure?");
    dialog?.querySelector<HTMLButtonElement>("footer button")?.click();
    expect(yes).toHaveBeenCalledOnce();
    await bridge.modal.hide("m");
    expect(document.querySelector("dialog")).toBeNull();
    expect(document.getElementById("m")?.textContent).toContain("Sure?");
  });
});

test("a toast has an id, and its action comes back", () => {
  const onAction = vi.fn<() => void>();
  const id = bridge.toast.show("Saved", { action: "Undo", onAction });
  expect(last("toast")).toEqual({ id, message: "Saved", duration: 5000, isError: false, action: "Undo" });
  emit("toast_action", id);
  expect(onAction).toHaveBeenCalledOnce();
});

test("a link into the admin is opened by the admin", () => {
  document.body.innerHTML = '<a href="shopify://admin/products">Products</a>';
  document.querySelector("a")?.click();
  window.open("shopify:admin/orders", "_top");
  expect(told.filter((it) => it.type === "open_admin").map((it) => it.payload)).toEqual(["/products", "/orders"]);
});
