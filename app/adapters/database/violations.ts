import { z } from "zod";

const fromDriver = z.object({ code: z.string(), constraint: z.string() });
const fromPrisma = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        originalCode: z.string(),
        originalMessage: z.string(),
        constraint: z.object({ index: z.string().optional() }).optional(),
      }),
    }),
  }),
});

export type Violation = {
  kind: "unique" | "foreign_key" | "check" | "refused" | "other";
  /** As the migration names it; null where Postgres names none. */
  constraint: string | null;
};

/** The SQLSTATE of our own triggers. Not a standard one: Prisma hides the message of those. */
const refusedState = "RF001";

const kinds: Record<string, Violation["kind"]> = {
  "23505": "unique",
  "23503": "foreign_key",
  "23514": "check",
  [refusedState]: "refused",
};

/**
 * What the database refused, out of an error of Prisma (which hides it in its adapter's error) or of the driver; null
 * when it is another kind of error.
 */
export function violationOf(error: unknown): Violation | null {
  const found = prismaViolation(error) ?? driverViolation(error);
  if (found === null || !/^(23|RF)/.test(found.code)) return null;
  return { kind: kinds[found.code] ?? "other", constraint: found.constraint };
}

/** Whether a row with this key was there already: `isDuplicate(error, "referral_codes_shop_id_code_folded_key")`. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const violation = violationOf(error);
  return violation?.kind === "unique" && violation.constraint === constraint;
}

type Found = { code: string; constraint: string | null };

function prismaViolation(error: unknown): Found | null {
  const { data } = fromPrisma.safeParse(error);
  if (data === undefined) return null;
  const { originalCode, originalMessage, constraint } = data.meta.driverAdapterError.cause;
  const named = /constraint "([^"]+)"/.exec(originalMessage)?.[1];
  return { code: originalCode, constraint: constraint?.index ?? named ?? null };
}

function driverViolation(error: unknown): Found | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return { code: error.code, constraint: fromDriver.safeParse(error).data?.constraint ?? null };
}
