import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { regionChoices } from "#app/components/portal/choices.ts";
import { PortalError } from "#app/components/portal/error.tsx";
import { described, Field, SaveOutcome } from "#app/components/portal/pieces.tsx";
import { SelectField } from "#app/components/portal/select-field.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { saveOwnDetails } from "#app/services/creators/save-own-details.ts";

export const meta: MetaFunction = () => [{ title: "Your own orders · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  return {
    values: await context.container.creators.accounts.ownDetailsOf(account.id),
    countries: regionChoices(),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const sent = await request.formData();
  const text = (name: string) => String(sent.get(name) ?? "").trim();
  const values = {
    firstName: text("firstName"),
    lastName: text("lastName"),
    addressLine: text("addressLine"),
    postalCode: text("postalCode"),
    country: text("country"),
  };
  const result = await saveOwnDetails(context.container.creators, { creatorId: account.id, form: values });
  if (result.kind === "invalid") return data({ problems: result.problems, values }, { status: 422 });
  throw redirect("/creator/details?saved");
}

export default function DetailsPage() {
  const { saved, countries, ...loaded } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const values = refused?.values ?? loaded.values;
  const problems = refused?.problems ?? {};
  return (
    <div className="page narrow">
      <Link className="back" to="/creator/profile">
        ← Your profile
      </Link>
      <div className="stack">
        <h1>Your own orders</h1>
        <p className="lead">
          Own orders never earn. Tell us your name and address, if you like, and yours are told from your
          followers&rsquo; before anybody asks.
        </p>
        <p className="soft">
          Both are optional, stored encrypted, and shown to nobody but you. An order with the same name or address as
          yours is held for 14 days at most, for the brand to look at.
        </p>
      </div>
      <SaveOutcome saved={saved} refused={refused !== undefined} />
      <Form method="post" className="stack">
        <Text id="firstName" label="First name" autoComplete="given-name" values={values} problems={problems} />
        <Text id="lastName" label="Last name" autoComplete="family-name" values={values} problems={problems} />
        <Text
          id="addressLine"
          label="Street and number"
          autoComplete="address-line1"
          values={values}
          problems={problems}
        />
        <Text id="postalCode" label="Postal code" autoComplete="postal-code" values={values} problems={problems} />
        <SelectField
          id="country"
          label="Country"
          choices={countries}
          value={values.country}
          problem={problems.country}
          required={false}
        />
        <button className="button" type="submit">
          Save
        </button>
      </Form>
    </div>
  );
}

type Name = "firstName" | "lastName" | "addressLine" | "postalCode";
type TextProps = {
  id: Name;
  label: string;
  autoComplete: string;
  values: Readonly<Record<Name, string>>;
  problems: Partial<Record<Name, string>>;
};

const Text = ({ id, label, autoComplete, values, problems }: TextProps) => (
  <Field id={id} label={label} problem={problems[id]}>
    <input
      {...described(id, problems[id])}
      type="text"
      autoComplete={autoComplete}
      defaultValue={values[id]}
      maxLength={120}
    />
  </Field>
);

export { PortalError as ErrorBoundary };
