import { redirect, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Field } from "#app/components/portal/pieces.tsx";
import portalStyles from "#app/components/portal/portal.css?url";
import { PortalShell } from "#app/components/portal/shell.tsx";
import { currentVisit } from "#app/server/portal/visit.ts";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: portalStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [
  { title: "Fairshare: earn with brands you would recommend anyway" },
  { name: "description", content: "Creators see every sale they brought, what it earned, and the day they are paid." },
];

/** Shopify opens the app with the shop in the query; everybody else who comes to the bare address may be a creator. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  if (url.searchParams.has("shop")) throw redirect(`/app${url.search}`);
  return { signedIn: (await currentVisit(request, context)) !== null };
}

const PROMISES = [
  {
    title: "The terms fit on a phone",
    text: "What you earn, on what, when it is paid and what never counts: five plain lines before you apply. They cannot change behind your back.",
  },
  {
    title: "Every sale is explained",
    text: "Each line says why it is what it is, and the day it becomes payable. A refund takes back its own part, dated, and nothing else.",
  },
  {
    title: "What did not count is shown too",
    text: "When an order carried your code or link and went to nobody, or to somebody else, you see it, with the reason.",
  },
] as const;

export default function Front() {
  const { signedIn } = useLoaderData<typeof loader>();
  return (
    <PortalShell name={null}>
      <div className="page">
        <section className="hero">
          <h1>Your share of the sale, and the reason for it.</h1>
          <p className="lead">
            With Fairshare you earn with brands on Shopify. Share a code or a link, and see for every order what you
            earned, why, and when it is paid.
          </p>
          {signedIn ? (
            <p>
              <Link className="button" to="/creator">
                Go to your home page
              </Link>
            </p>
          ) : (
            <SignIn />
          )}
        </section>
        <ul className="promises">
          {PROMISES.map(({ title, text }) => (
            <li key={title}>
              <h2>{title}</h2>
              <p className="soft">{text}</p>
            </li>
          ))}
        </ul>
        <footer className="foot">
          Are you a brand? Open Fairshare in your Shopify admin, under <strong>Apps</strong>.
        </footer>
      </div>
    </PortalShell>
  );
}

const SignIn = () => (
  <Form method="post" action="/creator/sign-in" className="card narrow" aria-label="Sign in">
    <Field id="email" label="Your e-mail address" hint="New here or not: we mail you a link, there is no password.">
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        required
        maxLength={254}
        aria-describedby="email-hint"
      />
    </Field>
    <button className="button" type="submit">
      Mail me a sign-in link
    </button>
  </Form>
);
