import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Banner, BlockStack, EmptyState, Page, Text } from "@shopify/polaris";

const emptyArt = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E";

/** What a merchant sees when a page fails, and the pages by which Shopify's library renews a session. */
export function MerchantErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 400) {
    // Thrown by the library: a document that only loads App Bridge, which then comes back with a fresh session token.
    return <div dangerouslySetInnerHTML={{ __html: String(error.data) }} />;
  }
  if (isRouteErrorResponse(error) && error.status === 404) {
    return (
      <EmptyState
        heading="There is nothing at this address"
        image={emptyArt}
        action={{ content: "Go to home", url: "/app" }}
      >
        <p>It may have been removed, or the link may belong to another store.</p>
      </EmptyState>
    );
  }
  return (
    <Page title="Fairshare">
      <Banner tone="critical" title="Something went wrong on our side">
        <BlockStack gap="200">
          <Text as="p">
            Nothing was lost. Reload the page, and if it happens again write to us with the time it happened.
          </Text>
        </BlockStack>
      </Banner>
    </Page>
  );
}
