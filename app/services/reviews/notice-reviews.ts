import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "reviewNotices" | "jobs">; clock: Clock };

/**
 * Sees which creators and which brands have something to hear of holds for review, and adds a job for each. Safe to run at
 * any time and twice at once: the jobs look again, and tell each thing once.
 */
export async function noticeReviews({ database, clock }: Deps): Promise<{ creators: number; brands: number }> {
  const now = clock.now();
  const creators = await database.reviewNotices.creatorsToTell(now);
  const brands = await database.reviewNotices.shopsToTell(now);
  await database.jobs.addEach(
    "tell-reviewed",
    creators.map((payload) => ({ payload, key: `tell-reviewed:${payload.shopId}:${payload.creatorId}` })),
  );
  await database.jobs.addEach(
    "tell-waiting",
    brands.map((shopId) => ({ payload: { shopId }, key: `tell-waiting:${shopId}` })),
  );
  return { creators: creators.length, brands: brands.length };
}
