import { whenChanged } from "./navigation.ts";
import type { TitleBar, TitleBarButton } from "./protocol.ts";
import type { Wire } from "./wire.ts";

/** The buttons and links of a `ui-title-bar`, those in its `section`s too, each with the number by which it is clicked. */
export const titleBarControls = (bar: Element): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>("button, a")];

export function describeControls(bar: Element): TitleBarButton[] {
  return titleBarControls(bar).map((control, key) => ({
    key,
    label: control.textContent.trim(),
    variant: control.getAttribute("variant") ?? "",
    tone: control.getAttribute("tone") ?? "",
    disabled: control.hasAttribute("disabled") || control.hasAttribute("loading"),
  }));
}

/** The page's `ui-title-bar` (one inside a modal belongs to the modal), or the document's title. */
export function watchTitleBar(own: Window, wire: Wire): void {
  let last = "";
  const current = (): Element | null =>
    [...own.document.querySelectorAll("ui-title-bar")].find((bar) => !bar.closest("ui-modal")) ?? null;
  whenChanged(own, () => {
    const bar = current();
    const state: TitleBar = {
      title: bar?.getAttribute("title") ?? own.document.title,
      buttons: bar ? describeControls(bar) : [],
    };
    if (JSON.stringify(state) !== last) wire.tell("title_bar", state);
    last = JSON.stringify(state);
  });
  wire.on("title_bar_click", (key) => {
    const bar = current();
    if (bar) titleBarControls(bar)[Number(key)]?.click();
  });
}
