import { Link } from "@remix-run/react";
import type { MyApplicationRow } from "#app/services/ports/creator-offers.ts";
import { Day, Tag } from "./pieces.tsx";

export const ApplicationList = ({ applications }: { applications: readonly MyApplicationRow[] }) => (
  <ul className="lines">
    {applications.map(({ id, offerId, offerName, brandName, state, createdAt, decisionReason }) => (
      <li key={id}>
        <div className="line-top">
          <Link to={`/creator/offers/${offerId}`}>
            {brandName}: {offerName}
          </Link>
          {state === "declined" ? <Tag tone="bad">Declined</Tag> : <Tag tone="wait">Waiting</Tag>}
        </div>
        {decisionReason === null ? null : <p className="small">Their reason: {decisionReason}</p>}
        <p className="small soft">
          Sent on <Day at={createdAt} />
        </p>
      </li>
    ))}
  </ul>
);
