/** Reads what themes and forms post to the cart: JSON, or a form with `updates[key]`, `attributes[name]`, `properties[name]`. */
import { formOf, type SandboxRequest } from "../http/router.ts";
import type { NewLine } from "./cart.ts";

export interface CartInput {
  readonly lines: NewLine[];
  readonly updates: readonly [keyOrVariant: string, quantity: number][];
  /** An empty value takes the attribute away. */
  readonly attributes: readonly [name: string, value: string][];
  readonly note: string | null;
  /** Codes separated by commas; null leaves them as they are. */
  readonly discount: string | null;
  readonly fields: ReadonlyMap<string, string>;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
const pairs = (value: unknown): [string, string][] =>
  isObject(value) ? Object.entries(value).map(([name, it]) => [name, text(it)]) : [];

/** Null when a body that claims to be JSON is none. */
export function cartInput(request: SandboxRequest): CartInput | null {
  if (!request.headers["content-type"]?.includes("json")) return fromForm(formOf(request));
  try {
    const body: unknown = JSON.parse(request.body.toString("utf8"));
    return isObject(body) ? fromJson(body) : null;
  } catch {
    return null;
  }
}

function fromJson(body: Json): CartInput {
  const items: unknown[] = Array.isArray(body["items"]) ? body["items"] : "id" in body ? [body] : [];
  const updates = Array.isArray(body["updates"])
    ? body["updates"].map((it, index): [string, string] => [`@${index}`, text(it)])
    : pairs(body["updates"]);
  return {
    lines: items.filter(isObject).map((item) => ({
      variantId: Number(text(item["id"])),
      quantity: item["quantity"] === undefined ? 1 : Number(text(item["quantity"])),
      properties: named(pairs(item["properties"])),
    })),
    updates: updates.map(([key, quantity]) => [key, Number(quantity)]),
    attributes: pairs(body["attributes"]),
    note: typeof body["note"] === "string" ? body["note"] : null,
    discount: typeof body["discount"] === "string" ? body["discount"] : null,
    fields: new Map(Object.entries(body).map(([name, value]) => [name, text(value)])),
  };
}

function fromForm(form: URLSearchParams): CartInput {
  const bracketed = (prefix: string): [string, string][] =>
    [...form].flatMap(([name, value]) =>
      name.startsWith(`${prefix}[`) && name.endsWith("]")
        ? [[name.slice(prefix.length + 1, -1), value] as [string, string]]
        : [],
    );
  const id = form.get("id");
  return {
    lines:
      id === null
        ? []
        : [
            {
              variantId: Number(id),
              quantity: Number(form.get("quantity") ?? 1),
              properties: named(bracketed("properties")),
            },
          ],
    updates: bracketed("updates").map(([key, quantity]) => [key, Number(quantity)]),
    attributes: bracketed("attributes"),
    note: form.get("note"),
    discount: form.get("discount"),
    fields: new Map(form),
  };
}

const named = (entries: readonly [string, string][]) => entries.map(([name, value]) => ({ name, value }));
