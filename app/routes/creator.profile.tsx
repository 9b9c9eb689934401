import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { languageChoices, nicheChoices, regionChoices } from "#app/components/portal/choices.ts";
import { PortalError } from "#app/components/portal/error.tsx";
import { described, Field, SaveOutcome } from "#app/components/portal/pieces.tsx";
import { SelectField } from "#app/components/portal/select-field.tsx";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { nextPath } from "#app/server/portal/session-cookie.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { editProfile } from "#app/services/creators/edit-profile.ts";

export const meta: MetaFunction = () => [{ title: "Your profile · Fairshare" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { searchParams } = new URL(request.url);
  const email = await context.container.creators.accounts.emailOf(account.id);
  return {
    email,
    values: {
      displayName: account.displayName,
      // The one that stands until a handle is chosen is nobody's choice.
      handle: account.displayName === "" ? "" : account.handle,
      niches: account.profile.niches as readonly string[],
      region: account.profile.region ?? "",
      language: account.profile.language ?? "",
      links: account.profile.links as readonly string[],
    },
    languages: languageChoices(),
    regions: regionChoices(),
    isNew: searchParams.has("welcome"),
    saved: searchParams.has("saved"),
    next: nextPath(searchParams.get("next")),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const sent = await request.formData();
  const text = (name: string) => String(sent.get(name) ?? "").trim();
  const values = {
    displayName: text("displayName"),
    handle: text("handle"),
    niches: sent.getAll("niches").map(String),
    region: text("region"),
    language: text("language"),
    links: text("links").split(/\s+/).filter(Boolean),
  };
  const result = await editProfile(context.container.creators, { creatorId: account.id, form: values });
  if (result.kind === "invalid") return data({ problems: result.problems, values }, { status: 422 });
  throw redirect(nextPath(text("next")) ?? "/creator/profile?saved");
}

export default function ProfilePage() {
  const { email, isNew, saved, next, languages, regions, ...loaded } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const values = refused?.values ?? loaded.values;
  const problems = refused?.problems ?? {};
  return (
    <div className="page narrow">
      <div className="stack">
        <h1>{isNew ? "Welcome. Who are you?" : "Your profile"}</h1>
        <p className="lead">Brands see this with your application, and nothing else: not your e-mail address.</p>
      </div>
      <SaveOutcome saved={saved} refused={refused !== undefined} />
      <Form method="post" className="stack">
        {next === null ? null : <input type="hidden" name="next" value={next} />}
        <Field id="displayName" label="Name" problem={problems.displayName}>
          <input
            {...described("displayName", problems.displayName)}
            type="text"
            autoComplete="name"
            defaultValue={values.displayName}
            maxLength={60}
            required
          />
        </Field>
        <Field
          id="handle"
          label="Handle"
          hint="Your codes are made of it: maya.cooks becomes a code such as MAYACOOKS10."
          problem={problems.handle}
        >
          <input
            {...described("handle", problems.handle, true)}
            type="text"
            autoCapitalize="none"
            autoComplete="username"
            spellCheck={false}
            defaultValue={values.handle}
            maxLength={30}
            required
          />
        </Field>
        <fieldset aria-describedby={problems.niches === undefined ? undefined : "niches-problem"}>
          <legend>What you make things about</legend>
          <div className="checks">
            {nicheChoices.map(({ value, label }) => (
              <label className="check" key={value}>
                <input type="checkbox" name="niches" value={value} defaultChecked={values.niches.includes(value)} />
                {label}
              </label>
            ))}
          </div>
          {problems.niches === undefined ? null : (
            <span className="problem" id="niches-problem">
              {problems.niches}
            </span>
          )}
        </fieldset>
        <SelectField
          id="region"
          label="Where most of your audience is"
          choices={regions}
          value={values.region}
          problem={problems.region}
        />
        <SelectField
          id="language"
          label="The language they read"
          choices={languages}
          value={values.language}
          problem={problems.language}
        />
        <Field
          id="links"
          label="Where to find you (optional)"
          hint="Up to five addresses, one in a line, such as https://www.instagram.com/maya"
          problem={problems.links}
        >
          <textarea
            {...described("links", problems.links, true)}
            defaultValue={values.links.join("\n")}
            spellCheck={false}
            rows={3}
          />
        </Field>
        <button className="button" type="submit">
          Save
        </button>
      </Form>
      <p className="soft small">
        You sign in as {email}. So that your own orders can be told from your followers&rsquo;, you may{" "}
        <Link to="/creator/details">say your name and address</Link>.
      </p>
    </div>
  );
}

export { PortalError as ErrorBoundary };
