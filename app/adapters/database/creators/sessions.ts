import type { CreatorSessions } from "#app/services/ports/creator-sign-in.ts";
import { dateOf, instantOf, instantOrNull } from "../db.ts";
import type { PrismaClient } from "../generated/client.ts";
import { hashOfSecret } from "./secrets.ts";

export function createCreatorSessions(prisma: PrismaClient): CreatorSessions {
  return {
    async open(id, { creatorId, signedInAt, expiresAt }) {
      const data = {
        tokenHash: hashOfSecret(id),
        creatorId,
        createdAt: dateOf(signedInAt),
        expiresAt: dateOf(expiresAt),
      };
      await prisma.creatorSession.create({ data });
    },

    async find(id) {
      const row = await prisma.creatorSession.findUnique({ where: { tokenHash: hashOfSecret(id) } });
      if (row === null) return null;
      return {
        creatorId: row.creatorId,
        signedInAt: instantOf(row.createdAt),
        expiresAt: instantOf(row.expiresAt),
        replacedAt: instantOrNull(row.revokedAt),
      };
    },

    replace: (oldId, newId, at, expiresAt) =>
      prisma.$transaction(async (tx) => {
        const replaced = await tx.creatorSession.updateManyAndReturn({
          where: { tokenHash: hashOfSecret(oldId), revokedAt: null },
          data: { revokedAt: dateOf(at) },
        });
        const old = replaced[0];
        if (old === undefined) return false;
        const { creatorId, createdAt } = old;
        const data = { tokenHash: hashOfSecret(newId), creatorId, createdAt, expiresAt: dateOf(expiresAt) };
        await tx.creatorSession.create({ data });
        return true;
      }),

    async close(id) {
      await prisma.creatorSession.deleteMany({ where: { tokenHash: hashOfSecret(id) } });
    },

    async closeAll(creatorId) {
      await prisma.creatorSession.deleteMany({ where: { creatorId } });
    },
  };
}
