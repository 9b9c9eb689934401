import { AdminUnauthorized } from "#app/adapters/shopify/admin-errors.ts";
import { retireCodes } from "#app/services/codes/retire-codes.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

type Parts = Pick<Container, "database" | "redeemCodes" | "clock" | "log">;

/** One job of a shop waits at a time. */
export const retirementKey = (shopId: number): string => `retire-shop-codes:${shopId}`;

/** Takes a shop's codes of ended partnerships away, so many a run. */
export function codeRetirement(container: Parts, read: (payload: unknown) => { shopId: number }): Task {
  const { database, log } = container;
  return async (payload) => {
    const { shopId } = read(payload);
    try {
      const { more, ...counts } = await retireCodes(container, { shopId });
      log.info({ shopId, ...counts }, "codes of ended partnerships retired");
      if (more) await database.jobs.add("retire-shop-codes", { shopId }, { key: retirementKey(shopId) });
    } catch (error) {
      if (!(error instanceof AdminUnauthorized)) throw error;
      // Trying again does not help until a merchant opens the app; the clock comes back by itself.
      log.warn({ shopId }, "the shop's token is not accepted: its codes were not retired");
    }
  };
}
