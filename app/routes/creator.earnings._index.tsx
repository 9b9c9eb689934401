import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { formatMoney, plural } from "#app/components/format.ts";
import { filterOf, monthName } from "#app/components/portal/earnings-filter.ts";
import { PortalError } from "#app/components/portal/error.tsx";
import { FrozenNotice } from "#app/components/portal/frozen.tsx";
import { lineView } from "#app/components/portal/line-view.ts";
import { Lines } from "#app/components/portal/lines.tsx";
import { Empty, Field } from "#app/components/portal/pieces.tsx";
import { EarningsTabs } from "#app/components/portal/subtabs.tsx";
import { requireCreator } from "#app/server/portal/visit.ts";
import { creatorEarnings } from "#app/services/creators/creator-earnings.ts";

export const meta: MetaFunction = () => [{ title: "Earnings · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { searchParams } = new URL(request.url);
  const filter = filterOf(searchParams);
  const after = searchParams.get("after");
  const page = await creatorEarnings(context.container.creators, { creatorId: account.id, filter, after });
  const query = new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  const next = page.lines.next === null ? null : new URLSearchParams([...query, ["after", page.lines.next]]);
  return {
    filter,
    totals: page.totals,
    frozen: page.frozen,
    brands: page.choices.brands,
    months: page.choices.months.map((month) => ({ value: month, name: monthName(month) })),
    lines: page.lines.items.map((line) => lineView(line, page.now)),
    more: next === null ? null : `?${next}`,
    csv: `/creator/earnings.csv?${query}`,
  };
}

export default function EarningsPage() {
  const { filter, totals, frozen, brands, months, lines, more, csv } = useLoaderData<typeof loader>();
  const filtered = filter.brand !== null || filter.month !== null;
  return (
    <div className="page">
      <h1>Earnings</h1>
      <EarningsTabs />
      {frozen.map((balance) => (
        <FrozenNotice key={`${balance.brandSlug} ${balance.currency}`} {...balance} />
      ))}
      {months.length === 0 ? null : (
        <Form method="get" className="filters">
          <Field id="brand" label="Brand">
            <select id="brand" name="brand" defaultValue={filter.brand ?? ""}>
              <option value="">All brands</option>
              {brands.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <Field id="month" label="Month">
            <select id="month" name="month" defaultValue={filter.month ?? ""}>
              <option value="">All months</option>
              {months.map(({ value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <button className="button second" type="submit">
            Show
          </button>
        </Form>
      )}
      {totals.length === 0 ? null : <Totals totals={totals} />}
      {lines.length === 0 ? <None filtered={filtered} /> : <Lines lines={lines} />}
      <div className="row">
        {more === null ? null : (
          <Link className="button second" to={more}>
            Earlier lines
          </Link>
        )}
        {lines.length === 0 ? null : (
          <a className="button text" href={csv} download>
            Download as CSV
          </a>
        )}
      </div>
    </div>
  );
}

const Totals = ({ totals }: { totals: ReturnType<typeof useLoaderData<typeof loader>>["totals"] }) => (
  <ul className="cards two">
    {totals.map(({ currency, plusMinor, minusMinor, lines }) => (
      <li className="card" key={currency}>
        <h2>
          In all <span className="soft">· {currency}</span>
        </h2>
        <dl className="slip">
          <div className="big">
            <dt>Earned</dt>
            <dd>{formatMoney({ amountMinor: plusMinor - minusMinor, currency })}</dd>
          </div>
          <div>
            <dt>Added</dt>
            <dd>+{formatMoney({ amountMinor: plusMinor, currency })}</dd>
          </div>
          <div>
            <dt>Taken back</dt>
            <dd>
              {minusMinor === 0n ? "" : "−"}
              {formatMoney({ amountMinor: minusMinor, currency })}
            </dd>
          </div>
        </dl>
        <p className="small soft">{plural(lines, "line")} under this choice.</p>
      </li>
    ))}
  </ul>
);

const None = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="Nothing under this choice">
      <Link to="/creator/earnings">Show all earnings</Link>
    </Empty>
  ) : (
    <Empty title="No earnings yet">
      <p className="soft">
        Each sale that is credited to you becomes a line here, and each refund a minus line, dated.
      </p>
      <Link to="/creator">Your codes and links</Link>
    </Empty>
  );

export { PortalError as ErrorBoundary };
