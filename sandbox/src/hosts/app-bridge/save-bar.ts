import type { SaveBarState } from "./protocol.ts";
import type { Wire } from "./wire.ts";

interface Shown {
  save(): void;
  discard(): void;
  hidden(): void;
}

/** Only one save bar is on the screen; `who` is the element or form that it belongs to. */
export class SaveBars {
  readonly #wire: Wire;
  #shown: { who: Element; acts: Shown } | null = null;

  constructor(wire: Wire) {
    this.#wire = wire;
    wire.on("save_bar_save", () => this.#shown?.acts.save());
    wire.on("save_bar_discard", () => this.#shown?.acts.discard());
  }

  isShown(who: Element): boolean {
    return this.#shown?.who === who;
  }

  show(who: Element, state: SaveBarState, acts: Shown): void {
    if (this.#shown && this.#shown.who !== who) this.#shown.acts.hidden();
    this.#shown = { who, acts };
    this.#wire.tell("save_bar_show", state);
  }

  hide(who: Element): void {
    if (!this.isShown(who)) return;
    const { acts } = this.#shown ?? {};
    this.#shown = null;
    this.#wire.tell("save_bar_hide");
    acts?.hidden();
  }

  /** Resolves when the merchant lets unsaved changes go, or when there are none. */
  async leaveConfirmation(): Promise<void> {
    if (this.#shown) await this.#wire.ask("leave_confirmation");
  }
}

/** `<ui-save-bar>`: its primary button saves, the other discards. */
export class UiSaveBar extends HTMLElement {
  static bars: SaveBars;

  get showing(): boolean {
    return UiSaveBar.bars.isShown(this);
  }
  get discardConfirmation(): boolean {
    return this.hasAttribute("discardConfirmation");
  }
  set discardConfirmation(wanted: boolean) {
    this.toggleAttribute("discardConfirmation", wanted);
  }
  async show(): Promise<void> {
    const buttons = [...this.querySelectorAll("button")];
    const save = buttons.find((it) => it.getAttribute("variant") === "primary");
    const discard = buttons.find((it) => it !== save);
    const state = {
      saveLabel: save?.textContent.trim() || "Save",
      discardLabel: discard?.textContent.trim() || "Discard",
      saveDisabled: save?.disabled ?? false,
      discardConfirmation: this.discardConfirmation,
    };
    const wasShown = this.showing;
    UiSaveBar.bars.show(this, state, {
      save: () => save?.click(),
      discard: () => discard?.click(),
      hidden: () => this.dispatchEvent(new Event("hide")),
    });
    if (!wasShown) this.dispatchEvent(new Event("show"));
  }
  async hide(): Promise<void> {
    UiSaveBar.bars.hide(this);
  }
  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }
}

const FORM_STATE: SaveBarState = {
  saveLabel: "Save",
  discardLabel: "Discard",
  saveDisabled: false,
  discardConfirmation: false,
};

const formOf = (event: Event): HTMLFormElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-save-bar]") : null;

/** `<form data-save-bar>`: the bar comes with the first change, saving submits, discarding resets. */
export function watchForms(bars: SaveBars): void {
  const changed = (event: Event): void => {
    const form = formOf(event);
    if (!form || bars.isShown(form)) return;
    const state = { ...FORM_STATE, discardConfirmation: form.hasAttribute("data-discard-confirmation") };
    bars.show(form, state, { save: () => form.requestSubmit(), discard: () => form.reset(), hidden: () => undefined });
  };
  const over = (event: Event): void => {
    const form = formOf(event);
    if (form) bars.hide(form);
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", over);
  document.addEventListener("reset", over);
}
