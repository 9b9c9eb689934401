import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { FilterTabs } from "#app/components/filter-tabs.tsx";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { SalesTable } from "#app/components/sales-table.tsx";
import { listOrders } from "#app/services/orders/list-orders.ts";

export const meta: MetaFunction = () => [{ title: "Orders" }];

const filterParameter = z.enum(["all", "credited", "evidence", "held"]).catch("all");

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const search = new URL(request.url).searchParams;
  const filter = filterParameter.parse(search.get("show"));
  const page = await listOrders(container, { shop, filter, after: search.get("after") });
  return { page, filter, currency: shop.currency, timeZone: shop.timeZone };
}

const tabs = [
  { id: "all", content: "All" },
  { id: "credited", content: "Credited" },
  { id: "evidence", content: "Not credited" },
  { id: "held", content: "Held for review" },
];

const empty = {
  all: "Orders appear here as soon as they are placed, each with what it pays to creators and why.",
  credited: "Orders that creators brought appear here.",
  evidence:
    "Nothing is hidden: an order with a creator's code or link that pays nobody would be here, with the reason.",
  held: "An order with the name or address of the creator who brought it waits here for you to look at it, for 14 days at most.",
};

export default function Orders() {
  const { page, filter, currency, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page title="Orders" subtitle="Every order, with what it pays to creators and why">
      <BlockStack gap="400">
        <Card padding="0">
          <FilterTabs tabs={tabs} selected={filter} />
          {page.items.length === 0 ? (
            <NothingYet heading="Nothing here yet">{empty[filter]}</NothingYet>
          ) : (
            <Box paddingInline="200" paddingBlockEnd="200">
              <SalesTable orders={page.items} labels={page.labels} currency={currency} timeZone={timeZone} />
            </Box>
          )}
        </Card>
        <Pager next={page.next} label="Orders" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
