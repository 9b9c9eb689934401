import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Fairshare" }];

/** Shopify opens the app with the shop in the query; everybody else who comes to the bare address is a creator. */
export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return redirect(url.searchParams.has("shop") ? `/app${url.search}` : "/creator");
}
