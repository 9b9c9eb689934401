import type { Evidence } from "#app/domain/attribution/evidence.ts";
import { isLeakedAt } from "#app/domain/attribution/leak.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { EvidenceMark } from "#app/domain/order/order.ts";
import { type Review, joinReviews, reviewOf } from "#app/domain/review/review.ts";
import type { KnownPartnership } from "../../ports/settling.ts";
import type { References } from "./references.ts";
import type { WorkingOrder } from "./working-order.ts";

/** The evidence that a mark of an order is: none where it points to nobody. */
export function resolved(
  { byCode, byToken, byName }: Pick<References, "byCode" | "byToken" | "byName">,
  mark: EvidenceMark,
  processedAt: Instant,
): Evidence[] {
  const found = (partnership: KnownPartnership | undefined, evidence: Omit<Evidence, "partnership">): Evidence[] =>
    partnership === undefined ? [] : [{ ...evidence, partnership }];
  switch (mark.kind) {
    case "code":
    case "entered": {
      const owner = byCode.get(mark.code);
      return found(owner?.partnership, {
        kind: mark.kind,
        code: mark.code,
        leaked: mark.kind === "code" && isLeakedAt(owner?.leaks ?? [], processedAt),
      });
    }
    case "click":
      return found(byToken.get(mark.token), { kind: "click", clickedAt: mark.clickedAt });
    case "landing":
      return found(byToken.get(mark.token), { kind: "landing" });
    case "survey":
      return found(byName.get(mark.creator), { kind: "survey" });
  }
}

/** Creators who are the shopper: told by the order itself, or by the brand after a review. */
export function selfReferred(
  { byIdentity }: Pick<References, "byIdentity">,
  { facts: { identities }, reviews }: Pick<WorkingOrder, "facts" | "reviews">,
): ReadonlySet<string> {
  const told = reviews.filter(({ decision }) => decision === "own_order").map(({ creator }) => creator);
  const same = identities.flatMap((own) => [...(byIdentity.get(own) ?? [])]);
  return new Set([...told, ...same]);
}

/** What is kept, and what the order shows of the creators that something on it points to, credited or not. */
export function reviewsOn(
  { partnerships }: Pick<References, "partnerships">,
  { facts, claims, reviews }: Pick<WorkingOrder, "facts" | "claims" | "reviews">,
): readonly Review[] {
  if (facts.likenesses.length === 0 && reviews.length === 0) return reviews;
  const own = new Map(claims.map(({ partnership: { id, creator } }) => [creator, partnerships.get(id)]));
  const creators = new Set([...reviews.map(({ creator }) => creator), ...own.keys()]);
  return [...creators].flatMap((creator) => {
    const kept = reviews.find((review) => review.creator === creator) ?? null;
    const shown = reviewOf(facts.likenesses, creator, own.get(creator)?.likenesses ?? []);
    return joinReviews(kept, shown) ?? [];
  });
}
