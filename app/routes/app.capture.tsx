import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, Layout, Page, Text } from "@shopify/polaris";
import { CheckRow, FixLink } from "#app/components/capture/check-row.tsx";
import { ReportCards } from "#app/components/capture/report-cards.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { activatePixel } from "#app/services/capture/activate-pixel.ts";
import { readCaptureReport } from "#app/services/capture/read-capture-report.ts";
import { runSelfTest, type Check } from "#app/services/capture/run-self-test.ts";

export const meta: MetaFunction = () => [{ title: "Capture" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const { capture, admin, env, shopInfo, reconciliationReports: missed } = container;
  const report = await readCaptureReport(capture, shop.id);
  const given = { report, appUrl: env.SHOPIFY_APP_URL.href, apiKey: env.SHOPIFY_API_KEY };
  const checks = await runSelfTest({ ...capture, missed, shopInfo, pixel: capture.pixelWith(admin) }, shop, given);
  return { currency: shop.currency, report, checks };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  await activatePixel(container.capture.pixelWith(container.admin), shop, container.env.SHOPIFY_APP_URL.href);
  return { message: "Visits are counted from now on" };
}

export default function Capture() {
  const { checks, report, currency } = useLoaderData<typeof loader>();
  useToast(useActionData<typeof action>());
  return (
    <Page title="Capture" subtitle="How your orders were linked to creators in the last 30 days">
      <Layout>
        <Layout.Section>
          <ReportCards report={report} currency={currency} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <SelfTest checks={checks} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

const SelfTest = ({ checks }: { checks: readonly Check[] }) => (
  <Card>
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">
        Self-test
      </Text>
      {checks.map(({ name, state, said, fix }) => (
        <CheckRow key={name} title={titles[name]} state={state} said={said}>
          {fix === "activate-pixel" ? (
            <Form method="post">
              <Button submit>Count visits</Button>
            </Form>
          ) : fix === null ? null : (
            <FixLink fix={fix} />
          )}
        </CheckRow>
      ))}
      <BlockStack gap="200">
        <Text as="p">A test order shows that a sale is captured, whichever way it comes.</Text>
        <Button url="/app/capture/test-order" variant="primary">
          Run a test order
        </Button>
      </BlockStack>
    </BlockStack>
  </Card>
);

const titles: Record<Check["name"], string> = {
  webhooks: "Orders",
  scopes: "Permissions",
  embed: "Storefront",
  pixel: "Visits",
  thank_you: "Thank-you page",
  checkout: "Checkout",
};

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
