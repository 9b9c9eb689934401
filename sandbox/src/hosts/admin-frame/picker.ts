import { clickable, make } from "./elements.ts";

interface Option {
  readonly id: string;
  readonly title: string;
}

interface PickerRequest {
  readonly type?: string;
  readonly action?: string;
  readonly multiple?: boolean | number;
  readonly query?: string;
  readonly selectionIds?: readonly Option[];
}

/** The resource picker: a searchable list of the shop's products, variants or collections; undefined when it is cancelled. */
export async function pickResources(store: string, options: PickerRequest): Promise<unknown> {
  const type = options.type ?? "product";
  const all = (await (
    await fetch(`/store/${store}/resources.json?type=${encodeURIComponent(type)}`)
  ).json()) as Option[];
  const chosen = new Set(options.selectionIds?.map((it) => it.id) ?? []);
  const many = options.multiple === true ? Number.POSITIVE_INFINITY : Number(options.multiple || 1);
  const verb = options.action === "select" ? "Select" : "Add";
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "admin-dialog picker", "aria-label": `${verb} ${type}s` });
    const end = (value: unknown): void => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const list = make("ul", { class: "picker-list" });
    const search = make("input", { type: "search", id: "picker-search", value: options.query ?? "" });
    const show = (): void =>
      list.replaceChildren(
        ...all
          .filter((it) => it.title.toLowerCase().includes(search.value.toLowerCase()))
          .map((it) => row(it, chosen, many)),
      );
    search.addEventListener("input", show);
    show();
    dialog.append(
      make("h2", {}, `${verb} ${type}s`),
      make("label", { for: "picker-search" }, "Search"),
      search,
      list,
      make(
        "div",
        { class: "actions" },
        clickable("Cancel", "plain", () => end(undefined)),
        clickable(verb, "", () => end(all.filter((it) => chosen.has(it.id)))),
      ),
    );
    dialog.addEventListener("cancel", () => end(undefined));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function row(option: Option, chosen: Set<string>, many: number): HTMLElement {
  const id = `pick-${option.id.replace(/\W/g, "-")}`;
  const box = make("input", { type: many > 1 ? "checkbox" : "radio", name: "pick", id });
  box.checked = chosen.has(option.id);
  box.addEventListener("change", () => {
    if (many === 1) chosen.clear();
    if (box.checked && chosen.size < many) chosen.add(option.id);
    else chosen.delete(option.id);
    box.checked = chosen.has(option.id);
  });
  return make("li", {}, box, make("label", { for: id }, option.title));
}
