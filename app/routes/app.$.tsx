import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Not found" }];

/** Addresses of the admin that lead nowhere keep its frame, with a way out. */
export async function loader({ request, context: { container } }: LoaderFunctionArgs) {
  await container.merchant(request);
  throw new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
