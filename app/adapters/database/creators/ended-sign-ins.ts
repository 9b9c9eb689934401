import type { Instant } from "#app/domain/kernel/instant.ts";
import { dateOf, type Db } from "../db.ts";

export const createEndedSignIns = (db: Db) => ({
  async forgetBefore(at: Instant): Promise<{ links: number; sessions: number }> {
    const before = { lt: dateOf(at) };
    const links = await db.loginToken.deleteMany({ where: { expiresAt: before } });
    const sessions = await db.creatorSession.deleteMany({
      where: { OR: [{ expiresAt: before }, { revokedAt: before }] },
    });
    return { links: links.count, sessions: sessions.count };
  },
});
