import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { csvHeaders } from "#app/components/csv-headers.ts";
import { earningsCsv } from "#app/components/portal/earnings-csv.server.ts";
import { filterOf } from "#app/components/portal/earnings-filter.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { allEarnings } from "#app/services/creators/creator-earnings.ts";

/** The same lines as the page, for a spreadsheet; sent while it is read, however many there are. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { creators, clock } = context.container;
  const filter = filterOf(new URL(request.url).searchParams);
  const lines = allEarnings(creators, { creatorId: account.id, filter });
  const name = ["fairshare-earnings", filter.brand, filter.month]
    .filter(Boolean)
    .join("-")
    .replace(/[^\w-]/g, "");
  return new Response(createReadableStreamFromReadable(earningsCsv(lines, clock.now())), {
    headers: { ...csvHeaders(name), "Cache-Control": "private, no-store" },
  });
}
