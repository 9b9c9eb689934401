import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** Rules of Shopify's theme app extensions that neither `shopify app build` nor theme check looks at. */
const MAX_NAME = 25;

const text = z.string().min(1);
const base = { id: z.string().regex(/^[a-z][a-z0-9_]*$/), label: text, info: text.optional() };

const setting = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), content: text, info: text.optional() }),
  z.strictObject({ type: z.literal("paragraph"), content: text }),
  z.strictObject({ type: z.literal("checkbox"), ...base, default: z.boolean() }),
  z.strictObject({ type: z.enum(["text", "textarea"]), ...base, default: text.optional() }),
  // A `url` setting takes no free default: only a path to a resource of the shop, hence none here.
  z.strictObject({ type: z.literal("url"), ...base }),
  z.strictObject({ type: z.literal("color"), ...base, default: z.string().regex(/^#[0-9a-f]{6}$/) }),
  z
    .strictObject({
      type: z.literal("range"),
      ...base,
      min: z.number(),
      max: z.number(),
      step: z.number().positive(),
      default: z.number(),
    })
    .refine((range) => (range.max - range.min) / range.step <= 100, "a range has at most 101 steps")
    .refine((range) => range.default >= range.min && range.default <= range.max, "the default is outside the range"),
]);

const block = z.strictObject({
  name: text,
  target: z.enum(["section", "body", "head", "compliance_head"]),
  stylesheet: text.optional(),
  javascript: text.optional(),
  enabled_on: z.strictObject({ templates: z.array(text).min(1) }).optional(),
  settings: z
    .array(setting)
    .refine((all) => allDifferent(all.flatMap((one) => ("id" in one ? [one.id] : []))), "two settings share an id"),
});

export type BlockSchema = z.output<typeof block>;

/** @throws Error when the block has no `{% schema %}` of valid JSON; ZodError when its content breaks a rule */
export function schemaOf(liquid: string): BlockSchema {
  const json = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/.exec(liquid)?.[1];
  if (json === undefined) throw new Error("The block has no {% schema %}");
  return block.parse(JSON.parse(json));
}

/** What is wrong with a block's texts and files, in words; empty when nothing is. */
export function problemsOf(schema: BlockSchema, folder: string): string[] {
  const assets = [schema.stylesheet, schema.javascript].filter((name) => name !== undefined);
  const missing = assets.filter((name) => !exists(path.join(folder, "assets", name)));
  const untranslated = ["en.default", "de"].flatMap((locale) => {
    const words = flatten(JSON.parse(readFileSync(path.join(folder, `locales/${locale}.schema.json`), "utf8")));
    const name = words.get(schema.name.replace(/^t:/, "")) ?? schema.name;
    return [
      ...keysOf(schema).flatMap((key) => (words.has(key) ? [] : [`${locale}: no text for ${key}`])),
      ...(name.length > MAX_NAME ? [`${locale}: the name "${name}" is longer than ${MAX_NAME}`] : []),
    ];
  });
  return [...missing.map((name) => `assets/${name} does not exist`), ...untranslated];
}

/** Every text of a locale file by its dotted key. */
export function flatten(tree: unknown, prefix = ""): Map<string, string> {
  if (typeof tree === "string") return new Map([[prefix, tree]]);
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(tree));
  return new Map(entries.flatMap(([key, value]) => [...flatten(value, prefix === "" ? key : `${prefix}.${key}`)]));
}

const keysOf = (schema: BlockSchema) =>
  [...JSON.stringify(schema).matchAll(/"t:([^"]+)"/g)].flatMap(([, key]) => (key === undefined ? [] : [key]));

const allDifferent = (ids: readonly string[]) => new Set(ids).size === ids.length;

function exists(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}
