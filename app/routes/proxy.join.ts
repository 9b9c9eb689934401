import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { proxiedShop } from "#app/server/capture/proxied.ts";

/** "Become a creator" in a shop leads to the portal's offers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await proxiedShop(request, context);
  return redirect(context.container.addresses.portal("/offers"));
}
