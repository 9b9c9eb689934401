import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { PortalError } from "#app/components/portal/error.tsx";
import { requireCreator } from "#app/server/portal/visit.ts";

export const meta: MetaFunction = () => [{ title: "Not found · Fairshare" }];

/** Addresses of the portal that lead nowhere keep its frame, with the ways out. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireCreator(request, context);
  throw new Response("Not found", { status: 404 });
}

export default function Nowhere() {
  return null;
}

export { PortalError as ErrorBoundary };
