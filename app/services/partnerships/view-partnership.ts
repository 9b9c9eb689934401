import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { MyPartnership } from "../ports/creator-offers.ts";

type Deps = { database: Pick<CreatorDatabase, "partnerships">; clock: Clock };

/** One of the creator's partnerships, with the terms accepted, in force and announced; null when it is not theirs. */
export async function viewPartnership(
  { database, clock }: Deps,
  { creatorId, partnershipId }: { creatorId: string; partnershipId: string },
): Promise<{ now: Instant; partnership: MyPartnership } | null> {
  const now = clock.now();
  const partnership = await database.partnerships.get(creatorId, partnershipId, now);
  return partnership === null ? null : { now, partnership };
}
