import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, InlineGrid, Link, Page, Text } from "@shopify/polaris";
import { AttentionCard } from "#app/components/attention/attention-card.tsx";
import { FigureCard } from "#app/components/figure.tsx";
import { formatMoney, plural } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { SalesTable } from "#app/components/sales-table.tsx";
import { SetupGuide } from "#app/components/setup-guide.tsx";
import { TitledCard } from "#app/components/titled-card.tsx";
import { usePolling } from "#app/components/use-polling.ts";
import { brandHome } from "#app/services/shops/brand-home.ts";
import type { ReconciliationView } from "#app/services/reconcile/view-reconciliation.ts";

export const meta: MetaFunction = () => [{ title: "Fairshare" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const home = await brandHome(container, { shopId: shop.id });
  return { ...home, currency: shop.currency, timeZone: shop.timeZone };
}

/** A sale shows here within 2 seconds of Shopify's webhook. */
const pollMs = 1_500;

export default function BrandHomePage() {
  const home = useLoaderData<typeof loader>();
  usePolling(pollMs);
  const { totals, currency, timeZone } = home;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return (
    <Page title="Home" primaryAction={{ content: "New offer", url: "/app/offers/new" }}>
      <BlockStack gap="400">
        <AttentionCard home={home} timeZone={timeZone} />
        <SetupGuide done={home.setup} />
        <InlineGrid columns={{ xs: 2, lg: 4 }} gap="400">
          <FigureCard
            label="Sales by creators"
            value={money(totals.salesMinor)}
            hint={plural(totals.orders, "order")}
          />
          <FigureCard label="Commissions on hold" value={money(totals.pendingMinor)} hint="Until their hold ends" />
          <FigureCard
            label="Ready to pay"
            value={money(totals.payableMinor)}
            hint={inTransit(totals.inTransitMinor, money)}
          />
          <FigureCard label="Paid" value={money(totals.paidMinor)} hint="To creators, so far" />
        </InlineGrid>
        <TitledCard title="Newest sales">
          {home.newestSales.length === 0 ? (
            <NothingYet heading="No sales yet">Orders that creators bring appear here within seconds.</NothingYet>
          ) : (
            <SalesTable orders={home.newestSales} labels={home.labels} currency={currency} timeZone={timeZone} />
          )}
          <Text as="p" tone="subdued">
            {compared(home.reconciliation)} <Link url="/app/reconciliation">Missed orders</Link>
          </Text>
        </TitledCard>
      </BlockStack>
    </Page>
  );
}

const inTransit = (amountMinor: bigint, money: (amountMinor: bigint) => string): string =>
  amountMinor === 0n ? "Their hold has ended" : `${money(amountMinor)} more is on its way`;

/** What comparing with Shopify has mended: nothing to do, and good to know. */
const compared = ({ healed, lastAt }: ReconciliationView): string => {
  if (lastAt === null) return "Your orders are compared with Shopify every few minutes.";
  const found = healed === 0 ? "nothing was missed" : `${plural(healed, "order")} put right`;
  return `Compared with Shopify in the last 30 days: ${found}.`;
};

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
