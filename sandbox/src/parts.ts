import type { Part, PartContext } from "./part.ts";

/** Everything beside the Admin API. */
export async function defaultParts(_context: PartContext): Promise<Part[]> {
  return [];
}
