import { Link, isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { PortalShell } from "./shell.tsx";

/** What a creator sees when a page fails or is not there. */
export function PortalErrorBoundary() {
  return (
    <PortalShell name={null}>
      <PortalError />
    </PortalShell>
  );
}

/** The same inside the frame, which still stands when only the page below it failed. */
export function PortalError() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { title, text } = messageFor(status, isRouteErrorResponse(error) ? String(error.data) : "");
  return (
    <div className="page narrow">
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      <p>
        <Link className="button" to="/creator">
          Go to your home page
        </Link>
      </p>
    </div>
  );
}

function messageFor(status: number, said: string): { title: string; text: string } {
  if (status === 404)
    return {
      title: "There is nothing at this address",
      text: "It may be gone, or belong to somebody else. Check the link.",
    };
  if (status === 403) return { title: "This form was not accepted", text: said };
  return {
    title: "Something went wrong on our side",
    text: "Nothing of yours is lost. Please try again in a moment.",
  };
}
