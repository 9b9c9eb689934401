import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, InlineGrid, Link, Page, Text } from "@shopify/polaris";
import { BudgetBanner } from "#app/components/budget-banner.tsx";
import { Figure } from "#app/components/figure.tsx";
import { formatMoney, formatTime, plural } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { SalesTable } from "#app/components/sales-table.tsx";
import { SetupGuide } from "#app/components/setup-guide.tsx";
import { usePolling } from "#app/components/use-polling.ts";
import { budgetLevel } from "#app/domain/offer/budget.ts";
import { brandHome } from "#app/services/brand-home.ts";

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
        <Notices home={home} />
        <SetupGuide done={home.setup} />
        <InlineGrid columns={{ xs: 2, lg: 4 }} gap="400">
          <Figure label="Sales by creators" value={money(totals.salesMinor)} hint={plural(totals.orders, "order")} />
          <Figure label="Commissions on hold" value={money(totals.pendingMinor)} hint="Until their hold ends" />
          <Figure
            label="Ready to pay"
            value={money(totals.payableMinor)}
            hint={inTransit(totals.inTransitMinor, money)}
          />
          <Figure label="Paid" value={money(totals.paidMinor)} hint="To creators, so far" />
        </InlineGrid>
        <Card padding="0">
          <div style={{ padding: "var(--p-space-400)" }}>
            <Text as="h2" variant="headingMd">
              Newest sales
            </Text>
          </div>
          {home.newestSales.length === 0 ? (
            <NothingYet heading="No sales yet">Orders that creators bring appear here within seconds.</NothingYet>
          ) : (
            <SalesTable orders={home.newestSales} currency={currency} timeZone={timeZone} />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

const inTransit = (amountMinor: bigint, money: (amountMinor: bigint) => string): string =>
  amountMinor === 0n ? "After their hold" : `${money(amountMinor)} more is on its way`;

type Home = ReturnType<typeof useLoaderData<typeof loader>>;

function Notices({ home }: { home: Home }) {
  const { waitingApplications, audit, setAside, budgets, timeZone } = home;
  return (
    <>
      {budgets.map((budget) => (
        <BudgetBanner
          key={budget.offerId}
          budget={budget}
          title={`The budget of ${budget.offerName} is ${budgetLevel(budget) === "used_up" ? "used up" : "nearly used up"}`}
          action={{ content: "Look at the offer", url: `/app/offers/${budget.offerId}` }}
        />
      ))}
      {waitingApplications === 0 ? null : (
        <Banner tone="info" title={`${plural(waitingApplications, "application")} to look at`}>
          <Link url="/app/applications">Look at applications</Link>
        </Banner>
      )}
      {audit.openFindings === 0 ? null : (
        <Banner
          tone="critical"
          title={`The nightly audit found ${plural(audit.openFindings, "difference")} in your books`}
        >
          <Text as="p">
            {audit.lastFoundAt === null ? "" : `Last seen ${formatTime(audit.lastFoundAt, timeZone)}. `}
            Each is kept with what it is about.
          </Text>
        </Banner>
      )}
      {setAside === 0 ? null : (
        <Banner tone="warning" title={`${plural(setAside, "message")} from Shopify could not be read`}>
          <Text as="p">
            Each was kept with its reason and can be processed again; orders they are about may be incomplete.
          </Text>
          <Link url="/app/deliveries">Look at the messages</Link>
        </Banner>
      )}
    </>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
