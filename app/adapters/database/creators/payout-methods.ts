import type { PayoutMethod, PayoutMethods } from "#app/services/ports/creator-payouts.ts";
import { dateOf, instantOf, type Db } from "../db.ts";
import type { Sealer } from "../encryption.ts";
import type { PayoutMethod as Row } from "../generated/client.ts";

export function createPayoutMethods(db: Db, sealer: Sealer): PayoutMethods {
  const read = (row: Row | null): PayoutMethod | null =>
    row === null || row.instructionsCiphertext === null
      ? null
      : {
          kind: "manual",
          instructions: sealer.open(row.instructionsCiphertext),
          createdAt: instantOf(row.createdAt),
          effectiveFrom: instantOf(row.effectiveFrom),
        };
  const newest = [{ effectiveFrom: "desc" as const }, { createdAt: "desc" as const }];

  return {
    async inForce(creatorId, at) {
      const where = { creatorId, canceledAt: null, effectiveFrom: { lte: dateOf(at) } };
      return read(await db.payoutMethod.findFirst({ where, orderBy: newest }));
    },

    async waiting(creatorId, at) {
      const where = { creatorId, canceledAt: null, effectiveFrom: { gt: dateOf(at) } };
      return read(await db.payoutMethod.findFirst({ where, orderBy: newest }));
    },

    async add(creatorId, { kind, instructions, createdAt, effectiveFrom }) {
      await cancel(db, creatorId, dateOf(createdAt));
      await db.payoutMethod.create({
        data: {
          creatorId,
          kind,
          instructionsCiphertext: sealer.seal(instructions),
          createdAt: dateOf(createdAt),
          effectiveFrom: dateOf(effectiveFrom),
        },
      });
    },

    cancelWaiting: async (creatorId, at) => (await cancel(db, creatorId, dateOf(at))) > 0,
  };
}

async function cancel(db: Db, creatorId: string, at: Date): Promise<number> {
  const { count } = await db.payoutMethod.updateMany({
    where: { creatorId, canceledAt: null, effectiveFrom: { gt: at } },
    data: { canceledAt: at },
  });
  return count;
}
