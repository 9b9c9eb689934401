import type { ReactNode } from "react";
import type { PlainTerms } from "#app/domain/wording/terms-in-plain-words.ts";
import { Notice } from "./pieces.tsx";
import { Terms } from "./terms.tsx";

type ShownOffer = {
  brandName: string;
  shopDomain: string;
  description: string;
  saving: string | null;
  lines: PlainTerms;
  /** The day from which these terms count, where that is to come. */
  startsLater: string | null;
};

type Props = { title: string; offer: ShownOffer; problem: string | undefined; children: ReactNode };

/** What an offer is: whose, what shoppers save, its terms; what can be done about it stands beside them. */
export const OfferTerms = ({ title, offer, problem, children }: Props) => (
  <>
    <div className="stack">
      <span className="soft">
        {offer.brandName} · {offer.shopDomain}
      </span>
      <h1>{title}</h1>
      {offer.description === "" ? null : <p className="lead">{offer.description}</p>}
      <p>
        Shoppers who use your code save:{" "}
        <strong>{offer.saving ?? "nothing, your link and code only say who sent them"}</strong>.
      </p>
    </div>
    {problem === undefined ? null : (
      <Notice tone="bad">
        <p>{problem}</p>
      </Notice>
    )}
    <div className="sides">
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">The terms, in five lines</h2>
        {offer.startsLater === null ? null : (
          <Notice tone="wait">
            <p>These are the terms from {offer.startsLater} on; they are what you accept.</p>
          </Notice>
        )}
        <Terms lines={offer.lines} />
      </section>
      {children}
    </div>
  </>
);
