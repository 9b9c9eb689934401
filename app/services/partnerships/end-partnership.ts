import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";

type Deps = { database: Pick<CreatorDatabase, "transaction">; clock: Clock };

/** The creator leaves. What was earned stays; codes and links are honoured a little longer, as the rules say. */
export async function endPartnership(
  { database, clock }: Deps,
  { creatorId, partnershipId }: { creatorId: string; partnershipId: string },
): Promise<{ kind: "ended" } | { kind: "not_active" }> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const ended = await tx.partnerships.end(creatorId, partnershipId, at, "creator_left");
    if (ended === null) return { kind: "not_active" };
    await tx.activity.record({
      shopId: ended.shopId,
      actor: `creator:${creatorId}`,
      action: "partnership_ended_by_creator",
      subject: `partnership:${partnershipId}`,
      at,
    });
    return { kind: "ended" };
  });
}
