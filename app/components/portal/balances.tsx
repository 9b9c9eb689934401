import { formatMoney } from "../format.ts";
import { FrozenNotice } from "./frozen.tsx";
import type { CreatorBalance } from "#app/services/ports/creator-earnings.ts";

/** What each brand owes, a slip of paper for each and for each currency: currencies are never added up. */
export const Balances = ({ balances }: { balances: readonly CreatorBalance[] }) => (
  <ul className="cards two">
    {balances.map((balance) => (
      <li className="card" key={`${balance.brandSlug} ${balance.currency}`}>
        <h3>
          {balance.brandName} <span className="soft">· {balance.currency}</span>
        </h3>
        <dl className="slip">
          <Row name="Payable" minor={balance.payableMinor} balance={balance} big />
          <Row name="Pending" minor={balance.pendingMinor} balance={balance} />
          {balance.inTransitMinor === 0n ? null : (
            <Row name="On its way" minor={balance.inTransitMinor} balance={balance} />
          )}
          <Row name="Paid so far" minor={balance.paidMinor} balance={balance} />
        </dl>
        <FrozenNotice {...balance} />
        {balance.payableMinor < 0n ? (
          <p className="small soft">
            Below zero: refunds came after you were paid. What comes in next fills it up first.
          </p>
        ) : null}
      </li>
    ))}
  </ul>
);

const Row = ({
  name,
  minor,
  balance,
  big = false,
}: {
  name: string;
  minor: bigint;
  balance: CreatorBalance;
  big?: boolean;
}) => (
  <div className={big ? "big" : undefined}>
    <dt>{name}</dt>
    <dd>{formatMoney({ amountMinor: minor, currency: balance.currency })}</dd>
  </div>
);
