import { Link } from "@remix-run/react";
import { Tag } from "./pieces.tsx";

export type OfferCardProps = {
  id: string;
  name: string;
  brandName: string;
  shopDomain: string;
  description: string;
  /** `10% of each sale` */
  earn: string;
  /** `10% off`; null when shoppers save nothing. */
  save: string | null;
  joined: boolean;
  applied: boolean;
};

export const OfferCard = ({
  id,
  name,
  brandName,
  shopDomain,
  description,
  earn,
  save,
  joined,
  applied,
}: OfferCardProps) => (
  <li className="card picks">
    <div className="row spread">
      <span className="soft small">
        {brandName} · {shopDomain}
      </span>
      {joined ? <Tag tone="good">You are in</Tag> : applied ? <Tag tone="wait">Applied</Tag> : null}
    </div>
    <h2>
      <Link className="pick" to={`/creator/offers/${id}`}>
        {name}
      </Link>
    </h2>
    {description === "" ? null : <p className="soft">{shortened(description)}</p>}
    <dl className="slip labels">
      <div>
        <dt>You earn</dt>
        <dd>{earn}</dd>
      </div>
      <div>
        <dt>Shoppers save</dt>
        <dd>{save ?? "nothing, a plain link"}</dd>
      </div>
    </dl>
  </li>
);

/** A card is a glance: the whole text is on the offer's page. */
const shortened = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 159).trimEnd()}…`);
