import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Award } from "../ports/awards.ts";
import type { Transfer } from "../ports/ledger.ts";

type Moved = Pick<Award, "shopId" | "id" | "creatorId" | "currency" | "amountMinor">;
type By = { actor: string | null; at: Instant; reason: string };

const transfer = (award: Moved, step: string, move: Pick<Transfer, "from" | "to" | "kind">, by: By): Transfer => ({
  shopId: award.shopId,
  creatorId: award.creatorId,
  currency: award.currency,
  ...move,
  amountMinor: award.amountMinor,
  reason: by.reason,
  orderId: null,
  payoutId: null,
  awardId: award.id,
  actor: by.actor,
  idempotencyKey: `award/${award.id}/${step}`,
  happenedAt: by.at,
});

/** Each step of an award in the ledger: whole, and at most once, by its key. */
export const awardTransfers = {
  granted: (award: Award): Transfer =>
    transfer(
      award,
      "granted",
      { from: "expense", to: "pending", kind: award.kind },
      { actor: award.grantedBy, at: award.grantedAt, reason: award.reason },
    ),
  released: (award: Moved & Pick<Award, "maturesAt">): Transfer =>
    transfer(
      award,
      "released",
      { from: "pending", to: "payable", kind: "release" },
      { actor: null, at: award.maturesAt, reason: "the hold ended" },
    ),
  /** What was granted is still pending, so it can go back the way it came. */
  withdrawn: (award: Award, by: By): Transfer =>
    transfer(award, "withdrawn", { from: "pending", to: "expense", kind: "adjustment" }, by),
};
