import { z } from "zod";
import type { ReviewInput } from "#app/services/partnerships/review-application.ts";

type Review = { applicationIds: string[]; decision: ReviewInput["decision"] };
export type ReviewRead = { kind: "review"; review: Review } | { kind: "invalid"; message: string };

const ids = z.array(z.string()).min(1, "Choose at least one application.");
const reason = z
  .string()
  .trim()
  .min(3, "Give a reason: the creator reads it.")
  .max(500, "Keep the reason under 500 characters.");
const form = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("approve"), ids }),
  z.object({ decision: z.literal("decline"), ids, reason }),
]);

/** Reads what a merchant decided about the applications that are ticked. */
export function readReview(data: FormData): ReviewRead {
  const parsed = form.safeParse({
    decision: data.get("decision"),
    ids: data.getAll("id").map(String),
    reason: String(data.get("reason") ?? ""),
  });
  if (!parsed.success)
    return { kind: "invalid", message: parsed.error.issues[0]?.message ?? "That was not understood." };
  const { ids: applicationIds } = parsed.data;
  if (parsed.data.decision === "approve")
    return { kind: "review", review: { applicationIds, decision: { kind: "approve" } } };
  return { kind: "review", review: { applicationIds, decision: { kind: "decline", reason: parsed.data.reason } } };
}
