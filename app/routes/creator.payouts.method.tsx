import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { described, Field, Notice } from "#app/components/portal/pieces.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import {
  changePayoutMethod,
  isFresh,
  LONGEST_INSTRUCTIONS,
  METHOD_WAITS_DAYS,
} from "#app/services/creators/change-payout-method.ts";
import { requestSignIn } from "#app/services/creators/request-sign-in.ts";

export const meta: MetaFunction = () => [{ title: "How you are paid · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account, session } = await requireCreator(request, context);
  const { creators, clock } = context.container;
  const known = await creators.database.methods.inForce(account.id, clock.now());
  return {
    fresh: isFresh(session.signedInAt, creators.wallClock.now()),
    known: known !== null,
    sent: new URL(request.url).searchParams.has("sent"),
    waitsDays: METHOD_WAITS_DAYS,
    longest: LONGEST_INSTRUCTIONS,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { container, visitor } = context;
  assertSameOrigin(request, container.env.SHOPIFY_APP_URL);
  const { account, session } = await requireCreator(request, context);
  const form = await request.formData();
  if (form.get("intent") === "sign_in_again") {
    const email = (await container.creators.accounts.emailOf(account.id)) ?? "";
    await requestSignIn(container.creators, { email, visitor, next: "/creator/payouts/method" });
    throw redirect("/creator/payouts/method?sent");
  }
  const instructions = String(form.get("instructions") ?? "");
  const input = { creatorId: account.id, signedInAt: session.signedInAt, instructions };
  const result = await changePayoutMethod(container.creators, input);
  if (result.kind === "changed") throw redirect("/creator/payouts?saved");
  const problem = result.kind === "invalid" ? result.problem : "Your sign-in is too long ago: sign in again, by mail.";
  return data({ problem, instructions }, { status: 422 });
}

export default function MethodPage() {
  const { fresh, known, sent, waitsDays, longest } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="page narrow">
      <Link className="back" to="/creator/payouts">
        ← Payouts
      </Link>
      <h1>How you want to be paid</h1>
      {fresh ? (
        <Form method="post" className="stack">
          <p className="lead">
            In your words. Brands that owe you money see it when they pay, and nobody else; it is stored encrypted.
            {known ? ` A change counts after ${waitsDays} days, and we mail you about it at once.` : ""}
          </p>
          <Field
            id="instructions"
            label="Payment details"
            hint="Such as: PayPal maya@example.com, or IBAN DE12 … in the name of Maya Example."
            problem={refused?.problem}
          >
            <textarea
              {...described("instructions", refused?.problem, true)}
              maxLength={longest}
              required
              defaultValue={refused?.instructions}
            />
          </Field>
          <button className="button" type="submit">
            Save
          </button>
        </Form>
      ) : (
        <SignInAgain sent={sent} />
      )}
    </div>
  );
}

const SignInAgain = ({ sent }: { sent: boolean }) =>
  sent ? (
    <Notice tone="good">
      <p>A link is on its way to your mailbox. It brings you back to this page.</p>
    </Notice>
  ) : (
    <Form method="post" className="stack">
      <input type="hidden" name="intent" value="sign_in_again" />
      <p className="lead">
        Where your money goes is changed only right after signing in, so that nobody who finds your browser open can do
        it.
      </p>
      <button className="button" type="submit">
        Mail me a sign-in link
      </button>
    </Form>
  );

export { PortalError as ErrorBoundary };
