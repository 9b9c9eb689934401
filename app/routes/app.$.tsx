/** No page of the merchant's: the area's own words, in its frame. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
