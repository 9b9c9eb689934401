import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useLocation,
  useRouteError,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { useNonce } from "#app/components/nonce.ts";

/** The document around every page; each area brings its own styles. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  // Browsers that block third-party storage give none to a frame, and its script fails there.
  const framed = useLocation().pathname.startsWith("/app");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {framed ? null : <ScrollRestoration nonce={nonce} />}
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** The last net: a page's own area shows its errors better, this one shows those of no area. */
export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main>
      <h1>{missing ? "There is nothing at this address" : "Something went wrong on our side"}</h1>
      <p>{missing ? "Check the link, or go back to where you came from." : "Please try again in a moment."}</p>
    </main>
  );
}
