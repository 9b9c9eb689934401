import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Link, Page, Text } from "@shopify/polaris";
import { formatCount, formatMoney } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { OfferStatusBadge } from "#app/components/offer-status.tsx";
import { Pager } from "#app/components/pager.tsx";
import { PlainTable } from "#app/components/plain-table.tsx";
import { listOffers } from "#app/services/offers/list-offers.ts";

export const meta: MetaFunction = () => [{ title: "Offers" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return { currency: shop.currency, page: await listOffers(container, { shopId: shop.id, after }) };
}

const columns = [
  { title: "Offer" },
  { title: "Status", wide: true },
  { title: "Creators", numeric: true },
  { title: "Waiting", numeric: true },
  { title: "Orders", numeric: true },
  { title: "Commissions", numeric: true },
];

export default function Offers() {
  const { currency, page } = useLoaderData<typeof loader>();
  return (
    <Page title="Offers" primaryAction={{ content: "New offer", url: "/app/offers/new" }}>
      <Card>
        {page.items.length === 0 ? (
          <NothingYet heading="Your first offer" action={{ content: "Choose a template", url: "/app/offers/new" }}>
            An offer says what creators earn and what their shoppers save. Creators read it and apply.
          </NothingYet>
        ) : (
          <PlainTable
            label="Offers"
            columns={columns}
            rows={page.items.map((offer) => [
              <Link key="offer" url={`/app/offers/${offer.id}`} monochrome removeUnderline>
                <Text as="span" fontWeight="semibold">
                  {offer.name}
                </Text>
              </Link>,
              <OfferStatusBadge key="status" status={offer.status} hasDraft={offer.hasDraft} />,
              formatCount(offer.creators),
              formatCount(offer.waiting),
              formatCount(offer.orders),
              formatMoney({ amountMinor: offer.commissionMinor, currency }),
            ])}
          />
        )}
      </Card>
      <Pager next={page.next} label="Offers" />
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
