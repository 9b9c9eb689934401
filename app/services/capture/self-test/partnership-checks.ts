import type { BudgetLevel } from "#app/domain/offer/budget.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import type { NamedCreator } from "../../ports/capture.ts";
import type { CodeStanding } from "../../ports/capture-self-test.ts";
import type { MyPartnership } from "../../ports/creator-offers.ts";
import type { FollowedLink } from "./follow-link.ts";

/** One thing that a creator can rely on before posting, or not, and then what to do. */
export type PartnershipCheck = {
  readonly name: "partnership" | "budget" | "link" | "code" | "link_sale" | "code_sale";
  readonly state: "good" | "wait" | "bad";
  readonly said: string;
};

export function standingCheck(partnership: MyPartnership, { day }: Pick<Formats, "day">): PartnershipCheck {
  const { state, brandName, inForce, announced } = partnership;
  const check = { name: "partnership" } as const;
  if (state === "ended")
    return { ...check, state: "bad", said: "It has ended. Look for another offer before you post." };
  if (state === "paused")
    return {
      ...check,
      state: "bad",
      said: `${brandName} has paused it. Ask them before you post: new visits do not count.`,
    };
  if (inForce !== null) return { ...check, state: "good", said: "It is active, and its terms are in force." };
  const from = announced === null ? "" : ` on ${day(announced.effectiveFrom)}`;
  return { ...check, state: "wait", said: `Its terms come into force${from}. Wait with your post until then.` };
}

const BUDGET: Record<BudgetLevel, (brand: string) => Omit<PartnershipCheck, "name">> = {
  enough: () => ({ state: "good", said: "There is enough left to pay you from." }),
  nearly_used: (brand) => ({ state: "wait", said: `It is nearly used up. Ask ${brand} whether there will be more.` }),
  used_up: (brand) => ({ state: "bad", said: `It is used up: sales earn nothing now. Ask ${brand} before you post.` }),
};

/** That there is little left is said, how much is the brand's own business. */
export const budgetCheck = (level: BudgetLevel, brand: string): PartnershipCheck => ({
  name: "budget",
  ...BUDGET[level](brand),
});

export function linkCheck(link: FollowedLink, brand: string): PartnershipCheck {
  const check = { name: "link" } as const;
  if (link.kind === "ended") return { ...check, state: "bad", said: `It leads nowhere now. Ask ${brand} why.` };
  const { arrival } = link;
  if (arrival.kind === "missing")
    return {
      ...check,
      state: "bad",
      said: `The page behind it is gone (${link.link.destinationPath}). Tell ${brand}.`,
    };
  if (arrival.kind === "unreachable")
    return { ...check, state: "wait", said: `We could not look at the store of ${brand}. Open your link and see.` };
  if (!arrival.embed || link.ref === null)
    return {
      ...check,
      state: "bad",
      said: `It leads to the store, but the store does not remember who sent a shopper. Ask ${brand} to switch on the Fairshare app embed in their theme.`,
    };
  return { ...check, state: "good", said: "It leads to the store, and the store remembers that you sent the shopper." };
}

type Code = { readonly named: NamedCreator | null; readonly standing: CodeStanding | null };

export function codeCheck({ codes, brandName }: MyPartnership, { named, standing }: Code): PartnershipCheck {
  const check = { name: "code" } as const;
  if (named === null) {
    if (codes.some(({ state }) => state === "pending"))
      return { ...check, state: "wait", said: "It is being made. You get a mail when it works." };
    return { ...check, state: "bad", said: `You have no code that works. Ask ${brandName} why.` };
  }
  if (standing === null)
    return {
      ...check,
      state: "good",
      said: `${named.code} is yours. It says who sent the shopper, and saves nothing.`,
    };
  if (standing.kind === "not_asked")
    return {
      ...check,
      state: "wait",
      said: `We could not ask the store of ${brandName} about it. Try again in a while.`,
    };
  if (standing.kind === "known" && standing.status === "active")
    return { ...check, state: "good", said: `${named.code} works in the checkout of ${brandName}.` };
  return { ...check, state: "bad", said: `The checkout of ${brandName} does not take ${named.code} now. Tell them.` };
}
