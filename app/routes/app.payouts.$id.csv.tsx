import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvHeaders } from "#app/components/csv-headers.ts";
import { payoutsCsv } from "#app/components/payouts/payouts-csv.ts";
import { viewPayouts } from "#app/services/payouts/list-payouts.ts";

/** `GET`: a run's payouts as CSV. */
export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const batch = await viewPayouts(container, { shopId: shop.id, batchId: params["id"] ?? "" });
  if (batch === null) throw new Response(null, { status: 404 });
  const day = new Date(batch.createdAt).toISOString().slice(0, 10);
  return new Response(payoutsCsv(batch.payouts), { headers: csvHeaders(`payouts-${day}`) });
}
