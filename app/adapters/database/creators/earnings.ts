import type { CreatorEarnings } from "#app/services/ports/creator-earnings.ts";
import type { Db } from "../db.ts";
import { creatorBalances, nextMaturity } from "./balances.ts";
import { earnedOrder } from "./earned-order.ts";
import { earningLines, earningsChoices, earningsTotals } from "./earning-lines.ts";
import type { OrderReferences } from "./order-references.ts";
import { uncreditedOrders } from "./uncredited.ts";

/** What a creator may know of the ledger: their own lines. */
export const createCreatorEarnings = (db: Db, references: OrderReferences): CreatorEarnings => ({
  balances: (creatorId) => creatorBalances(db, creatorId),
  lines: (creatorId, filter, page) => earningLines(db, references, creatorId, filter, page),
  totals: (creatorId, filter) => earningsTotals(db, creatorId, filter),
  choices: (creatorId) => earningsChoices(db, creatorId),
  nextMaturity: (creatorId, now) => nextMaturity(db, creatorId, now),
  order: (creatorId, reference) => earnedOrder(db, references, creatorId, reference),
  uncredited: (creatorId, page) => uncreditedOrders(db, references, creatorId, page),
});
