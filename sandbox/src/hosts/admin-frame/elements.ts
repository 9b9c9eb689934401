/** Small makers for the admin's own elements around the app. */

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function clickable(label: string, className: string, click: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", class: className }, label);
  button.addEventListener("click", click);
  return button;
}

/** Asks in a dialog; resolves to whether the merchant agreed. */
export function confirmIn(title: string, text: string, agree: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "admin-dialog", "aria-label": title });
    const end = (answer: boolean) => (): void => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    dialog.append(
      make("h2", {}, title),
      make("p", {}, text),
      make("div", { class: "actions" }, clickable("Cancel", "plain", end(false)), clickable(agree, "", end(true))),
    );
    dialog.addEventListener("cancel", end(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}
