import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { requireCreator } from "#app/server/portal/visit.ts";

export const meta: MetaFunction = () => [{ title: "Home · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireCreator(request, context);
  return null;
}

export default function HomePage() {
  return (
    <div className="page">
      <h1>Home</h1>
      <Link to="/creator/offers">Offers</Link>
    </div>
  );
}

export { PortalError as ErrorBoundary };
