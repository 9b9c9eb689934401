import { Link } from "@remix-run/react";
import { CopyButton } from "./copy-button.tsx";
import { Tag } from "./pieces.tsx";

export type PartnershipItem = {
  id: string;
  offerName: string;
  brandName: string;
  state: "active" | "paused" | "ended";
  code: string | null;
  link: string | null;
};

export const PartnershipList = ({ partnerships }: { partnerships: readonly PartnershipItem[] }) => (
  <ul className="cards two">
    {partnerships.map(({ id, offerName, brandName, state, code, link }) => (
      <li className="card" key={id}>
        <div className="row spread">
          <h3>
            <Link to={`/creator/partnerships/${id}`}>
              {brandName}: {offerName}
            </Link>
          </h3>
          <StateTag state={state} />
        </div>
        {state === "ended" ? null : (
          <>
            <div className="row spread">
              <span className="code">{code ?? "…"}</span>
              {code === null ? (
                <span className="small soft">Your code is being made.</span>
              ) : (
                <CopyButton text={code} what="code" />
              )}
            </div>
            {link === null ? null : (
              <div className="row spread">
                <span className="link-text">{link.replace(/^https?:\/\//, "")}</span>
                <CopyButton text={link} what="link" />
              </div>
            )}
          </>
        )}
      </li>
    ))}
  </ul>
);

export const StateTag = ({ state }: { state: PartnershipItem["state"] }) =>
  state === "active" ? (
    <Tag tone="good">Active</Tag>
  ) : state === "paused" ? (
    <Tag tone="wait">Paused</Tag>
  ) : (
    <Tag tone="plain">Ended</Tag>
  );
