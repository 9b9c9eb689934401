import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { useEffect } from "react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { forwardHeaders } from "#app/components/forward-headers.ts";
import merchantStyles from "#app/components/merchant.css?url";
import { MerchantErrorBoundary } from "#app/components/merchant-error.tsx";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: merchantStyles },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.container.merchant(request);
  return { apiKey: context.container.env.SHOPIFY_API_KEY };
}

/** The frame of the merchant's pages: Polaris, App Bridge, and the app's entries in the admin's navigation. */
export default function MerchantArea() {
  const { apiKey } = useLoaderData<typeof loader>();
  const loading = useNavigation().state === "loading";
  useEffect(() => shopify.loading(loading), [loading]);
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/offers">Offers</Link>
        <Link to="/app/applications">Applications</Link>
        <Link to="/app/creators">Creators</Link>
        <Link to="/app/orders">Orders</Link>
        <Link to="/app/reconciliation">Missed orders</Link>
        <Link to="/app/capture">Capture</Link>
        <Link to="/app/payouts">Payouts</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <Outlet />
    </AppProvider>
  );
}

export const headers: HeadersFunction = forwardHeaders;
export { MerchantErrorBoundary as ErrorBoundary };
