import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { ApplicationsTable } from "#app/components/applications/applications-table.tsx";
import { outcomeInWords } from "#app/components/applications/outcome.ts";
import { readReview } from "#app/components/applications/read-review.ts";
import { FilterTabs } from "#app/components/filter-tabs.tsx";
import { Pager } from "#app/components/pager.tsx";
import { usePolling } from "#app/components/use-polling.ts";
import { useToast } from "#app/components/use-toast.ts";
import { listApplications } from "#app/services/partnerships/list-applications.ts";
import { reviewApplications } from "#app/services/partnerships/review-applications.ts";

export const meta: MetaFunction = () => [{ title: "Applications" }];

const stateParameter = z.enum(["submitted", "approved", "declined"]).catch("submitted");

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const search = new URL(request.url).searchParams;
  const state = stateParameter.parse(search.get("show"));
  const page = await listApplications(container, { shopId: shop.id, state, after: search.get("after") });
  return { page, state, timeZone: shop.timeZone };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const read = readReview(await request.formData());
  if (read.kind === "invalid") return { message: read.message, isError: true };
  const counts = await reviewApplications(container, { shopId: shop.id, actor, ...read.review });
  return outcomeInWords(counts);
}

const tabs = [
  { id: "submitted", content: "Waiting" },
  { id: "approved", content: "Approved" },
  { id: "declined", content: "Declined" },
];

export default function Applications() {
  const { page, state, timeZone } = useLoaderData<typeof loader>();
  useToast(useActionData<typeof action>());
  usePolling(4_000);
  return (
    <Page title="Applications" subtitle="Creators who ask to join one of your offers">
      <BlockStack gap="400">
        <Card padding="0">
          <FilterTabs tabs={tabs} selected={state} />
          <ApplicationsTable key={state} applications={page.items} state={state} timeZone={timeZone} />
        </Card>
        <Pager next={page.next} label="Applications" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
