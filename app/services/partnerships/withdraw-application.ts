import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";

type Deps = { database: Pick<CreatorDatabase, "transaction">; clock: Clock };

/** Takes an open application back. One that was decided meanwhile stays decided. */
export async function withdrawApplication(
  { database, clock }: Deps,
  { creatorId, applicationId }: { creatorId: string; applicationId: string },
): Promise<{ kind: "withdrawn" } | { kind: "not_open" }> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const withdrawn = await tx.applications.withdraw(creatorId, applicationId, at);
    if (withdrawn === null) return { kind: "not_open" };
    await tx.activity.record({
      shopId: withdrawn.shopId,
      actor: `creator:${creatorId}`,
      action: "application_withdrawn",
      subject: `application:${applicationId}`,
      at,
    });
    return { kind: "withdrawn" };
  });
}
