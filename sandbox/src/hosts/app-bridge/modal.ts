import { describeControls, titleBarControls } from "./title-bar.ts";

const CSS = `ui-modal,ui-nav-menu,s-app-nav,ui-title-bar,ui-save-bar{display:none}
dialog.ui-modal{border:0;border-radius:12px;padding:0;width:min(620px,calc(100vw - 32px));max-height:85vh;box-shadow:0 12px 40px #0005;color:#303030;font:13px/1.5 Inter,system-ui,sans-serif}
dialog.ui-modal[data-variant=small]{width:min(380px,calc(100vw - 32px))}dialog.ui-modal[data-variant=large]{width:min(980px,calc(100vw - 32px))}dialog.ui-modal[data-variant=max]{width:calc(100vw - 32px);height:calc(100vh - 32px)}
dialog.ui-modal::backdrop{background:#0008}dialog.ui-modal>header{display:flex;justify-content:space-between;align-items:center;padding:12px 16px;border-bottom:1px solid #e3e3e3;background:#f3f3f3}dialog.ui-modal>header h2{margin:0;font-size:14px}
dialog.ui-modal>footer{display:flex;gap:8px;justify-content:flex-end;padding:12px 16px;border-top:1px solid #e3e3e3}dialog.ui-modal>footer:empty{display:none}dialog.ui-modal button.bridge{font:inherit;font-weight:600;min-height:32px;padding:4px 12px;border-radius:8px;border:1px solid #c9c9c9;background:#fff;cursor:pointer}
dialog.ui-modal button.bridge[data-variant=primary]{background:#303030;color:#fff;border-color:#303030}dialog.ui-modal button.bridge[data-tone=critical]{color:#8e1f0b}dialog.ui-modal iframe{border:0;width:100%;height:60vh;display:block}`;

export function addStyles(): void {
  const style = document.createElement("style");
  style.textContent = CSS;
  document.head.append(style);
}

/**
 * `<ui-modal>`. Shopify draws it over the whole admin; here it covers the app's frame.
 * `content` is where a framework renders; plain children are moved there while it is open.
 */
export class UiModal extends HTMLElement {
  readonly #dialog = document.createElement("dialog");
  readonly #content = document.createElement("div");
  #moved: { node: Element; place: Comment }[] = [];

  constructor() {
    super();
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      void this.hide();
    });
  }

  get content(): HTMLElement {
    return this.#content;
  }
  get contentWindow(): Window | null {
    return this.#dialog.querySelector("iframe")?.contentWindow ?? null;
  }
  get src(): string | undefined {
    return this.getAttribute("src") ?? undefined;
  }
  set src(value: string | undefined) {
    if (value) this.setAttribute("src", value);
    else this.removeAttribute("src");
  }
  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }
  set variant(value: string) {
    this.setAttribute("variant", value);
  }

  async show(): Promise<void> {
    if (this.#dialog.open) return;
    this.#dialog.className = "ui-modal";
    this.#dialog.dataset["variant"] = this.variant;
    this.#dialog.replaceChildren(this.#header(), this.#body(), this.#footer());

    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!this.#dialog.open) return;
    this.#dialog.close();
    for (const { node, place } of this.#moved.splice(0)) place.replaceWith(node);
    this.#dialog.remove();
    this.dispatchEvent(new Event("hide"));
  }

  toggle(): Promise<void> {
    return this.#dialog.open ? this.hide() : this.show();
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  #header(): HTMLElement {
    const header = document.createElement("header");
    const title = document.createElement("h2");
    title.textContent = this.querySelector("ui-title-bar")?.getAttribute("title") ?? document.title;
    this.#dialog.setAttribute("aria-label", title.textContent);
    header.append(
      title,
      button("×", "", "", () => void this.hide(), "Close"),
    );
    return header;
  }

  #body(): HTMLElement {
    const src = this.src;
    if (src !== undefined) {
      const frame = document.createElement("iframe");
      frame.src = src;
      frame.title = this.#dialog.getAttribute("aria-label") ?? "";
      return frame;
    }
    const children = [...this.children].filter(
      (it) => !["UI-TITLE-BAR", "UI-SAVE-BAR"].includes(it.tagName) && it.textContent.trim() !== "",
    );
    for (const node of children) {
      const place = document.createComment("in the modal");
      node.replaceWith(place);
      this.#moved.push({ node, place });
      this.#content.append(node);
    }
    return this.#content;
  }

  #footer(): HTMLElement {
    const footer = document.createElement("footer");
    const bar = this.querySelector("ui-title-bar");
    if (!bar) return footer;
    const controls = titleBarControls(bar);
    for (const { key, label, variant, tone } of describeControls(bar).toReversed())
      footer.append(button(label, variant, tone, () => controls[key]?.click()));
    return footer;
  }
}

function button(label: string, variant: string, tone: string, click: () => void, name?: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bridge";
  made.textContent = label;
  Object.assign(made.dataset, { variant, tone });
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", click);
  return made;
}
