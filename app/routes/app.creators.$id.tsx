import { randomUUID } from "node:crypto";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { type Ask, AskModal } from "#app/components/creator-page/ask-modal.tsx";
import { AwardsCard, BalancesCard } from "#app/components/creator-page/money-cards.tsx";
import { PartnershipCard } from "#app/components/creator-page/partnership-card.tsx";
import { HistoryCard, OrdersCard } from "#app/components/creator-page/story-cards.tsx";
import { viewCreator } from "#app/services/creators/view-creator.ts";

export const meta: MetaFunction = () => [{ title: "Creator" }];

export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const creator = await viewCreator(container, { shopId: shop.id, creatorId: params["id"] ?? "" });
  if (creator === null) throw new Response(null, { status: 404 });
  // A new one with each load: a form that is sent twice carries the same, and acts once.
  return { creator, currency: shop.currency, timeZone: shop.timeZone, formId: randomUUID() };
}

export default function Creator() {
  const { creator, currency, timeZone, formId } = useLoaderData<typeof loader>();
  const [ask, setAsk] = useState<Ask | null>(null);
  const close = useCallback(() => setAsk(null), []);
  const whom = { creatorId: creator.creatorId, name: creator.name, currency, formId };
  return (
    <Page
      title={creator.name}
      subtitle={`@${creator.handle}`}
      backAction={{ url: "/app/creators", content: "Creators" }}
    >
      <BlockStack gap="400">
        {creator.partnerships.map((partnership) => (
          <PartnershipCard
            key={partnership.id}
            partnership={partnership}
            whom={whom}
            timeZone={timeZone}
            open={setAsk}
          />
        ))}
        <BalancesCard balances={creator.balances} whom={whom} open={setAsk} />
        <AwardsCard awards={creator.awards} whom={whom} timeZone={timeZone} open={setAsk} />
        <OrdersCard orders={creator.orders} currency={currency} timeZone={timeZone} />
        <HistoryCard history={creator.history} timeZone={timeZone} />
      </BlockStack>
      {ask === null ? null : <AskModal ask={ask} close={close} />}
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
