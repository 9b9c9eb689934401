import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { described, Field, Notice } from "#app/components/portal/pieces.tsx";
import { PortalError } from "#app/components/portal/error.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { nextPath } from "#app/server/portal/session-cookie.ts";
import { currentVisit } from "#app/server/portal/visit.ts";
import { requestSignIn, type SignInRequested } from "#app/services/creators/request-sign-in.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const next = nextPath(searchParams.get("next"));
  if ((await currentVisit(request, context)) !== null) throw redirect(next ?? "/creator");
  return { sent: searchParams.has("sent"), next };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { container, visitor } = context;
  assertSameOrigin(request, container.env.SHOPIFY_APP_URL);
  const form = await request.formData();
  const email = String(form.get("email") ?? "");
  const next = nextPath(String(form.get("next") ?? ""));
  const result = await requestSignIn(container.creators, { email, visitor, next });
  if (result.kind === "on_its_way") throw redirect("/creator/sign-in?sent");
  const refused = { problem: problemOf(result), email };
  if (result.kind === "invalid_email") return data(refused, { status: 422 });
  return data(refused, { status: 429, headers: { "Retry-After": String(result.retryAfterSeconds) } });
}

function problemOf(result: Exclude<SignInRequested, { kind: "on_its_way" }>): string {
  if (result.kind === "invalid_email") return "This is not an e-mail address. It should look like maya@example.com.";
  const minutes = Math.ceil(result.retryAfterSeconds / 60);
  return `Too many links were asked for from your network. Please try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`;
}

export default function SignInPage() {
  const { sent, next } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (sent && refused === undefined) return <Sent />;
  return (
    <div className="page narrow">
      <h1>Sign in</h1>
      <p className="lead">
        New here or not, it is the same: we mail you a link that signs you in. There is no password.
      </p>
      <Form method="post" className="stack">
        {next === null ? null : <input type="hidden" name="next" value={next} />}
        <Field id="email" label="Your e-mail address" problem={refused?.problem}>
          <input
            {...described("email", refused?.problem)}
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            maxLength={254}
            defaultValue={refused?.email}
          />
        </Field>
        <button className="button" type="submit">
          Mail me a sign-in link
        </button>
      </Form>
    </div>
  );
}

const Sent = () => (
  <div className="page narrow">
    <h1>Look into your mailbox</h1>
    <Notice tone="good">
      <p>If the address can receive mail, a link is on its way. It works once, within 15 minutes.</p>
    </Notice>
    <p className="lead">
      Nothing there after a few minutes? Look into the spam folder, or{" "}
      <Link to="/creator/sign-in">ask for another link</Link>.
    </p>
  </div>
);

export { PortalError as ErrorBoundary };
