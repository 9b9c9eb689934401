import { readFileSync } from "node:fs";
import path from "node:path";
import { Liquid, type TagToken, type TopLevelToken, Tag, type Parser } from "liquidjs";
import type { PageContext } from "../storefront/slots.ts";

const folder = path.resolve(import.meta.dirname, "../../../extensions/theme");
type Texts = Map<string, string>;
interface Setting {
  id?: string;
  default?: string | number | boolean;
}

/** Renders a block of the theme extension as Shopify does: its own Liquid, its schema's defaults, its locale files. */
export function renderBlock(
  name: "capture" | "recommended" | "become",
  context: PageContext,
  locale: string,
  settings: Readonly<Record<string, string | number | boolean>> = {},
): string {
  const source = readFileSync(path.join(folder, "blocks", `${name}.liquid`), "utf8");
  const schema = schemaOf(source);
  const engine = engineFor(locale);
  const html: string = engine.parseAndRenderSync(source, {
    block: { settings: { ...defaultsOf(schema.settings, locale), ...settings }, shopify_attributes: "" },
    cart: {
      attributes: Object.fromEntries(context.cart.attributes),
      discount_applications: context.cart.codes.map((code) => ({ type: "discount_code", title: code })),
    },
    product: context.productHandle === undefined ? null : { handle: context.productHandle },
    request: { locale: { iso_code: locale } },
  });
  const style = schema.stylesheet ? `<link rel="stylesheet" href="${assetUrl(schema.stylesheet)}">` : "";
  const script = schema.javascript ? `<script src="${assetUrl(schema.javascript)}" defer></script>` : "";
  return style + html + script;
}

const assetUrl = (name: string): string => `/cdn/extensions/theme/${name}`;

function engineFor(locale: string): Liquid {
  const engine = new Liquid({ outputEscape: (value) => String(value) });
  const texts = textsOf(locale, "");
  engine.registerFilter("asset_url", assetUrl);
  engine.registerFilter("t", (key: string) => texts.get(key) ?? `translation missing: ${key}`);
  engine.registerTag("schema", Silent);
  return engine;
}

/** The schema is read apart; in the page it leaves nothing. */
class Silent extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, _parser: Parser) {
    super(token, remaining, liquid);
    while (remaining.length > 0) {
      const next = remaining.shift();
      if (next?.getText().includes("endschema")) return;
    }
    throw new Error("schema is not closed");
  }
  override *render(): Generator<never, void> {}
}

function schemaOf(source: string): { settings: Setting[]; stylesheet?: string; javascript?: string } {
  const json = /{%\s*schema\s*%}([\s\S]*?){%\s*endschema\s*%}/.exec(source)?.[1];
  if (json === undefined) throw new Error("The block has no schema");
  return JSON.parse(json);
}

function defaultsOf(settings: readonly Setting[], locale: string): Record<string, string | number | boolean> {
  const texts = textsOf(locale, ".schema");
  return Object.fromEntries(
    settings.flatMap(({ id, default: value }) => {
      if (id === undefined || value === undefined) return [];
      const text = typeof value === "string" && value.startsWith("t:") ? (texts.get(value.slice(2)) ?? value) : value;
      return [[id, text]];
    }),
  );
}

/** A locale's texts by dotted key; a language without a file has the default's. */
function textsOf(locale: string, suffix: "" | ".schema"): Texts {
  const file = locale.startsWith("de") ? "de" : "en.default";
  const texts: Texts = new Map();
  const walk = (tree: object, prefix: string): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === "string") texts.set(prefix + key, value);
      else if (typeof value === "object" && value !== null) walk(value, `${prefix}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(path.join(folder, "locales", `${file}${suffix}.json`), "utf8")), "");
  return texts;
}
