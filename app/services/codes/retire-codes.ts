import type { CodeToRetire } from "../ports/applications.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { RedeemCodes } from "../ports/shopify.ts";

type Deps = { database: Pick<Database, "transaction" | "codes">; redeemCodes: RedeemCodes; clock: Clock };

export type CodesRetired = {
  retired: number;
  refused: number;
  /** More wait: the job is to come back. */
  more: boolean;
};

/** Codes a run: each takes a few calls, and others want the shop's allowance too. */
const mostAtOnce = 50;

/**
 * Takes a shop's codes of ended partnerships out of Shopify, once orders with them would credit nobody any more: 14 days
 * after the end, at once after one for fraud. Orders that used them stay credited, and the text is not given out again.
 *
 * A job: safe to repeat and to crash anywhere, since a code that Shopify has no more counts as removed.
 */
export async function retireCodes(deps: Deps, { shopId }: { shopId: number }): Promise<CodesRetired> {
  const due = await deps.database.codes.toRetire(shopId, deps.clock.now(), mostAtOnce);
  let retired = 0;
  let refused = 0;
  for (const code of due) {
    const removed = await remove(deps, code);
    if (removed.kind === "refused") {
      await noteRefusal(deps, code, removed.why);
      refused += 1;
    } else if (await retire(deps, code)) retired += 1;
  }
  return { retired, refused, more: due.length === mostAtOnce && retired > 0 };
}

/** Where the offer has no discount, the code was never at Shopify. */
const remove = ({ redeemCodes }: Deps, { shopDomain, discountGid, text, redeemGid }: CodeToRetire) =>
  discountGid === null
    ? Promise.resolve({ kind: "removed" } as const)
    : redeemCodes.remove(shopDomain, discountGid, { text, redeemGid });

async function retire({ database, clock }: Deps, { shopId, id }: CodeToRetire): Promise<boolean> {
  return database.transaction(async (tx) => {
    const code = await tx.codes.lock(shopId, id);
    // Retired by another run, or to be made again in a new discount: then the next run comes back to it.
    if (code?.state !== "active") return false;
    await tx.codes.retire(shopId, id);
    const subject = `code:${id}`;
    await tx.activity.record({ shopId, actor: "system", action: "code_retired", subject, at: clock.now() });
    return true;
  });
}

/** Once a code, however often it is tried. */
async function noteRefusal({ database, clock }: Deps, { shopId, id }: CodeToRetire, why: string): Promise<void> {
  const [action, subject] = ["code_not_retired", `code:${id}`];
  await database.transaction(async (tx) => {
    if ((await tx.activity.latest(shopId, subject, [action])) !== null) return;
    await tx.activity.record({ shopId, actor: "system", action, subject, detail: { why }, at: clock.now() });
  });
}
