import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvHeaders } from "#app/components/csv-headers.ts";
import { heldDataCsv } from "#app/components/privacy/held-data-csv.ts";
import { viewHeldData } from "#app/services/privacy/list-privacy-requests.ts";

/** `GET`: what was held about a customer who asked, as CSV. */
export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const held = await viewHeldData(container, { shopId: shop.id, id: params["id"] ?? "" });
  if (held === null) throw new Response(null, { status: 404 });
  const day = new Date(held.receivedAt).toISOString().slice(0, 10);
  return new Response(heldDataCsv(held.orders), { headers: csvHeaders(`customer-data-${day}`) });
}
