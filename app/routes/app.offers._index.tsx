import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, IndexTable, Link, Page, Text } from "@shopify/polaris";
import { formatCount, formatMoney } from "#app/components/format.ts";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { OfferStatusBadge } from "#app/components/offer-status.tsx";
import { Pager } from "#app/components/pager.tsx";
import { listOffers } from "#app/services/list-offers.ts";

export const meta: MetaFunction = () => [{ title: "Offers" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return { currency: shop.currency, page: await listOffers(container, { shopId: shop.id, after }) };
}

const headings = [
  { title: "Offer" },
  { title: "Status" },
  { title: "Creators", alignment: "end" },
  { title: "Waiting", alignment: "end" },
  { title: "Orders", alignment: "end" },
  { title: "Commissions", alignment: "end" },
] as const;

export default function Offers() {
  const { currency, page } = useLoaderData<typeof loader>();
  return (
    <Page title="Offers" primaryAction={{ content: "New offer", url: "/app/offers/new" }}>
      <Card padding="0">
        {page.items.length === 0 ? (
          <NothingYet heading="Your first offer" action={{ content: "Choose a template", url: "/app/offers/new" }}>
            An offer says what creators earn and what their shoppers save. Creators read it and apply.
          </NothingYet>
        ) : (
          <IndexTable
            headings={[...headings]}
            itemCount={page.items.length}
            selectable={false}
            resourceName={{ singular: "offer", plural: "offers" }}
          >
            {page.items.map((offer, index) => (
              <IndexTable.Row id={offer.id} key={offer.id} position={index}>
                <IndexTable.Cell>
                  <Link url={`/app/offers/${offer.id}`} dataPrimaryLink monochrome removeUnderline>
                    <Text as="span" fontWeight="semibold">
                      {offer.name}
                    </Text>
                  </Link>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <OfferStatusBadge status={offer.status} hasDraft={offer.hasDraft} />
                </IndexTable.Cell>
                <NumberCell text={formatCount(offer.creators)} />
                <NumberCell text={formatCount(offer.waiting)} />
                <NumberCell text={formatCount(offer.orders)} />
                <NumberCell text={formatMoney({ amountMinor: offer.commissionMinor, currency })} />
              </IndexTable.Row>
            ))}
          </IndexTable>
        )}
      </Card>
      <Pager next={page.next} label="Offers" />
    </Page>
  );
}

function NumberCell({ text }: { text: string }) {
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric>
        {text}
      </Text>
    </IndexTable.Cell>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
