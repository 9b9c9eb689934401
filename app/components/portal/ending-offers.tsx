import { Link } from "@remix-run/react";
import type { EndingOffer } from "#app/services/ports/budget-notices.ts";
import { formatMoney } from "../format.ts";
import { Day, Notice } from "./pieces.tsx";

/** Offers whose budget ends: better read here than found out by an order that earns nothing. */
export const EndingOffers = ({ ending }: { ending: readonly EndingOffer[] }) =>
  ending.map((offer) => (
    <Notice key={offer.partnershipId} tone={offer.stage === "used_up" ? "bad" : "wait"}>
      <p>
        <Link to={`/creator/partnerships/${offer.partnershipId}`}>
          {offer.brandName}: {offer.offerName}
        </Link>{" "}
        {offer.stage === "used_up"
          ? `earns nothing for now: its budget of ${budgetOf(offer)} for all creators is used up. Your link and code still work for shoppers.`
          : `may stop earning soon: most of its budget of ${budgetOf(offer)} for all creators is used.`}{" "}
        We wrote to you on <Day at={offer.toldAt} />.
      </p>
    </Notice>
  ));

const budgetOf = ({ budgetMinor, currency }: EndingOffer): string =>
  formatMoney({ amountMinor: budgetMinor, currency });
