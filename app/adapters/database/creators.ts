import type { CreatorStore } from "#app/services/ports/creators.ts";
import type { Db } from "./db.ts";

export function createCreatorStore(db: Db): CreatorStore {
  return {
    name: (id) => db.creator.findUnique({ where: { id }, select: { id: true, displayName: true, handle: true } }),
  };
}
