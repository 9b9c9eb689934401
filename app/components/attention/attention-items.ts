import type { Instant } from "#app/domain/kernel/instant.ts";
import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { BrandHome } from "#app/services/shops/brand-home.ts";
import { usedOf } from "../budget-words.ts";
import { formatTime, plural } from "../format.ts";

export type AttentionItem = {
  badge: "critical" | "warning" | "info";
  what: string;
  why: string;
  link?: { to: string; text: string };
};
export type Waiting = Pick<
  BrandHome,
  "waitingApplications" | "heldForReview" | "audit" | "setAside" | "budgets" | "reconciliation"
>;

/** What waits for the brand: what endangers money first, then what is theirs to do. */
export function attentionItems(home: Waiting, timeZone: string): AttentionItem[] {
  const { waitingApplications, heldForReview, audit, setAside, budgets, reconciliation } = home;
  return [
    ...(audit.openFindings === 0 ? [] : [differences(audit.openFindings, audit.lastFoundAt, timeZone)]),
    ...budgets.map(budgetItem),
    ...(reconciliation.sweep?.state === "failed" ? [incomplete] : []),
    ...(setAside === 0
      ? []
      : [
          {
            badge: "warning" as const,
            what: `${plural(setAside, "message")} from Shopify could not be read`,
            why: "Orders that they are about may be incomplete.",
            link: { to: "/app/deliveries", text: "Look at the messages" },
          },
        ]),
    ...(heldForReview === 0
      ? []
      : [
          {
            badge: "info" as const,
            what: `${plural(heldForReview, "order")} held for review`,
            why: "They look like the creator's own. Without your decision they are paid when the review ends.",
            link: { to: "/app/orders?show=held", text: "Look at the orders" },
          },
        ]),
    ...(waitingApplications === 0
      ? []
      : [
          {
            badge: "info" as const,
            what: `${plural(waitingApplications, "application")} to look at`,
            why: "Creators wait for your answer.",
            link: { to: "/app/applications", text: "Look at applications" },
          },
        ]),
  ];
}

const differences = (count: number, lastFoundAt: Instant | null, timeZone: string): AttentionItem => ({
  badge: "critical",
  what: `The nightly audit found ${plural(count, "difference")} in your books`,
  why: `${lastFoundAt === null ? "" : `Last seen ${formatTime(lastFoundAt, timeZone)}. `}Write to us before you pay: each is kept with what it is about.`,
});

const incomplete: AttentionItem = {
  badge: "warning",
  what: "The last nightly comparison with Shopify did not end",
  why: "An order of the last 60 days may be missing. The next comparison is tonight.",
  link: { to: "/app/reconciliation", text: "See what is known" },
};

function budgetItem(budget: BrandHome["budgets"][number]): AttentionItem {
  const usedUp = budgetLevel(budget) === "used_up";
  return {
    badge: "warning",
    what: `The budget of ${budget.offerName} is ${usedUp ? "used up" : "nearly used up"}`,
    why: usedOf(budget),
    link: { to: `/app/offers/${budget.offerId}`, text: "Look at the offer" },
  };
}
