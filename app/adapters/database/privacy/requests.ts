import { z } from "zod";
import type { PrivacyRequestRow, PrivacyRequests } from "#app/services/ports/privacy-requests.ts";
import { instantOf, instantOrNull, pageOf } from "../db.ts";
import type { PrismaClient, PrivacyRequest } from "../generated/client.ts";

const kind = z.enum(["customers/data_request", "customers/redact", "shop/redact"]);
const erased = z.object({ bodies: z.number(), orders: z.number() });
const held = z.object({
  orders: z.array(
    z.object({
      orderId: z.string(),
      processedAt: z.string().nullable(),
      identified: z.boolean(),
      attribution: z.string().nullable(),
      evidence: z.array(z.object({ kind: z.string(), clickedAt: z.string().nullable() })),
      bodies: z.number(),
    }),
  ),
});

const isId = (text: string): boolean => /^\d{1,18}$/.test(text);

export function createPrivacyRequests(prisma: PrismaClient): PrivacyRequests {
  return {
    async list(shopId, { after, limit }) {
      const rows = await prisma.privacyRequest.findMany({
        where: { shopId, ...(after !== null && isId(after) ? { id: { lt: BigInt(after) } } : {}) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return pageOf(rows, limit, read, (row) => String(row.id));
    },

    async heldFor(shopId, id) {
      if (!isId(id)) return null;
      const row = await prisma.privacyRequest.findFirst({
        where: { shopId, id: BigInt(id), kind: kind.enum["customers/data_request"] },
      });
      return row === null ? null : { receivedAt: instantOf(row.receivedAt), orders: held.parse(row.report).orders };
    },
  };
}

function read(row: PrivacyRequest): PrivacyRequestRow {
  const data = held.safeParse(row.report);
  const gone = erased.safeParse(row.report);
  return {
    id: String(row.id),
    kind: kind.parse(row.kind),
    receivedAt: instantOf(row.receivedAt),
    doneAt: instantOrNull(row.doneAt),
    erased: gone.success ? gone.data : null,
    heldOrders: data.success ? data.data.orders.length : null,
  };
}
