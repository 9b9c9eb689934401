/** HTML as text that is safe by construction: what is put into a template is escaped unless it is markup itself. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | bigint | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Text that is known to be good HTML: what an extension's slot gives, or what the shop's own catalogue says. */
export const raw = (text: string): Markup => new Markup(text);

/** `null`, `undefined` and `false` leave nothing, lists are joined. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return escape(String(part));
}

/** `<option>`s of a select. */
export const options = (entries: readonly (readonly [value: string, label: string])[], chosen: string): Markup =>
  markup`${entries.map(([value, label]) => markup`<option value="${value}"${value === chosen ? raw(" selected") : ""}>${label}</option>`)}`;

export interface PageParts {
  readonly title: string;
  readonly lang?: string;
  readonly css: string;
  readonly head?: Markup;
  readonly body: Markup;
}

export const page = ({ title, lang = "en", css, head, body }: PageParts): string =>
  markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(css)}</style>
${head}
</head>
${body}
</html>
`.text;
