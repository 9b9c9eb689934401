import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

export type PartnershipChanged = { kind: "changed" } | { kind: "not_found" } | { kind: "ended_before" };

/**
 * Pauses or resumes a partnership, from the brand's side. Pausing stops the link and takes nothing back: what was set in
 * motion before still counts.
 */
export async function changePartnership(
  { database, clock }: Deps,
  input: { shopId: number; partnershipId: string; to: "active" | "paused"; reason: string; actor: string },
): Promise<PartnershipChanged> {
  const { shopId, partnershipId, to, reason, actor } = input;
  return database.transaction(async (tx) => {
    const partnership = await tx.partnerships.lock(shopId, partnershipId);
    if (partnership === null) return { kind: "not_found" };
    if (partnership.state === "ended") return { kind: "ended_before" };
    if (partnership.state === to) return { kind: "changed" };
    await tx.partnerships.setState(shopId, partnershipId, to);
    const subject = `partnership:${partnershipId}`;
    await tx.activity.record({
      shopId,
      actor,
      action: `partnership_${to}`,
      subject,
      detail: { reason },
      at: clock.now(),
    });
    return { kind: "changed" };
  });
}
