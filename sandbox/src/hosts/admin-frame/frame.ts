import { isFromUs, MARK, type NavItem, type SaveBarState, type TitleBar } from "../app-bridge/protocol.ts";
import { clickable, confirmIn, make } from "./elements.ts";
import { pickResources } from "./picker.ts";

interface Settings {
  readonly store: string;
  readonly handle: string;
  readonly appOrigin: string;
}

interface Toast {
  readonly id: string;
  readonly message: string;
  readonly duration: number;
  readonly isError: boolean;
  readonly action: string | null;
}

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The admin's page has no #${id}`);
  return found;
};

/** The admin's side of App Bridge: what the app's frame says changes the admin around it, what it asks is answered. */
export function startFrame(settings: Settings): void {
  const frame = place("app-frame") as HTMLIFrameElement;
  const post = (message: object): void =>
    frame.contentWindow?.postMessage({ mark: MARK, ...message }, settings.appOrigin);
  const emit = (event: string, payload?: unknown): void => post({ event, payload });
  const saveBar = new SaveBar(emit);
  const tellers = tellersOf(settings, emit, saveBar);
  const answerers = answerersOf(settings, saveBar);

  addEventListener("message", ({ data, source, origin }: MessageEvent<unknown>) => {
    if (source !== frame.contentWindow || origin !== settings.appOrigin || !isFromUs(data)) return;
    if (data.id === null) tellers[data.type]?.(data.payload);
    else void answer(data.id, answerers[data.type]?.(data.payload), data.type, post);
  });
}

async function answer(
  reply: number,
  value: Promise<unknown> | undefined,
  type: string,
  post: (message: object) => void,
): Promise<void> {
  if (!value) return post({ reply, error: `The sandbox's admin does not know "${type}"` });
  try {
    post({ reply, value: await value });
  } catch (error) {
    post({ reply, error: error instanceof Error ? error.message : String(error) });
  }
}

type Tellers = Record<string, (payload: never) => void>;

function tellersOf(
  settings: Settings,
  emit: (event: string, payload?: unknown) => void,
  saveBar: SaveBar,
): Record<string, (payload: unknown) => void> {
  const base = `/store/${settings.store}/apps/${settings.handle}`;
  const tellers: Tellers = {
    nav: (items: NavItem[]) =>
      showNav(items, base, async (href) => (await saveBar.mayLeave()) && emit("navigate", href)),
    location: ({ path, title }: { path: string; title: string }) => {
      history.replaceState(null, "", base + (path === "/" ? "" : path));
      document.title = title;
      markCurrent(base);
    },
    title_bar: (bar: TitleBar) => showTitleBar(bar, emit),
    toast: (toast: Toast) => showToast(toast, emit),
    toast_hide: (id: string) => document.getElementById(id)?.remove(),
    loading: (isLoading: boolean) => place("loading").toggleAttribute("hidden", !isLoading),
    save_bar_show: (state: SaveBarState) => saveBar.show(state),
    save_bar_hide: () => saveBar.hide(),
    open_admin: (path: string) => location.assign(`/store/${settings.store}${path}`),
  };
  return tellers as Record<string, (payload: unknown) => void>;
}

function answerersOf(
  { store, handle }: Settings,
  saveBar: SaveBar,
): Record<string, (payload: unknown) => Promise<unknown>> {
  const scopes = async (action: string, wanted: unknown): Promise<unknown> => {
    const body = new URLSearchParams({ action, scopes: Array.isArray(wanted) ? wanted.join(",") : "" });
    return (await fetch(`/store/${store}/apps/${handle}/scopes`, { method: "POST", body })).json();
  };
  return {
    id_token: async () => (await fetch(`/store/${store}/apps/${handle}/id-token`, { method: "POST" })).text(),
    user: async () => ({ accountAccess: "full" }),
    resource_picker: (options) => pickResources(store, options ?? {}),
    leave_confirmation: async () => {
      if (!(await saveBar.mayLeave())) throw new Error("The merchant stays on this page");
    },
    scopes_query: () => scopes("query", []),
    scopes_request: async (wanted) => {
      const list = Array.isArray(wanted) ? wanted.join(", ") : "";
      const agreed = await confirmIn("Grant access?", `The app asks for: ${list}`, "Allow");
      return {
        result: agreed ? "granted-all" : "declined-all",
        detail: await scopes(agreed ? "grant" : "query", wanted),
      };
    },
    scopes_revoke: async (wanted) => ({ detail: await scopes("revoke", wanted) }),
  };
}

function showNav(items: readonly NavItem[], base: string, go: (href: string) => void): void {
  place("app-nav").replaceChildren(
    ...items.map(({ href, label }) => {
      const link = make("a", { href: base + href }, label);
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(href);
      });
      return make("li", {}, link);
    }),
  );
  markCurrent(base);
}

/** The entry whose path is the longest beginning of where the app is. */
function markCurrent(base: string): void {
  const here = location.pathname;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("#app-nav a")];
  const fitting = links
    .filter((link) => here === link.pathname || here.startsWith(`${link.pathname}/`))
    .toSorted((a, b) => b.pathname.length - a.pathname.length);
  for (const link of links) link.removeAttribute("aria-current");
  fitting[0]?.setAttribute("aria-current", "page");
  document.getElementById("app-home")?.toggleAttribute("data-current", here.startsWith(base) && fitting.length === 0);
}

function showTitleBar({ title, buttons }: TitleBar, emit: (event: string, payload?: unknown) => void): void {
  place("app-title").textContent = title;
  const controls = buttons.map(({ key, label, variant, tone, disabled }) => {
    const button = clickable(
      label,
      variant === "primary" ? "small" : `small ${tone === "critical" ? "danger" : "plain"}`,
      () => emit("title_bar_click", key),
    );
    button.disabled = disabled;
    return button;
  });
  place("app-actions").replaceChildren(...controls.toReversed());
}

function showToast(
  { id, message, duration, isError, action }: Toast,
  emit: (event: string, payload?: unknown) => void,
): void {
  const gone = (): void => {
    if (!document.getElementById(id)) return;
    document.getElementById(id)?.remove();
    emit("toast_gone", id);
  };
  const toast = make("div", { id, class: isError ? "toast error" : "toast" }, make("span", {}, message));
  if (action) toast.append(clickable(action, "link", () => emit("toast_action", id)));
  const close = clickable("×", "link", gone);
  close.setAttribute("aria-label", "Dismiss");
  toast.append(close);
  place("toasts").append(toast);
  setTimeout(gone, duration);
}

/** The contextual save bar over the admin's top. */
class SaveBar {
  readonly #emit: (event: string) => void;
  #state: SaveBarState | null = null;

  constructor(emit: (event: string) => void) {
    this.#emit = emit;
    addEventListener("beforeunload", (event) => {
      if (this.#state) event.preventDefault();
    });
  }

  show(state: SaveBarState): void {
    this.#state = state;
    const save = clickable(state.saveLabel, "small", () => this.#emit("save_bar_save"));
    save.disabled = state.saveDisabled;
    const discard = clickable(state.discardLabel, "small plain", () => void this.#discard());
    place("save-bar").replaceChildren(
      make("span", {}, "Unsaved changes"),
      make("div", { class: "actions" }, discard, save),
    );
    place("save-bar").hidden = false;
  }

  hide(): void {
    this.#state = null;
    place("save-bar").hidden = true;
  }

  /** Unsaved changes are left only on the merchant's word. */
  async mayLeave(): Promise<boolean> {
    if (!this.#state) return true;
    const leaves = await confirmIn(
      "Leave page with unsaved changes?",
      "Leaving this page will discard them.",
      "Leave page",
    );
    if (leaves) this.hide();
    return leaves;
  }

  async #discard(): Promise<void> {
    const asks = this.#state?.discardConfirmation ?? false;
    if (!asks || (await confirmIn("Discard all unsaved changes?", "They cannot be brought back.", "Discard changes")))
      this.#emit("save_bar_discard");
  }
}
