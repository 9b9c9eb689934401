import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { MerchantErrorBoundary } from "#app/components/merchant-error.tsx";
import { forwardHeaders } from "#app/components/forward-headers.ts";

/** The addresses that Shopify's library keeps for itself: renewing a session token, leaving the frame. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.container.shopify.authenticate.admin(request);
  return null;
}

export const headers: HeadersFunction = forwardHeaders;
export { MerchantErrorBoundary as ErrorBoundary };
