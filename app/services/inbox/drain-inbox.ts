import { processDeliveries, type BatchLimit, type ProcessDeps, type Processed } from "./process-deliveries.ts";

type Options = {
  limit: BatchLimit;
  /**
   * Batches under way at once: while the database works on one, the next is read and parsed. A shop is settled by one at a
   * time all the same.
   */
  lanes: number;
  /** Asked before each batch. */
  goOn?: () => boolean;
};

/** Of a full batch: what tells whether there is enough for several lanes. */
const firstShare = 4;

/**
 * Processes what waits until nothing does, or until it is told to stop. A small batch first, and no other beside it: most
 * of the time that is all there is.
 *
 * @throws what is transient, once every lane has ended
 */
export async function drainInbox(deps: ProcessDeps, { limit, lanes, goOn = () => true }: Options): Promise<Processed> {
  const first = { ...limit, rows: Math.ceil(limit.rows / firstShare) };
  const total = await processDeliveries(deps, first);
  if (total.claimed < first.rows) return total;

  async function lane(): Promise<void> {
    while (goOn()) {
      const { claimed, aside } = await processDeliveries(deps, limit);
      total.claimed += claimed;
      total.aside += aside;
      if (claimed === 0) return;
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return total;
}
