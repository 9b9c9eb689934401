import { Link } from "@remix-run/react";
import type { LineView } from "./line-view.ts";
import { Amount, Day, Tag } from "./pieces.tsx";

/** Dated lines, as on a bank statement. */
export const Lines = ({ lines }: { lines: readonly LineView[] }) => (
  <ul className="lines">
    {lines.map((line) => (
      <li key={line.id}>
        <div className="line-top">
          <span>
            <strong>{line.title}</strong> · {line.brandName}
          </span>
          <Amount minus={line.minus}>{line.amount}</Amount>
        </div>
        <p className="small">{line.why}</p>
        <div className="row small soft">
          <Day at={line.at} timeZone={line.timeZone} />
          {line.evidence === null ? null : <Tag tone="plain">{line.evidence}</Tag>}
          {line.payable === null ? null : <span>{line.payable}</span>}
          {line.href === null ? null : (
            <Link className="tap" to={line.href}>
              Why<span className="visually-hidden"> {line.amount}</span>?
            </Link>
          )}
        </div>
      </li>
    ))}
  </ul>
);
