import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { formatSentence } from "#app/components/format.ts";
import { PortalError } from "#app/components/portal/error.tsx";
import { Day, Empty, Tag } from "#app/components/portal/pieces.tsx";
import { EarningsTabs } from "#app/components/portal/subtabs.tsx";
import { evidenceLabel, evidenceToCreator, whyNotCredited } from "#app/domain/wording/reasons.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { creatorUncredited } from "#app/services/creators/creator-uncredited.ts";
import type { UncreditedOrder } from "#app/services/ports/creator-earnings.ts";

export const meta: MetaFunction = () => [{ title: "Not credited · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const after = new URL(request.url).searchParams.get("after");
  const page = await creatorUncredited(context.container.creators, { creatorId: account.id, after });
  return {
    isFirst: after === null,
    orders: page.items.map((order) => ({
      reference: order.reference,
      at: order.processedAt,
      timeZone: order.timeZone,
      brandName: order.brandName,
      offerName: order.offerName,
      label: evidenceLabel(order.evidence),
      evidence: `${capitalised(evidenceToCreator(order.evidence))}.`,
      why: whyOf(order),
    })),
    more: page.next === null ? null : `?${new URLSearchParams({ after: page.next })}`,
  };
}

const whyOf = ({ reason, sentence }: UncreditedOrder): string =>
  reason === "no_commission"
    ? `The order is credited to you and pays nothing${sentence === null || sentence === "" ? "" : `: ${formatSentence(sentence)}`}.`
    : whyNotCredited(reason);

export default function UncreditedPage() {
  const { isFirst, orders, more } = useLoaderData<typeof loader>();
  return (
    <div className="page">
      <div className="stack">
        <h1>Not credited</h1>
        <p className="lead">
          Orders that carried your code or link and earned you nothing, each with the reason. An order without either is
          not here: a shopper who came from you can give you the code of their receipt, and you{" "}
          <Link to="/creator/receipt">look it up</Link>.
        </p>
      </div>
      <EarningsTabs />
      {orders.length === 0 ? (
        <Empty title={isFirst ? "Every order that carried your evidence was credited to you" : "No earlier ones"}>
          <p className="soft">Should one not be, it stands here with its reason.</p>
        </Empty>
      ) : (
        <ul className="lines">
          {orders.map((order) => (
            <li key={order.reference}>
              <div className="line-top">
                <strong>{order.why}</strong>
                <Tag tone="plain">{order.label}</Tag>
              </div>
              <p className="small">{order.evidence}</p>
              <p className="small soft">
                <Day at={order.at} timeZone={order.timeZone} /> · {order.brandName}: {order.offerName} · reference{" "}
                <span className="hash">{order.reference}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {more === null ? null : (
        <Link className="button second" to={more}>
          Earlier ones
        </Link>
      )}
    </div>
  );
}

export { PortalError as ErrorBoundary };
