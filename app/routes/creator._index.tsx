import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ApplicationList } from "#app/components/portal/application-list.tsx";
import { Balances } from "#app/components/portal/balances.tsx";
import { EndingOffers } from "#app/components/portal/ending-offers.tsx";
import { PortalError } from "#app/components/portal/error.tsx";
import { lineView } from "#app/components/portal/line-view.ts";
import { Lines } from "#app/components/portal/lines.tsx";
import { PartnershipList } from "#app/components/portal/partnership-list.tsx";
import { Day, Empty, Notice } from "#app/components/portal/pieces.tsx";
import { formatMoney } from "#app/components/format.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { creatorHome } from "#app/services/creators/creator-home.ts";

export const meta: MetaFunction = () => [{ title: "Home · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { newest, now, ...home } = await creatorHome(context.container.creators, { account });
  const { addresses } = context.container;
  return {
    ...home,
    name: account.displayName,
    lines: newest.map((line) => lineView(line, now)),
    partnerships: home.partnerships.map(({ linkToken, ...row }) => ({
      ...row,
      link: linkToken === null ? null : addresses.referralLink(linkToken),
    })),
  };
}

export default function HomePage() {
  const { name, profileComplete, balances, nextMaturity, lines, partnerships, applications, ending } =
    useLoaderData<typeof loader>();
  const isNew = partnerships.length === 0 && applications.length === 0 && balances.length === 0;
  return (
    <div className="page">
      <h1>{name === "" ? "Welcome" : `Hello, ${name}`}</h1>
      {profileComplete ? null : (
        <Notice tone="wait">
          <p>
            Before you apply to a brand, <Link to="/creator/profile">fill in your profile</Link>. It takes a minute.
          </p>
        </Notice>
      )}
      <EndingOffers ending={ending} />
      {isNew ? <FirstSteps /> : null}
      {balances.length === 0 ? null : (
        <section className="stack" aria-labelledby="balances">
          <h2 id="balances">What you have earned</h2>
          <Balances balances={balances} />
          {nextMaturity === null ? null : (
            <p>
              Next: {formatMoney(nextMaturity)} by {nextMaturity.brandName} becomes payable on{" "}
              <strong>
                <Day at={nextMaturity.at} timeZone={nextMaturity.timeZone} />
              </strong>
              .
            </p>
          )}
        </section>
      )}
      {partnerships.length === 0 ? null : (
        <section className="stack" aria-labelledby="partnerships">
          <h2 id="partnerships">Your codes and links</h2>
          <PartnershipList partnerships={partnerships} />
        </section>
      )}
      {lines.length === 0 ? null : (
        <section className="stack" aria-labelledby="newest">
          <div className="row spread">
            <h2 id="newest">Newest lines</h2>
            <Link className="tap" to="/creator/earnings">
              All earnings
            </Link>
          </div>
          <Lines lines={lines} />
        </section>
      )}
      {partnerships.length > 0 && lines.length === 0 ? (
        <Empty title="No sale yet">
          <p className="soft">
            Share your code or link; a sale shows here within seconds, with what it earned and why.
          </p>
        </Empty>
      ) : null}
      {applications.length === 0 ? null : (
        <section className="stack" aria-labelledby="applications">
          <h2 id="applications">Your applications</h2>
          <ApplicationList applications={applications} />
        </section>
      )}
    </div>
  );
}

const FirstSteps = () => (
  <Empty title="Nothing here yet, and three steps to change that">
    <ol>
      <li>Find a brand you would recommend anyway.</li>
      <li>Read its five lines and apply.</li>
      <li>Share your code.</li>
    </ol>
    <Link className="button" to="/creator/offers">
      Look at the offers
    </Link>
  </Empty>
);

export { PortalError as ErrorBoundary };
