import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Layout, Page } from "@shopify/polaris";
import { RealTestOrder } from "#app/components/capture/real-test-order.tsx";
import { WalkedDoors } from "#app/components/capture/walked-doors.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { usePolling } from "#app/components/use-polling.ts";
import { runTestOrder } from "#app/services/capture/run-test-order.ts";
import { watchTestOrder } from "#app/services/capture/watch-test-order.ts";

export const meta: MetaFunction = () => [{ title: "Test order" }];

export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const formats = formatsOf(shop.currency, shop.timeZone);
  const { seen, steps } = await watchTestOrder(
    { ...container.capture, addresses: container.addresses },
    { shop, apiKey: container.env.SHOPIFY_API_KEY, formats },
  );
  return { seen, steps, timeZone: shop.timeZone };
}

export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  const { capture, admin, shopInfo, env } = container;
  const deps = { ...capture, shopInfo, standings: capture.standingsWith(admin) };
  const formats = formatsOf(shop.currency, shop.timeZone);
  return runTestOrder(deps, { shop, apiKey: env.SHOPIFY_API_KEY, formats });
}

const LOOK_EVERY_MS = 4_000;

export default function TestOrder() {
  const { seen, steps, timeZone } = useLoaderData<typeof loader>();
  usePolling(LOOK_EVERY_MS);
  return (
    <Page title="Test order" backAction={{ content: "Capture", url: "/app/capture" }}>
      <Layout>
        <Layout.Section variant="oneHalf">
          <WalkedDoors />
        </Layout.Section>
        <Layout.Section variant="oneHalf">
          <RealTestOrder steps={steps} seen={seen} timeZone={timeZone} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
