/** Shopify's `s-*` elements, plain: enough of each for what extensions of this project render. */
const style = `
:host{display:block}:host([hidden]){display:none}
label,legend{display:block;margin:0 0 .25rem}input[type=text]{box-sizing:border-box;width:100%;min-height:44px;padding:.5rem .7rem;font:inherit;border:1px solid #767676;border-radius:8px}
button{min-height:44px;padding:.5rem 1.1rem;font:inherit;border:1px solid #333;border-radius:8px;background:#fff;color:#202223;cursor:pointer}
.error{color:#b3261e;margin:.25rem 0 0}fieldset{border:0;margin:0;padding:0}.choice{display:flex;gap:.5rem;align-items:center;min-height:44px}.choice label{margin:0}
h2{font-size:1.05rem;margin:0}.success{color:#0a6b3d}`;

/** An element whose properties are rendered again when they change; attributes are properties too. */
abstract class Rendered extends HTMLElement {
  static properties: readonly string[] = [];
  readonly root = this.attachShadow({ mode: "open", delegatesFocus: true });
  readonly given: Record<string, unknown> = {};

  connectedCallback(): void {
    const names = (this.constructor as typeof Rendered).properties;
    for (const name of names) if (this.hasAttribute(name)) this.given[name] ??= this.getAttribute(name);
    this.update();
  }

  abstract render(): string;

  update(): void {
    if (this.isConnected) this.root.innerHTML = `<style>${style}</style>${this.render()}`;
  }

  text(name: string): string {
    const value = this.given[name];
    return typeof value === "string" ? value.replaceAll(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`) : "";
  }
}

function define(tag: string, type: typeof Rendered & CustomElementConstructor): void {
  for (const name of type.properties)
    Object.defineProperty(type.prototype, name, {
      get(this: Rendered) {
        return this.given[name];
      },
      set(this: Rendered, value: unknown) {
        if (this.given[name] === value) return;
        this.given[name] = value;
        this.update();
      },
    });
  customElements.define(tag, type);
}

class Stack extends Rendered {
  static override properties = ["direction", "gap", "alignItems", "accessibilityRole"];
  override render(): string {
    const row = this.given["direction"] === "inline";
    if (this.given["accessibilityRole"] === "status") this.setAttribute("role", "status");
    return `<div style="display:flex;gap:.75rem;flex-wrap:wrap;${row ? "align-items:center" : "flex-direction:column"}"><slot></slot></div>`;
  }
}

class Heading extends Rendered {
  override render = (): string => "<h2><slot></slot></h2>";
}

class Text extends Rendered {
  static override properties = ["tone", "type"];
  override render(): string {
    const inner = this.given["type"] === "strong" ? "<strong><slot></slot></strong>" : "<slot></slot>";
    return this.given["tone"] === "success" ? `<span class="success">${inner}</span>` : inner;
  }
}

class TextField extends Rendered {
  static override properties = ["label", "value", "error", "maxLength"];
  override render(): string {
    const error = this.text("error");
    return `<label for="i">${this.text("label")}</label><input id="i" type="text" value="${this.text("value")}"${error ? ' aria-invalid="true" aria-describedby="e"' : ""}>${error ? `<p class="error" id="e">${error}</p>` : ""}`;
  }
  override update(): void {
    const input = this.root.querySelector("input");
    // While it is typed in, only what stands around the field is made anew.
    const focused = input !== null && this.root.activeElement === input;
    if (focused && input.value === this.given["value"] && !this.given["error"]) return;
    super.update();
    const made = this.root.querySelector("input");
    made?.addEventListener("input", () => {
      this.given["value"] = made.value;
      this.dispatchEvent(new Event("input"));
    });
    made?.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    made?.addEventListener("keydown", ({ key }) => key === "Enter" && submit(this));
    if (focused) made?.focus();
  }
}

class Button extends Rendered {
  static override properties = ["type", "variant", "loading", "disabled", "command", "commandFor"];
  override render(): string {
    const off = this.given["loading"] === true || this.given["disabled"] === true;
    return `<button type="button"${off ? " disabled" : ""}><slot></slot></button>`;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("click", () => {
      if (this.given["type"] === "submit") submit(this);
      if (this.given["command"] !== "--copy") return;
      const item = document.getElementById(String(this.given["commandFor"]));
      void navigator.clipboard?.writeText(String(item && Reflect.get(item, "text")));
    });
  }
}

class Form extends Rendered {
  override render = (): string => "<slot></slot>";
}

function submit(from: Element): void {
  from.closest("s-form")?.dispatchEvent(new Event("submit"));
}

class ChoiceList extends Rendered {
  static override properties = ["name", "label", "values"];
  override render(): string {
    const choices = [...this.querySelectorAll("s-choice")].map((choice) => ({
      value: String(Reflect.get(choice, "value")),
      text: (choice.textContent ?? "").replaceAll("<", "&lt;"),
    }));
    const chosen = Array.isArray(this.given["values"]) ? this.given["values"][0] : null;
    const rows = choices.map(
      ({ value, text }, index) =>
        `<div class="choice"><input type="radio" name="c" id="c${index}" data-value="${index}"${value === chosen ? " checked" : ""}><label for="c${index}">${text}</label></div>`,
    );
    return `<fieldset><legend>${this.text("label")}</legend>${rows.join("")}</fieldset>`;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    new MutationObserver(() => this.update()).observe(this, { childList: true, subtree: true, characterData: true });
    this.root.addEventListener("change", ({ target }) => {
      const index = target instanceof HTMLInputElement ? Number(target.dataset["value"]) : -1;
      const choice = this.querySelectorAll("s-choice")[index];
      this.given["values"] = choice ? [String(Reflect.get(choice, "value"))] : [];
      this.dispatchEvent(new Event("change"));
    });
  }
}

class Choice extends Rendered {
  static override properties = ["value", "selected"];
  override render = (): string => "";
}

class ClipboardItem extends Rendered {
  static override properties = ["text"];
  override render = (): string => "";
}

export function defineElements(): void {
  define("s-stack", Stack);
  define("s-heading", Heading);
  define("s-text", Text);
  define("s-text-field", TextField);
  define("s-button", Button);
  define("s-form", Form);
  define("s-choice-list", ChoiceList);
  define("s-choice", Choice);
  define("s-clipboard-item", ClipboardItem);
}
