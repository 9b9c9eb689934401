import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { orderView } from "#app/components/portal/order-view.ts";
import { Amount, Day } from "#app/components/portal/pieces.tsx";
import { requireCreator } from "#app/server/portal/visit.ts";
import { creatorOrder } from "#app/services/creators/creator-earnings.ts";

export const meta: MetaFunction = () => [{ title: "Why this amount · Fairshare" }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { brand = "", order: reference = "" } = params;
  const found = await creatorOrder(context.container.creators, { creatorId: account.id, brand, reference });
  if (found === null) throw new Response("Not found", { status: 404 });
  return orderView(found.order, found.now);
}

export default function OrderPage() {
  const order = useLoaderData<typeof loader>();
  const { timeZone } = order;
  return (
    <div className="page narrow">
      <Link className="back" to="/creator/earnings">
        ← Earnings
      </Link>
      <div className="stack">
        <span className="soft">
          {order.brandName} · order of <Day at={order.processedAt} timeZone={timeZone} />
        </span>
        <h1>{order.amount}</h1>
        <p className="lead">{order.sentence}</p>
        <p>
          <strong>{order.payable}</strong>
        </p>
        {order.review === null ? null : <p>{order.review}</p>}
      </div>
      <section className="card" aria-labelledby="parts">
        <h2 id="parts">How it adds up</h2>
        {order.entries.length === 0 ? (
          <p className="soft">{order.nothing}</p>
        ) : (
          <dl className="slip">
            {order.entries.map((entry) => (
              <div key={entry.key}>
                <dt>
                  {entry.name}: {entry.text}
                </dt>
                <dd>{entry.amount}</dd>
              </div>
            ))}
            <div>
              <dt>Together</dt>
              <dd>
                <strong>{order.amount}</strong>
              </dd>
            </div>
          </dl>
        )}
        <p className="small soft">
          Parts are exact and rounded once, over the order. Terms: {order.offerName}, version {order.versionNumber}, in
          force when the order was placed.{" "}
          <Link to={`/creator/partnerships/${order.partnershipId}`}>Your partnership</Link>
        </p>
      </section>
      <section className="card" aria-labelledby="history">
        <h2 id="history">What happened, by date</h2>
        <ul className="lines">
          {order.transfers.map((transfer) => (
            <li key={transfer.key}>
              <div className="line-top">
                <span>{transfer.title}</span>
                {transfer.moves ? (
                  <span className="amount soft">{transfer.amount}</span>
                ) : (
                  <Amount minus={transfer.minus}>{transfer.amount}</Amount>
                )}
              </div>
              <p className="small soft">
                <Day at={transfer.at} timeZone={timeZone} /> · {transfer.reason}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="evidence">
        <h2 id="evidence">Why it was yours</h2>
        <ul className="lines">
          {order.evidence.map((item) => (
            <li key={item.text}>
              <p>{item.text}</p>
              {item.lost === null ? null : <p className="small soft">{item.lost}</p>}
            </li>
          ))}
        </ul>
        <p className="small soft">
          We show you neither the order&rsquo;s number nor anything of the shopper. If you write to us about this order,
          name <span className="hash">{order.reference}</span>
        </p>
      </section>
    </div>
  );
}

export { PortalError as ErrorBoundary };
