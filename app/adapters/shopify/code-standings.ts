import { z } from "zod";
import type { CodeStandings } from "#app/services/ports/capture-self-test.ts";
import type { AdminClient } from "./admin-client.ts";
import { AdminAccessDenied, AdminUnauthorized, AdminUnavailable } from "./admin-errors.ts";

/** A discount of another kind than ours says nothing of these. */
const asked = z.object({
  codeDiscountNodeByCode: z
    .object({
      codeDiscount: z.object({
        status: z.enum(["ACTIVE", "EXPIRED", "SCHEDULED"]).default("ACTIVE"),
        usageLimit: z.int().nullish(),
        asyncUsageCount: z.int().default(0),
      }),
    })
    .nullable(),
});

const statuses = { ACTIVE: "active", EXPIRED: "expired", SCHEDULED: "scheduled" } as const;

/** Asks Shopify about discount codes: a discount that a merchant deactivates there has expired. */
export function createCodeStandings(admin: AdminClient): CodeStandings {
  return {
    async of(shopDomain, code) {
      const answer = await admin(shopDomain, "codeStanding", { code }, asked).catch(refusal);
      if (answer === "refused") return { kind: "not_asked" };
      const { codeDiscountNodeByCode: found } = answer;
      if (found === null) return { kind: "unknown" };
      const { status, usageLimit, asyncUsageCount } = found.codeDiscount;
      const spent = typeof usageLimit === "number" && asyncUsageCount >= usageLimit;
      return { kind: "known", status: spent ? "spent" : statuses[status] };
    },
  };
}

/** Whoever looks at a page of ours is told so; a broken contract is a bug, and thrown. */
function refusal(error: unknown): "refused" {
  if ([AdminAccessDenied, AdminUnauthorized, AdminUnavailable].some((kind) => error instanceof kind)) return "refused";
  throw error;
}
