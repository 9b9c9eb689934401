import { isComplete } from "#app/domain/creator/profile.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { EndingOffer } from "../ports/budget-notices.ts";
import type { CreatorAccount } from "../ports/creator-accounts.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { CreatorBalance, EarningLine, NextMaturity } from "../ports/creator-earnings.ts";
import type { MyApplicationRow, MyPartnershipRow } from "../ports/creator-offers.ts";

type Deps = { database: Pick<CreatorDatabase, "earnings" | "applications" | "partnerships">; clock: Clock };

export type CreatorHome = {
  now: Instant;
  profileComplete: boolean;
  balances: CreatorBalance[];
  nextMaturity: NextMaturity | null;
  newest: EarningLine[];
  partnerships: MyPartnershipRow[];
  applications: MyApplicationRow[];
  /** Offers that stop earning soon, or have. */
  ending: EndingOffer[];
};

const NEWEST_LINES = 5;
const MOST_PARTNERSHIPS = 50;
const MOST_APPLICATIONS = 20;

/** All that a creator wants to know at a glance. */
export async function creatorHome(
  { database, clock }: Deps,
  { account }: { account: CreatorAccount },
): Promise<CreatorHome> {
  const now = clock.now();
  const { id } = account;
  const [balances, nextMaturity, lines, partnerships, applications, ending] = await Promise.all([
    database.earnings.balances(id),
    database.earnings.nextMaturity(id, now),
    database.earnings.lines(id, { brand: null, month: null }, { after: null, limit: NEWEST_LINES }),
    database.partnerships.list(id, MOST_PARTNERSHIPS),
    database.applications.list(id, MOST_APPLICATIONS),
    database.partnerships.ending(id, now),
  ]);
  return {
    now,
    profileComplete: isComplete(account),
    balances,
    nextMaturity,
    newest: lines.items,
    partnerships,
    ending,
    // An approved one has become a partnership, which says more.
    applications: applications.filter(({ state }) => state === "submitted" || state === "declined"),
  };
}
