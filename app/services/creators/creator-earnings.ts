import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";
import type {
  CreatorBalance,
  EarnedOrder,
  EarningLine,
  EarningsChoices,
  EarningsFilter,
  EarningsTotal,
} from "../ports/creator-earnings.ts";
import type { Page } from "../ports/page.ts";

type Deps = { database: Pick<CreatorDatabase, "earnings">; clock: Clock };

const LINES_A_PAGE = 40;
const LINES_A_BATCH = 500;

export type EarningsPage = {
  now: Instant;
  lines: Page<EarningLine>;
  totals: EarningsTotal[];
  choices: EarningsChoices;
  /** Balances at shops that have removed the app. */
  frozen: CreatorBalance[];
};

/** A creator's earnings, line by line, with what they add up to under the same filter. */
export async function creatorEarnings(
  { database, clock }: Deps,
  { creatorId, filter, after }: { creatorId: string; filter: EarningsFilter; after: string | null },
): Promise<EarningsPage> {
  const [lines, totals, choices, balances] = await Promise.all([
    database.earnings.lines(creatorId, filter, { after, limit: LINES_A_PAGE }),
    database.earnings.totals(creatorId, filter),
    database.earnings.choices(creatorId),
    database.earnings.balances(creatorId),
  ]);
  return { now: clock.now(), lines, totals, choices, frozen: balances.filter(({ frozen }) => frozen !== null) };
}

/** All lines under a filter, for a file: fetched in batches, so that a long career fits in memory. */
export async function* allEarnings(
  { database }: Pick<Deps, "database">,
  { creatorId, filter }: { creatorId: string; filter: EarningsFilter },
): AsyncGenerator<EarningLine> {
  let after: string | null = null;
  do {
    const page: Page<EarningLine> = await database.earnings.lines(creatorId, filter, { after, limit: LINES_A_BATCH });
    yield* page.items;
    after = page.next;
  } while (after !== null);
}

/** Everything about one order that concerns this creator; null where there is nothing. */
export async function creatorOrder(
  { database, clock }: Deps,
  { creatorId, brand, reference }: { creatorId: string; brand: string; reference: string },
): Promise<{ now: Instant; order: EarnedOrder } | null> {
  const order = await database.earnings.order(creatorId, reference);
  return order === null || order.brandSlug !== brand ? null : { now: clock.now(), order };
}
