import { data, type HeadersFunction, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { PortalErrorBoundary } from "#app/components/portal/error.tsx";
import portalStyles from "#app/components/portal/portal.css?url";
import { PortalShell } from "#app/components/portal/shell.tsx";
import { sessionCookie } from "#app/server/portal/session-cookie.ts";
import { currentVisit } from "#app/server/portal/visit.ts";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: portalStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

/** Pages of a person: no proxy and no shared computer keeps them. */
export const headers: HeadersFunction = () => ({ "Cache-Control": "private, no-store" });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = await currentVisit(request, context);
  if (visit === null) return { name: null };
  const name = visit.account.displayName;
  if (visit.newSessionId === null) return { name };
  const cookie = sessionCookie(context.container.env.SHOPIFY_APP_URL).set(visit.newSessionId);
  return data({ name }, { headers: { "Set-Cookie": cookie } });
}

/** The frame of the creator's portal. */
export default function CreatorArea() {
  const { name } = useLoaderData<typeof loader>();
  return (
    <PortalShell name={name}>
      <Outlet />
    </PortalShell>
  );
}

export { PortalErrorBoundary as ErrorBoundary };
