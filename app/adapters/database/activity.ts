import { z } from "zod";
import type { ActivityLog } from "#app/services/ports/activity.ts";
import { dateOf, instantOf, type Db } from "./db.ts";

export const detailDocument = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).catch({});

export function createActivityLog(db: Db): ActivityLog {
  return {
    async record({ shopId, actor, action, subject, detail, at }) {
      await db.activity.create({ data: { shopId, actor, action, subject, detail: detail ?? {}, at: dateOf(at) } });
    },

    async latest(shopId, subject, actions) {
      const where = { shopId, subject, action: { in: [...actions] } };
      const row = await db.activity.findFirst({ where, orderBy: { id: "desc" } });
      if (row === null) return null;
      const { actor, action } = row;
      return { shopId, actor, action, subject, detail: detailDocument.parse(row.detail), at: instantOf(row.at) };
    },
  };
}
