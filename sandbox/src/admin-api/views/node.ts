import { parseGid } from "../../state/ids.ts";
import type { Context, View } from "../context.ts";
import { notImplemented } from "../errors.ts";

/** How a resource of one kind is found by its number; null when there is none. */
export type Finder = (context: Context, id: number) => View | null;

const finders = new Map<string, Finder>();

/** Each view makes itself known here, so that `node` and metafield owners need not import them all. */
export const findNodesOf = (kind: string, finder: Finder): void => {
  finders.set(kind, finder);
};

/** The resource of a global id; null when the id or the resource does not exist in this shop. */
export function nodeView(context: Context, id: string): View | null {
  const parsed = parseGid(id);
  if (!parsed) return null;
  const finder = finders.get(parsed.kind);
  if (!finder) throw notImplemented(`node(id:) for ${parsed.kind}`);
  return finder(context, parsed.id);
}
