import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { formatMoney } from "#app/components/format.ts";
import { Balances } from "#app/components/portal/balances.tsx";
import { PortalError } from "#app/components/portal/error.tsx";
import { Day, Empty, Notice, Tag, type Tone } from "#app/components/portal/pieces.tsx";
import { payoutInWords, skipInWords } from "#app/domain/wording/reasons.ts";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { keepPayoutMethod } from "#app/services/creators/change-payout-method.ts";
import { creatorPayouts } from "#app/services/creators/creator-payouts.ts";

export const meta: MetaFunction = () => [{ title: "Payouts · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { now: _, ...view } = await creatorPayouts(context.container.creators, { creatorId: account.id });
  return { ...view, saved: new URL(request.url).searchParams.has("saved") };
}

/** Keeps the old details: the change that waits is dropped. */
export async function action({ request, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  await keepPayoutMethod(context.container.creators, { creatorId: account.id });
  throw redirect("/creator/payouts");
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PayoutsPage() {
  const view = useLoaderData<typeof loader>();
  const owed = view.balances.filter(
    ({ payableMinor, inTransitMinor, frozen }) =>
      payableMinor !== 0n || inTransitMinor !== 0n || (frozen !== null && frozen.pendingMinor !== 0n),
  );
  return (
    <div className="page">
      <h1>Payouts</h1>
      {view.saved ? (
        <Notice tone="good">
          <p>Saved. A mail about it is on its way to you.</p>
        </Notice>
      ) : null}
      <Method {...view} />
      {owed.length === 0 ? null : (
        <section className="stack" aria-labelledby="owed">
          <h2 id="owed">To be paid</h2>
          <Balances balances={owed} />
        </section>
      )}
      <section className="stack" aria-labelledby="payouts">
        <h2 id="payouts">Paid to you</h2>
        {view.payouts.length === 0 ? (
          <Empty title="No payout yet">
            <p className="soft">Brands pay what is payable in runs; each payout stands here with its reference.</p>
          </Empty>
        ) : (
          <PayoutList payouts={view.payouts} />
        )}
      </section>
      {view.skips.length === 0 ? null : (
        <section className="stack" aria-labelledby="skips">
          <h2 id="skips">Runs that left you out, and why</h2>
          <ul className="lines">
            {view.skips.map((skip) => (
              <li key={`${skip.at} ${skip.brandSlug} ${skip.currency}`}>
                <div className="line-top">
                  <span>
                    {skip.brandName} · <Day at={skip.at} timeZone={skip.timeZone} />
                  </span>
                  <span className="amount soft">
                    {formatMoney({ amountMinor: skip.balanceMinor, currency: skip.currency })}
                  </span>
                </div>
                <p className="small">{skipInWords(skip.reason)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const Method = ({ method, waiting }: Pick<Loaded, "method" | "waiting">) => (
  <section className="card" aria-labelledby="method">
    <h2 id="method">How you are paid</h2>
    {method === null && waiting === null ? (
      <p>You have not said yet. Brands need it to pay you: a PayPal address, a bank account, whatever you agreed on.</p>
    ) : null}
    {method === null ? null : <p className="keep-lines">{method.instructions}</p>}
    {waiting === null ? null : (
      <Notice tone="wait">
        <p>
          A change waits until <Day at={waiting.effectiveFrom} />; until then the details above count. The new ones:
        </p>
        <p className="keep-lines">{waiting.instructions}</p>
        <Form method="post">
          <button className="button second small" type="submit">
            Keep the old ones
          </button>
        </Form>
      </Notice>
    )}
    <div>
      <Link className="button second" to="/creator/payouts/method">
        {method === null ? "Say how you want to be paid" : "Change it"}
      </Link>
    </div>
  </section>
);

const TONES: Record<Loaded["payouts"][number]["state"], Tone> = {
  approved: "wait",
  submitted: "wait",
  unknown: "wait",
  paid: "good",
  failed: "bad",
  returned: "bad",
};

const PayoutList = ({ payouts }: Pick<Loaded, "payouts">) => (
  <ul className="lines">
    {payouts.map((payout) => {
      const { label, text } = payoutInWords(payout.state);
      return (
        <li key={payout.id}>
          <div className="line-top">
            <span>
              <strong>{payout.brandName}</strong> · <Day at={payout.at} timeZone={payout.timeZone} />
            </span>
            <span className="amount">{formatMoney(payout)}</span>
          </div>
          <div className="row small">
            <Tag tone={TONES[payout.state]}>{label}</Tag>
            <span>{payout.reference === null ? text : `Reference: ${payout.reference}`}</span>
          </div>
          {payout.failure === null ? null : <p className="small">{payout.failure}</p>}
        </li>
      );
    })}
  </ul>
);

export { PortalError as ErrorBoundary };
