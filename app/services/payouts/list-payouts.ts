import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { Page } from "../ports/page.ts";
import type { BatchSummary, BatchView } from "../ports/payouts.ts";

const pageSize = 20;

/** A shop's payout runs, newest first. */
export const listPayouts = (
  { database }: { database: Pick<Database, "payouts"> },
  input: { shopId: number; after: string | null },
): Promise<Page<BatchSummary>> => database.payouts.list(input.shopId, { after: input.after, limit: pageSize });

/** One run with its payouts and whom it left out; null when the shop has no such run. */
export const viewPayouts = (
  { database, clock }: { database: Pick<Database, "payouts">; clock: Clock },
  input: { shopId: number; batchId: string },
): Promise<BatchView | null> => database.payouts.view(input.shopId, input.batchId, clock.now());
