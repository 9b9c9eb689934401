import { awardTransfers } from "./award-transfer.ts";
import type { AwardHolds, DueAward } from "../ports/awards.ts";
import { releaseDue, type ReleaseDeps } from "./release-due.ts";

/** Makes bonuses and bounties payable whose hold has ended, each once. */
export const releaseAwards = (deps: ReleaseDeps<AwardHolds>): Promise<{ released: number }> =>
  releaseDue<DueAward, AwardHolds>(deps, (holds, due, now) =>
    holds.release(due, due.map(awardTransfers.released), now),
  );
