import {
  data,
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { Notice } from "#app/components/portal/pieces.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { nextPath, sessionCookie } from "#app/server/portal/session-cookie.ts";
import { signOut } from "#app/services/creators/sign-out.ts";
import { inspectSignInLink, signIn } from "#app/services/creators/sign-in.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Fairshare" }, { name: "robots", content: "noindex" }];

/** The address is a secret: no other site learns it. (`no-referrer` would also hide our own origin from our own form.) */
export const headers: HeadersFunction = () => ({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });

/** Opening a link does nothing but ask: mail scanners and previews open links, too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const link = await inspectSignInLink(context.container.creators, { token: params["token"] ?? "" });
  return link.kind === "ready" ? link : data(link, { status: 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { container, visitor } = context;
  assertSameOrigin(request, container.env.SHOPIFY_APP_URL);
  const result = await signIn(container.creators, { token: params["token"] ?? "", visitor });
  if (result.kind === "expired")
    return data({ problem: "This link was used meanwhile, or has expired." }, { status: 410 });
  if (result.kind === "too_many") {
    const retry = { "Retry-After": String(result.retryAfterSeconds) };
    return data(
      { problem: "Too many tries from your network. Please wait a little." },
      { status: 429, headers: retry },
    );
  }
  const next = nextPath(new URL(request.url).searchParams.get("next"));
  const to = result.isNew ? profileFirst(next) : (next ?? "/creator");
  const cookie = sessionCookie(container.env.SHOPIFY_APP_URL);
  const before = cookie.read(request);
  // Whoever signs in anew, be it as somebody else, leaves no older session behind in this browser.
  if (before !== null) await signOut(container.creators, { sessionId: before });
  throw redirect(to, { headers: { "Set-Cookie": cookie.set(result.sessionId) } });
}

/** Whoever is new says who they are, then goes on to where they wanted to be. */
const profileFirst = (next: string | null): string =>
  `/creator/profile?${new URLSearchParams({ welcome: "1", ...(next === null ? {} : { next }) })}`;

export default function ConfirmSignIn() {
  const link = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (link.kind === "expired") return <Expired />;
  return (
    <div className="page narrow">
      <h1>Sign in to Fairshare</h1>
      {refused === undefined ? null : (
        <Notice tone="bad">
          <p>{refused.problem}</p>
        </Notice>
      )}
      <p className="lead">
        You sign in as <strong>{link.maskedEmail}</strong>.
      </p>
      <Form method="post">
        <button className="button" type="submit">
          Sign me in
        </button>
      </Form>
    </div>
  );
}

const Expired = () => (
  <div className="page narrow">
    <h1>This link does not work any more</h1>
    <p className="lead">A link works once, within 15 minutes. That keeps your account yours.</p>
    <p>
      <Link className="button" to="/creator/sign-in">
        Mail me a new link
      </Link>
    </p>
  </div>
);

export { PortalError as ErrorBoundary };
