import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { AppProvider, Banner, Card, Page, Text } from "@shopify/polaris";
import translations from "@shopify/polaris/locales/en.json";
import { NothingYet } from "./nothing-yet.tsx";

/** What a merchant sees when a page fails, and the documents by which Shopify's library renews a session. */
export function MerchantErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 400) {
    // Thrown by the library: a document that only loads App Bridge, which then comes back with a fresh session token.
    return <div dangerouslySetInnerHTML={{ __html: String(error.data) }} />;
  }
  const missing = isRouteErrorResponse(error) && error.status === 404;
  // With a provider of its own: the one of the pages is gone when their frame is what failed.
  return (
    <AppProvider i18n={translations}>
      <Page title="Fairshare">
        {missing ? (
          <Card>
            <NothingYet heading="There is nothing at this address" action={{ content: "Go to home", url: "/app" }}>
              It may have been removed, or the link may belong to another store.
            </NothingYet>
          </Card>
        ) : (
          <Banner tone="critical" title="Something went wrong on our side">
            <Text as="p">
              Nothing was lost. Reload the page; if it happens again, write to us with the time it happened.
            </Text>
          </Banner>
        )}
      </Page>
    </AppProvider>
  );
}
