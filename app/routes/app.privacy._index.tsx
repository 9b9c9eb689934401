import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { NothingYet } from "#app/components/nothing-yet.tsx";
import { Pager } from "#app/components/pager.tsx";
import { PrivacyRequestsTable } from "#app/components/privacy/requests-table.tsx";
import { listPrivacyRequests } from "#app/services/privacy/list-privacy-requests.ts";

export const meta: MetaFunction = () => [{ title: "Privacy requests" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const after = new URL(request.url).searchParams.get("after");
  return { page: await listPrivacyRequests(container, { shopId: shop.id, after }), timeZone: shop.timeZone };
}

export default function PrivacyRequests() {
  const { page, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Privacy requests"
      subtitle="What Shopify asked us to show or erase, and when it was done"
      backAction={{ content: "Settings", url: "/app/settings" }}
    >
      <BlockStack gap="400">
        {page.items.length === 0 ? (
          <Card padding="0">
            <NothingYet heading="No requests yet">
              When a customer asks what is stored, or is to be forgotten, Shopify tells us and it is done at once. Each
              request is listed here.
            </NothingYet>
          </Card>
        ) : (
          <Card>
            <BlockStack gap="300">
              <PrivacyRequestsTable requests={page.items} timeZone={timeZone} />
              <Text as="p" tone="subdued">
                Pass a download on to the customer who asked. Names and addresses are not in it: of those we keep
                nothing but hashes, which cannot be turned back. What creators earned stays, without the customer.
              </Text>
            </BlockStack>
          </Card>
        )}
        <Pager next={page.next} label="Privacy requests" />
      </BlockStack>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
