import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { CreatorsTable } from "#app/components/creators-table.tsx";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { listCreators } from "#app/services/creators/list-creators.ts";

export const meta: MetaFunction = () => [{ title: "Creators" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return {
    page: await listCreators(container, { shopId: shop.id, after }),
    currency: shop.currency,
    timeZone: shop.timeZone,
  };
}

export default function Creators() {
  const { page, currency, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Creators"
      subtitle="Who sells for you, with which code and link, and what came of it"
      secondaryActions={[{ content: "Bring your creators", url: "/app/import" }]}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {page.items.length === 0 ? (
            <NothingYet
              heading="No creators yet"
              action={{ content: "Look at applications", url: "/app/applications" }}
            >
              Creators whom you approve appear here, with their codes, links and sales.
            </NothingYet>
          ) : (
            <CreatorsTable creators={page.items} currency={currency} timeZone={timeZone} />
          )}
        </Card>
        <Pager next={page.next} label="Creators" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
