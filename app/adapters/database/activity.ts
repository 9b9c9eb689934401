import type { ActivityLog } from "#app/services/ports/activity.ts";
import { dateOf, type Db } from "./db.ts";

export function createActivityLog(db: Db): ActivityLog {
  return {
    async record({ shopId, actor, action, subject, detail, at }) {
      await db.activity.create({ data: { shopId, actor, action, subject, detail: detail ?? {}, at: dateOf(at) } });
    },
  };
}
