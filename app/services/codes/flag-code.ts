import { codeClearedMail, codeFlaggedMail } from "../mail/partnership-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { PartnershipChanges } from "../ports/partnership-changes.ts";
import { wholeSecond } from "../whole-second.ts";

type Deps = { partnershipChanges: PartnershipChanges; clock: Clock; addresses: Addresses };

export type CodeFlagged = { kind: "changed"; settledAgain: number } | { kind: "so_before" } | { kind: "not_found" };

/**
 * Says that a code is out on coupon sites, or takes that back: on orders placed while it is flagged it gives way to another
 * creator's live click. It acts on orders processed from now on, and on no earlier one (docs/decisions/0005); those of them
 * that were settled before this was known are settled again in the same transaction.
 */
export async function flagCode(
  { partnershipChanges, clock, addresses }: Deps,
  input: { shopId: number; codeId: string; leaked: boolean; reason: string; actor: string },
): Promise<CodeFlagged> {
  const { shopId, codeId, leaked, reason, actor } = input;
  return partnershipChanges.transaction(async (unit) => {
    await unit.lockShop(shopId);
    const code = await unit.code(shopId, codeId);
    if (code === null) return { kind: "not_found" };
    if (code.isFlagged === leaked) return { kind: "so_before" };

    const at = wholeSecond(clock.now());
    await (leaked ? unit.flag(shopId, codeId, at) : unit.clearFlag(shopId, codeId, at));
    const { partnership, text } = code;
    const settledAgain = await unit.settleFrom(partnership, at);
    const action = leaked ? "code_flagged" : "code_cleared";
    const subject = `partnership:${partnership.id}`;
    await unit.record({ shopId, actor, action, subject, detail: { code: text, reason }, at });
    const told = { ...partnership, code: text, reason, portalUrl: addresses.portal(`/partnerships/${partnership.id}`) };
    await unit.toCreator(leaked ? codeFlaggedMail(told) : codeClearedMail(told));
    return { kind: "changed", settledAgain };
  });
}
